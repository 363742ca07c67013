import { isHtmlElement } from '../scan/nodes.ts';
import { shadowRootOf } from '../scan/shadow-roots.ts';

/** Where a running script leaves itself for the next one in the same world; no page sees this world. */
const RUNNING = Symbol.for('lethe.frame');

/** Comments in the overlay's closed root, which scripts of this extension can look into and a page can't. */
const OURS = 'lethe';
const SUCCEEDED = 'succeeded';

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
  endThoseInOtherWorlds();
  return true;
}

/**
 * Ends this script when the next one comes. An update gives its script a world of its own, from which only the page's
 * tree can be reached: so it is told within the overlay, where no page looks.
 */
export function giveWay(overlay: ShadowRoot, frame: AbortController): void {
  overlay.append(document.createComment(OURS));
  const observer = new MutationObserver(() => {
    if (holdsComment(overlay, SUCCEEDED)) frame.abort();
  });
  observer.observe(overlay, { childList: true });
  frame.signal.addEventListener('abort', () => observer.disconnect());
}

function endThoseInOtherWorlds(): void {
  for (const child of document.documentElement?.children ?? []) {
    const root = isHtmlElement(child) ? shadowRootOf(child) : null;
    if (!root || !holdsComment(root, OURS)) continue;
    root.append(document.createComment(SUCCEEDED));
    // Firefox ends a script together with its extension: then nobody hears, and what it left is taken away here.
    queueMicrotask(() => child.remove());
  }
}

function holdsComment(root: ShadowRoot, text: string): boolean {
  return [...root.childNodes].some(node => node.nodeType === Node.COMMENT_NODE && node.nodeValue === text);
}

function isRunning(value: unknown): value is Running {
  return typeof value === 'object' && value !== null && 'alive' in value && 'document' in value;
}
