/** Holds long work up for as long as an officer wants, and lets it go on where it was. */
export interface Brake {
  readonly isOn: boolean;
  hold(): void;
  release(): void;
  /** Resolves as soon as the brake is off. */
  released(): Promise<void>;
}

export function createBrake(): Brake {
  let isOn = false;
  let waiting: (() => void)[] = [];
  return {
    get isOn() {
      return isOn;
    },
    hold() {
      isOn = true;
    },
    release() {
      isOn = false;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    released: () => (isOn ? new Promise(resolve => waiting.push(resolve)) : Promise.resolve()),
  };
}
