import { whenParsed } from '../scan/when-parsed.ts';

/** How long boxes are followed after the last change: a compose window that opens or moves is animated. */
const FOLLOW_MS = 500;

/** Without a frame to wait for (a tab in the background), changes are still read. */
const NO_FRAME_MS = 250;

export interface ComposeWatchOptions {
  readonly document: Document;
  readonly view: Window;
  /** Attributes whose change is worth reading again; null where there is nothing to read: then only the root is watched. */
  readonly attributes: readonly string[] | null;
  readonly signal: AbortSignal;
  /**
   * Hears, once a frame at most, that windows, recipients or boxes may have changed; says whether there is a
   * window whose box is to be followed.
   */
  changed(): boolean;
  /** Hears each event by which something may have changed. */
  heard(event: Event): void;
  /** Hears that the document's root was replaced. */
  replaced(): void;
}

export interface ComposeWatch {
  /** Tells `changed` with the next frame, and follows the boxes for a while. */
  touch(): void;
}

/**
 * Watches a document for compose windows and their recipients. One observer; typing and scrolling by events; no
 * clock while nothing happens. What a gesture needs is read at the gesture, never from what was seen here.
 */
export function watchCompose(options: ComposeWatchOptions): ComposeWatch {
  const { document, view, attributes, signal } = options;
  let followUntil = 0;
  let planned = false;
  let root = document.documentElement;

  const tell = () => {
    if (!planned || signal.aborted) return;
    planned = false;
    const isToFollow = options.changed();
    observe();
    if (isToFollow && performance.now() < followUntil) plan();
  };
  const plan = () => {
    if (planned || signal.aborted) return;
    planned = true;
    // All is read anew with the frame: until then there is nothing to hear, and a record costs a page its time.
    observer.disconnect();
    view.requestAnimationFrame(tell);
    setTimeout(tell, NO_FRAME_MS);
  };
  const touch = () => {
    followUntil = performance.now() + FOLLOW_MS;
    plan();
  };

  const observer = new MutationObserver(touch);
  const roots = new MutationObserver(() => {
    if (document.documentElement === root) return;
    root = document.documentElement;
    options.replaced();
  });
  const observe = () => {
    if (attributes === null) return;
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: [...new Set([...attributes, 'style', 'class', 'hidden'])],
    });
  };
  roots.observe(document, { childList: true });
  if (attributes === null) {
    signal.addEventListener('abort', () => roots.disconnect());
    return { touch };
  }
  const hear = (event: Event) => {
    options.heard(event);
    touch();
  };
  for (const type of ['focusin', 'input', 'change', 'scroll', 'transitionend', 'animationend']) {
    view.addEventListener(type, hear, { capture: true, passive: true, signal });
  }
  view.addEventListener('resize', touch, { signal });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    roots.disconnect();
  });
  whenParsed(document, { look: touch, begin: touch }, signal);
  return { touch };
}
