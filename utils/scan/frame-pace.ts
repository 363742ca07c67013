import { FRAME_OVERDUE_MS } from './budgets.ts';

/**
 * Hands on what a mutation observer reports in time for the frame that shows it, and no more often than needed: at
 * once, while the page is at rest; once a frame, in its animation callbacks, while the page goes on changing. A page
 * that updates its list twenty times between two frames is read once, and what came and went unseen not at all.
 *
 * What changes in a frame's own callbacks (animation, resize) after that call is handed on at once again, since the
 * next call comes a frame too late.
 */
export function createFramePace(
  document: Document,
  deliver: (records: readonly MutationRecord[]) => void,
  signal: AbortSignal,
): (records: readonly MutationRecord[]) => void {
  const { port1, port2 } = new MessageChannel();
  let held: MutationRecord[] = [];
  /** A call is in the list of the frame to come. */
  let isDue = false;
  /** From a delivery on until the next task, in which no frame is under way. */
  let mayBeInFrame = false;
  let hasChanged = false;
  let overdue: ReturnType<typeof setTimeout> | undefined;

  port1.onmessage = () => {
    mayBeInFrame = false;
  };

  function deliverAll(): void {
    clearTimeout(overdue);
    overdue = undefined;
    const records = held;
    held = [];
    if (!mayBeInFrame) {
      mayBeInFrame = true;
      port2.postMessage(null);
    }
    if (records.length > 0) deliver(records);
  }

  function onFrame(): void {
    isDue = false;
    if (signal.aborted) return;
    deliverAll();
    if (hasChanged) awaitFrame();
    hasChanged = false;
  }

  function awaitFrame(): void {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(onFrame);
  }

  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(overdue);
      port1.close();
    },
    { once: true },
  );

  return records => {
    if (signal.aborted) return;
    held = held.length === 0 ? [...records] : held.concat(records);
    hasChanged = true;
    const isAtRest = !isDue;
    awaitFrame();
    if (isAtRest || mayBeInFrame || document.hidden) deliverAll();
    // No frames come to what is out of sight, such as a frame below the window.
    else overdue ??= setTimeout(deliverAll, FRAME_OVERDUE_MS);
  };
}
