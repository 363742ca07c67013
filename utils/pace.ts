/** How fast long work goes, and how long the rest of it will take. */
export interface Pace {
  /** @param now in milliseconds, of any clock that doesn't go back */
  take(done: number, now: number): void;
  /** For a time in which nothing was done: it says nothing of the pace. */
  pause(): void;
  /** Milliseconds; null while too little was seen. */
  remainingMs(of: number): number | null;
}

interface Sample {
  readonly done: number;
  readonly at: number;
}

/** The machine's other work comes and goes, so the last half minute counts, by a sample a second. */
const SAMPLES = 30;
const SAMPLE_EVERY_MS = 1000;
const LEAST_SEEN_MS = 2000;

export function createPace(): Pace {
  let samples: Sample[] = [];
  let latest: Sample | undefined;
  return {
    take(done, now) {
      latest = { done, at: now };
      const last = samples.at(-1);
      if (last && now - last.at < SAMPLE_EVERY_MS) return;
      samples = [...samples, latest].slice(-SAMPLES);
    },
    pause() {
      samples = [];
      latest = undefined;
    },
    remainingMs(of) {
      const [first] = samples;
      if (first === undefined || latest === undefined) return null;
      const [seenMs, seen] = [latest.at - first.at, latest.done - first.done];
      if (seenMs < LEAST_SEEN_MS || seen <= 0) return null;
      return ((of - latest.done) * seenMs) / seen;
    },
  };
}
