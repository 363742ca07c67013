import { ownHosts } from '../scan/nodes.ts';
import { adoptStyle } from './style.ts';
import { watchTopLayer } from './top-layer.ts';

/**
 * The one closed shadow root of a frame, on a 0×0 fixed host appended to `<html>`. Marks, banner and dialog live
 * in it; nothing else of Lethe is in the page's tree.
 */
export interface Overlay {
  readonly root: ShadowRoot;
  /**
   * A 0×0 manual popover in the root, in the top layer: what is placed in it by viewport coordinates is seen above
   * the page's dialogs and full screen. Never painted in print.
   */
  readonly layer: HTMLElement;
  /**
   * Says whether marks and banners, or a dialog, want the overlay to be in the page. In a page where nothing is to be put, it is there
   * only while the rep is asked something.
   */
  want(what: 'views' | 'dialog', isWanted: boolean): void;
  /** Shows marks above whatever the page last put into the top layer (dialog, popover, full screen). */
  raise(): void;
}

const XHTML = 'http://www.w3.org/1999/xhtml';

/** `!important` in `:host` beats the page's own `!important` (CSS Cascade 5, context), so no page style moves it. */
const STYLE = `
:host {
  all: initial !important; color-scheme: inherit !important; position: fixed !important;
  inset: 0 auto auto 0 !important; width: 0 !important; height: 0 !important; contain: size style !important;
  pointer-events: none !important; z-index: 2147483647 !important; display: block !important;
}
.layer, .layer:popover-open {
  all: initial; color-scheme: inherit; position: fixed; inset: 0 auto auto 0; width: 0; height: 0; display: block;
  overflow: visible; pointer-events: none;
}
@media print { .layer, .layer:popover-open { display: none } }
`;

/**
 * Makes the overlay and keeps it on the page until the signal aborts: put back in the next frame when the page
 * removes it or replaces its document, shown again above what the page puts into the top layer.
 */
export function createOverlay(
  document: Document,
  signal: AbortSignal,
  { wanted = true }: { readonly wanted?: boolean } = {},
): Overlay {
  // By namespace: in a document that isn't HTML, createElement makes elements without a shadow root.
  const host = document.createElementNS(XHTML, 'div');
  ownHosts.add(host);
  const root = host.attachShadow({ mode: 'closed' });
  adoptStyle(root, STYLE);
  const layer = document.createElementNS(XHTML, 'div');
  layer.className = 'layer';
  layer.popover = 'manual';
  root.append(layer);

  const wants = new Set<'views' | 'dialog'>(wanted ? ['views'] : []);
  let returning = false;

  function attach(): void {
    if (signal.aborted || wants.size === 0) return;
    observer.observe(document, { childList: true });
    if (!document.documentElement) return;
    observer.observe(document.documentElement, { childList: true });
    if (host.parentNode !== document.documentElement) document.documentElement.append(host);
    if (!layer.matches(':popover-open')) layer.showPopover();
  }

  function isInPlace(): boolean {
    return host.parentNode === document.documentElement && layer.matches(':popover-open');
  }

  // In the next frame and not at once: two scripts that each put themselves back would never end.
  function putBack(): void {
    if (returning || wants.size === 0 || isInPlace()) return;
    returning = true;
    requestAnimationFrame(() => {
      returning = false;
      attach();
      follow();
    });
  }

  const observer = new MutationObserver(putBack);

  function want(what: 'views' | 'dialog', isWanted: boolean): void {
    if (wants.has(what) === isWanted) return;
    if (isWanted) wants.add(what);
    else wants.delete(what);
    if (wants.size > 0) {
      attach();
      return;
    }
    observer.disconnect();
    host.remove();
  }

  function raise(): void {
    if (signal.aborted || !layer.isConnected) return;
    if (layer.matches(':popover-open')) layer.hidePopover();
    layer.showPopover();
  }

  // Again after a replaced document, which lost its listeners; those that still stand aren't doubled.
  const follow = watchTopLayer(document, raise, signal);

  signal.addEventListener(
    'abort',
    () => {
      observer.disconnect();
      host.remove();
    },
    { once: true },
  );
  attach();
  follow();
  return { root, layer, want, raise };
}
