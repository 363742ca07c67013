import { MOTION_MS } from '../scan/budgets.ts';

export interface Motion {
  /** Also watches what happens inside this tree: scrolls don't leave a shadow root, mutations aren't seen from outside. */
  watch(tree: Document | ShadowRoot): void;
  /** Places again in the next frame. */
  nudge(): void;
}

/** After these, something may stand elsewhere; `scroll` and `load` are heard on capture only. */
const MOVING = [
  'scroll',
  'load',
  'toggle',
  'input',
  'change',
  'click',
  'mouseover',
  'focusin',
  'focusout',
  'transitionend',
  'animationend',
  'fullscreenchange',
];
/** From these on, something moves for a while. */
const STARTING = ['transitionrun', 'animationstart'];

/** Calls `onFrame` in the next frame whenever something may have moved, at most once a frame, and not otherwise. */
export function createMotion(
  document: Document,
  /** Says whether it is to be called again in the frame after. */
  onFrame: () => boolean,
  signal: AbortSignal,
): Motion {
  const trees = new Set<Document | ShadowRoot>();
  let frame = 0;
  let movingUntil = 0;

  function nudge(): void {
    if (frame !== 0 || signal.aborted) return;
    // All is placed anew with the frame: until then there is nothing to hear, and a record costs a page its time.
    mutations.disconnect();
    frame = requestAnimationFrame(() => {
      frame = 0;
      const isMoving = onFrame();
      for (const tree of trees) observe(tree);
      if (isMoving || performance.now() < movingUntil) nudge();
    });
  }

  function observe(tree: Document | ShadowRoot): void {
    if (tree instanceof ShadowRoot && !tree.isConnected) trees.delete(tree);
    else mutations.observe(tree, { subtree: true, childList: true, characterData: true, attributes: true });
  }

  function start(): void {
    movingUntil = performance.now() + MOTION_MS;
    nudge();
  }

  function listen(tree: Document | ShadowRoot): void {
    const options = { capture: true, passive: true, signal };
    for (const type of MOVING) tree.addEventListener(type, nudge, options);
    for (const type of STARTING) tree.addEventListener(type, start, options);
  }

  const mutations = new MutationObserver(nudge);
  // document.open() takes the listeners away.
  const roots = new MutationObserver(listenAtDocument);
  const sizes = new ResizeObserver(nudge);

  function listenAtDocument(): void {
    listen(document);
    window.addEventListener('resize', nudge, { passive: true, signal });
    sizes.disconnect();
    if (document.documentElement) sizes.observe(document.documentElement);
    if (document.body) sizes.observe(document.body);
  }

  document.fonts.addEventListener('loadingdone', nudge, { signal });
  signal.addEventListener(
    'abort',
    () => {
      mutations.disconnect();
      roots.disconnect();
      sizes.disconnect();
      cancelAnimationFrame(frame);
    },
    { once: true },
  );

  return {
    watch(tree) {
      if (trees.has(tree)) return;
      trees.add(tree);
      if (frame === 0) observe(tree);
      if (tree !== document) listen(tree);
      else {
        listenAtDocument();
        roots.observe(document, { childList: true });
      }
    },
    nudge,
  };
}
