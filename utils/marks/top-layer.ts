import { isHtmlElement } from '../scan/nodes.ts';

/** Tells when the page may have put something into the top layer. The returned function (re)adds its listeners. */
export function watchTopLayer(document: Document, onChange: () => void, signal: AbortSignal): () => void {
  let shown: Element | null = null;
  const listening = { capture: true, passive: true, signal };

  // Neither dialogs nor popovers inside a shadow root send their events out of it, but what opens takes the focus.
  function onFocus(event: Event): void {
    const target = event.composedPath()[0];
    const holder =
      target instanceof Node && isHtmlElement(target) ? target.closest(':modal, :popover-open') : null;
    if (holder !== null && holder !== shown) onChange();
    shown = holder;
  }

  const attributes = new MutationObserver(onChange);
  signal.addEventListener('abort', () => attributes.disconnect(), { once: true });

  return () => {
    document.addEventListener('toggle', onChange, listening);
    document.addEventListener('fullscreenchange', onChange, listening);
    document.addEventListener('focusin', onFocus, listening);
    // A dialog's `toggle` is younger than some supported browsers; its `open` attribute isn't.
    attributes.observe(document, { subtree: true, attributes: true, attributeFilter: ['open'] });
  };
}
