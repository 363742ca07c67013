/** So long a page may do nothing else: longer, and whoever uses it notices. */
const WORK_MS = 30;

/**
 * For work of many short steps: to be awaited after each. Now and then it lets timers, presses and painting have their turn, which
 * promises alone don't: a million rows froze a page for half a minute (Chromium 156, November 2026).
 */
export function createBreather(): () => Promise<void> {
  let rested = performance.now();
  return async () => {
    if (performance.now() - rested < WORK_MS) return;
    await new Promise<void>(resolve => setTimeout(resolve));
    rested = performance.now();
  };
}
