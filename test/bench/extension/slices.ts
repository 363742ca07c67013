/** What a scan took of the main thread. */
export interface Slices {
  /** Of all slices together. */
  readonly workMs: number;
  readonly wallMs: number;
  readonly longestSliceMs: number;
  readonly count: number;
}

/**
 * Watches the slices of work from now on, through the `scheduler.yield` of this world: a call ends a slice, and
 * what it resolves begins the next. Work has ended when a slice asks for no other.
 */
export function watchSlices(): { ended(): Promise<Slices> } {
  const native: unknown = Reflect.get(window, 'scheduler');
  const begun = performance.now();
  const lengths: number[] = [];
  let sliceStart = begun;
  let isOver = false;
  let end: (slices: Slices) => void = () => {};
  const ended = new Promise<Slices>(resolve => {
    end = resolve;
  });

  function endSlice(): void {
    lengths.push(performance.now() - sliceStart);
    isOver = true;
  }

  function finish(): void {
    endSlice();
    Reflect.deleteProperty(globalThis, 'scheduler');
    end({
      workMs: lengths.reduce((sum, length) => sum + length, 0),
      wallMs: performance.now() - begun,
      longestSliceMs: Math.max(...lengths),
      count: lengths.length,
    });
  }

  Object.defineProperty(globalThis, 'scheduler', {
    configurable: true,
    value: {
      async yield() {
        endSlice();
        await Reflect.apply(Reflect.get(Object(native), 'yield'), native, []);
        isOver = false;
        sliceStart = performance.now();
        // Runs behind the slice, whose continuation is queued first.
        afterMicrotasks(() => {
          if (!isOver) finish();
        });
      },
    },
  });

  return {
    ended() {
      if (lengths.length === 0) finish();
      return ended;
    },
  };
}

/** Some microtasks later: behind those that a resolved promise takes to reach the one who awaits it. */
function afterMicrotasks(then: () => void, turns = 8): void {
  if (turns === 0) then();
  else queueMicrotask(() => afterMicrotasks(then, turns - 1));
}
