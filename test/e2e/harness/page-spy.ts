import type { Page } from 'puppeteer-core';

/**
 * A script for the head of a page that notes whatever a page can hear: every event that has a name, messages,
 * changes of the document, layout shifts, violations and resources.
 */
export const PAGE_SPY = `<script>{
  const heard = new Set();
  const names = [window, document, HTMLElement.prototype]
    .flatMap(target => { const all = []; for (const key in target) if (key.startsWith('on')) all.push(key.slice(2)); return all; })
    .concat('DOMContentLoaded', 'securitypolicyviolation', 'lethe');
  for (const type of new Set(names)) {
    for (const target of [window, document]) {
      // Whether the browser is in front when a page loads is chance; the focus of a page's elements is heard at both.
      if (target === window && (type === 'focus' || type === 'blur')) {
        target.addEventListener(type, ({ target }) => { if (target !== window) heard.add('Window ' + type + ' ' + target?.nodeName); }, true);
        continue;
      }
      target.addEventListener(type, event => heard.add(target.constructor.name + ' ' + type + ' ' + (event.target?.nodeName ?? '') + ' ' + (event.type === 'message' ? JSON.stringify(event.data) : '')), true);
    }
  }
  const changes = records => {
    for (const { type, target, addedNodes, removedNodes, attributeName } of records) {
      const nodes = list => [...list].map(node => node.outerHTML ?? node.data).join();
      heard.add(['changed', type, target.nodeName, attributeName, nodes(addedNodes), nodes(removedNodes)].join(' '));
    }
  };
  const shifts = list => { for (const { value } of list.getEntries()) heard.add('layout-shift ' + value); };
  // The pieces in which the parser adds nodes, and the shifts when it paints between two of them, differ from one load
  // to the next; so both are heard from the end of the document on, shifts after its first paint.
  document.addEventListener('DOMContentLoaded', () => {
    new MutationObserver(changes).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    requestAnimationFrame(() => requestAnimationFrame(() => {
      try { new PerformanceObserver(shifts).observe({ type: 'layout-shift' }); } catch {}
    }));
  });
  window.heard = heard;
}</script>`;

/** Words that Lethe paints or says; a page's own search must find none of them. */
const WORDS = ['Lethe', 'asked not', 'on the list', 'No contact', 'Remove and send', 'holds Send', 'checked'];

/** Everything that a page can know of itself by asking, and what its spy heard. */
export async function whatPageKnows(page: Page): Promise<unknown> {
  return page.evaluate(async words => {
    const find: unknown = Reflect.get(window, 'find');
    const found = words.map(word => {
      getSelection()?.removeAllRanges();
      return typeof find === 'function' && Reflect.apply(find, window, [word, false, false, true]) === true;
    });
    getSelection()?.removeAllRanges();
    const grid = [];
    for (let y = 5; y < innerHeight; y += 24) {
      for (let x = 5; x < innerWidth; x += 40) {
        grid.push(
          document
            .elementsFromPoint(x, y)
            .map(element => element.nodeName + element.id)
            .join('>'),
        );
      }
    }
    const visible = await new Promise(resolve => {
      const seen: string[] = [];
      const spans = [...document.querySelectorAll('span, p, td, div[role=option]')];
      const observer = new IntersectionObserver(
        entries => {
          for (const entry of entries) {
            seen.push(
              `${spans.indexOf(entry.target)} ${Reflect.get(entry, 'isVisible')} ${entry.isIntersecting}`,
            );
          }
          if (seen.length >= spans.length) resolve(seen.toSorted());
        },
        Object.assign({ threshold: [0], trackVisibility: true, delay: 100 }),
      );
      for (const span of spans) observer.observe(span);
      setTimeout(() => resolve(seen.toSorted()), 2_000);
    });
    const heard: unknown = Reflect.get(window, 'heard');
    return {
      html: document.documentElement.outerHTML,
      found,
      grid,
      visible,
      animations: document.getAnimations().length,
      sheets: [document.styleSheets.length, document.adoptedStyleSheets.length],
      scroll: [document.documentElement.scrollWidth, document.documentElement.scrollHeight, scrollX, scrollY],
      focus: document.activeElement?.outerHTML.slice(0, 200) ?? '',
      // What is rendered, which is what a page would ask for.
      text: document.body.innerText,
      frames: window.length,
      resources: performance.getEntriesByType('resource').map(({ name }) => name),
      heard: heard instanceof Set ? [...heard].map(String).toSorted() : [],
    };
  }, WORDS);
}
