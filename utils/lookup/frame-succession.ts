/** Where a running script leaves itself for the next one in the same world; no page sees this world. */
const RUNNING = Symbol.for('lethe.frame');

interface Running {
  /** A frame that navigates away from its first about:blank keeps its world, with another document in it. */
  readonly document: Document;
  readonly alive: () => boolean;
  readonly end: () => void;
}

/**
 * Makes this script the one of its frame: false if one is at work already (a page that loads while the extension is
 * installed gets it twice). One whose extension is gone is ended.
 * @param alive whether this script's extension still is there
 * @param frame ends this script
 */
export function takeOver(alive: () => boolean, frame: AbortController): boolean {
  const before: unknown = Reflect.get(globalThis, RUNNING);
  if (isRunning(before)) {
    if (before.alive() && before.document === document) return false;
    before.end();
  }
  const running: Running = { document, alive, end: () => frame.abort() };
  Reflect.set(globalThis, RUNNING, running);
  return true;
}

function isRunning(value: unknown): value is Running {
  return typeof value === 'object' && value !== null && 'alive' in value && 'document' in value;
}
