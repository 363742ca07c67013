/**
 * Work that stops at each `yield` if its time is up, and goes on later; at `yield 'long'` in any case, since what
 * comes next takes a slice of its own.
 */
export type Work = Generator<'long' | undefined, void, void>;

export interface WorkQueue {
  /** `first`: before what waits already. What just changed on screen goes before the rest of a large page. */
  add(work: Work, position: 'first' | 'last'): void;
  /** Works for at most so long (to the next yield), then goes on in later slices until nothing is left. */
  run(budgetMs: number): void;
  isEmpty(): boolean;
}

/**
 * @param afterSlice called after each stretch of work, in the same microtask.
 * @param pause gives the page its turn.
 */
export function createWorkQueue(options: {
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  readonly sliceMs: number;
  readonly afterSlice: () => void;
  readonly signal: AbortSignal;
}): WorkQueue {
  const { now, pause, sliceMs, afterSlice, signal } = options;
  const waiting: Work[] = [];
  let continuing = false;
  let running = false;

  function run(budgetMs: number): void {
    // Work may find more work (a shadow root) and ask for it to be done: the loop below gets to it.
    if (running) return;
    running = true;
    const end = now() + budgetMs;
    try {
      for (let work = waiting[0]; work; work = waiting[0]) {
        const { done, value } = work.next();
        if (done) waiting.splice(waiting.indexOf(work), 1);
        if (value === 'long' || now() >= end) break;
      }
    } finally {
      // Work that failed has ended; what waits behind it hasn't.
      running = false;
      afterSlice();
      if (waiting.length > 0 && !continuing) void goOn();
    }
  }

  async function goOn(): Promise<void> {
    continuing = true;
    while (waiting.length > 0 && !signal.aborted) {
      await pause();
      if (!signal.aborted) run(sliceMs);
    }
    continuing = false;
  }

  return {
    add(work, position) {
      if (position === 'first') waiting.unshift(work);
      else waiting.push(work);
    },
    run,
    isEmpty: () => waiting.length === 0,
  };
}

/** Lets the page go on, ahead of other timers (Chrome 129, Firefox 142). */
export function pauseForPage(): Promise<void> {
  return scheduler.yield();
}
