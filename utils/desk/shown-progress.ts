import type { OnPublishProgress, PublishProgress } from '../publish/publish-progress.ts';

/** Oftener nobody can read it. */
const SHOWN_EVERY_MS = 100;

/** Shows each step when it begins and counts now and then, and lets the page paint before work goes on. */
export function shownProgress(show: (progress: PublishProgress) => void): OnPublishProgress {
  let step: string | undefined;
  let shownAt = Number.NEGATIVE_INFINITY;
  return async progress => {
    const now = performance.now();
    if (progress.step === step && now - shownAt < SHOWN_EVERY_MS) return;
    [step, shownAt] = [progress.step, now];
    show(progress);
    // Not by a frame: a page in the background has none, and would never go on.
    await new Promise<void>(resolve => setTimeout(resolve));
  };
}
