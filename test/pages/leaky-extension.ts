/** What an extension could do wrong where an address is listed, and the hostile page's channel that would tell. */
export const LEAKS = {
  attribute: 'host: markup',
  element: 'mutations',
  'moved text': 'layout shift',
  'found words': 'phrases found',
  'absolute badge': 'scroll sizes',
  cover: 'IntersectionObserver v2: visible',
  address: 'events',
  highlight: 'highlights',
  'cancelled event': 'own events that come through',
  popover: 'selectors that match',
  animation: 'animations',
  style: 'computed styles',
  font: 'fonts asked for',
  'hit target': 'hit tests',
  'patched function': 'patched calls',
  'trapped getter': 'getter traps',
  global: 'globals',
  absence: 'frames without the host',
  focus: 'focus',
  microtask: 'microtasks, ms',
  'known microtask': 'known: microtasks, ms',
  'task of the verdict': 'longest task from 15 to 130 ms',
  'task of the card': 'longest task from 130 to 240 ms',
  'task of the report': 'longest task from 240 to 340 ms',
  'frame callback': "60 copies: callback's lateness, ms",
  paint: '60 copies: rendering, ms',
} as const satisfies Readonly<Record<string, string>>;

export type Leak = keyof typeof LEAKS;

/** Which of them a browser's pages can tell. */
export function leaksIn(browser: 'chromium' | 'firefox'): Leak[] {
  // Firefox has neither tracked visibility nor layout-shift entries.
  const missing: readonly string[] = browser === 'firefox' ? ['cover', 'moved text'] : [];
  return Object.keys(LEAKS).filter((leak): leak is Leak => leak in LEAKS && !missing.includes(leak));
}

/**
 * A stand-in for an extension, in the own world of a page without Lethe: it keeps a host under `<html>`, and does all
 * of the above where this address comes up, until `leaky-extension-ends` is dispatched at the window. The proof that
 * the hostile page's channels can tell. It goes over as text, like the page's own script.
 * @param words what a page could find, put into a closed root
 */
export function leakAll(address: string, words: string): void {
  const root = document.documentElement;
  const host = document.createElement('div');
  host.style.cssText = 'all: initial; position: fixed; width: 0; height: 0';
  root.append(host);
  const ends = new AbortController();
  const { signal } = ends;
  window.addEventListener('leaky-extension-ends', () => ends.abort(), { signal });
  const highlights: unknown = Reflect.get(CSS, 'highlights');
  let isKnown = false;

  function stayBusy(): void {
    for (const end = performance.now() + 6; performance.now() < end; );
  }

  function put(css: string, name = 'div'): HTMLElement {
    const element = document.createElement(name);
    element.style.cssText = css;
    document.body.append(element);
    signal.addEventListener('abort', () => element.remove());
    return element;
  }

  function leakOnce(found: HTMLElement): void {
    host.setAttribute('data-listed', '');
    put('position: absolute; top: 3000px; width: 9px; height: 9px');
    put('position: fixed; inset: 0 auto auto 0; width: 600px; height: 70px; opacity: 0.01; background: red');
    put('position: absolute', 'img').setAttribute('src', '/badge.png');
    const holder = put('position: absolute; top: 500px; font-family: Cantarell');
    holder.attachShadow({ mode: 'closed' }).append(words);
    const popover = put('inset: auto 0 0 auto');
    popover.popover = 'manual';
    popover.showPopover();
    popover.tabIndex = 0;
    popover.focus();
    popover.animate([{ opacity: 0.1 }, { opacity: 1 }], 60_000);
    root.style.outlineColor = 'red';
    if (highlights instanceof Map || highlights instanceof Object) {
      const made: unknown = Reflect.construct(Reflect.get(window, 'Highlight'), []);
      Reflect.apply(Reflect.get(highlights, 'set'), highlights, ['listed', made]);
    }
    Reflect.set(window, 'listed', true);
    document.elementFromPoint(1, 1);
    Reflect.get(found.querySelector('span') ?? found, 'textContent');
    window.addEventListener('click', event => event.preventDefault(), { signal });
    setTimeout(() => {
      stayBusy();
      found.style.paddingTop = '10px';
    }, 60);
    setTimeout(stayBusy, 180);
    setTimeout(stayBusy, 290);
  }

  function busyFrames(): void {
    if (signal.aborted) return;
    stayBusy();
    requestAnimationFrame(busyFrames);
  }

  function putBack(framesLater: number): void {
    if (signal.aborted) return;
    if (framesLater === 0) root.append(host);
    else requestAnimationFrame(() => putBack(framesLater - 1));
  }

  const sizes = new ResizeObserver(stayBusy);
  const observer = new MutationObserver(records => {
    for (const { addedNodes, removedNodes } of records) {
      if ([...removedNodes].includes(host)) putBack(isKnown ? 5 : 1);
      for (const node of addedNodes) {
        if (!(node instanceof HTMLElement) || !node.innerText.includes(address)) continue;
        stayBusy();
        if (!isKnown) leakOnce(node);
        isKnown = true;
        if (node.childElementCount < 2) continue;
        sizes.observe(node);
        requestAnimationFrame(busyFrames);
      }
    }
  });
  observer.observe(root, { subtree: true, childList: true });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    sizes.disconnect();
    host.remove();
    root.removeAttribute('style');
    Reflect.deleteProperty(window, 'listed');
    if (highlights instanceof Object)
      Reflect.apply(Reflect.get(highlights, 'delete'), highlights, ['listed']);
  });
}
