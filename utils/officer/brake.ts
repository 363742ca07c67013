/** Holds long work up for as long as an officer wants, and lets it go on where it was. */
export interface Brake {
  readonly isOn: boolean;
  hold(): void;
  release(): void;
  /** Resolves as soon as the brake is off. */
  released(): Promise<void>;
  /** Called with `isOn` each time it is held or released. */
  onChange(listener: (isOn: boolean) => void): void;
}

export function createBrake(): Brake {
  let isOn = false;
  let waiting: (() => void)[] = [];
  const listeners: ((isOn: boolean) => void)[] = [];
  const tell = () => {
    for (const listener of listeners) listener(isOn);
  };
  return {
    get isOn() {
      return isOn;
    },
    hold() {
      isOn = true;
      tell();
    },
    release() {
      isOn = false;
      for (const resolve of waiting) resolve();
      waiting = [];
      tell();
    },
    released: () => (isOn ? new Promise(resolve => waiting.push(resolve)) : Promise.resolve()),
    onChange: listener => void listeners.push(listener),
  };
}
