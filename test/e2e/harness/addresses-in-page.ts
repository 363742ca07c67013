import type { Page } from 'puppeteer-core';

/** An address on a page, as it stands there. */
export interface AddressOnPage {
  readonly address: string;
  /** It stands in text that is rendered and not cut to a speck for assistive technology. */
  readonly isVisible: boolean;
}

/**
 * The addresses on a page, found by other means than Lethe's: its text, mailto links, field values and attributes
 * that are shown, each by one plain expression. Frames of the page's own origin and open shadow roots count.
 * What stands in scripts, styles and other data is nothing that a person sees.
 */
export async function addressesInPage(page: Page): Promise<AddressOnPage[]> {
  const { texts, visible } = await page.evaluate(() => {
    const unseen = 'script, style, template, noscript, iframe, object, title, code[style*="display: none"]';
    const shown = ['aria-label', 'title', 'alt', 'email', 'data-email', 'data-hovercard-id'];
    const texts: string[] = [];
    const holding: Text[] = [];
    const roots: (Document | ShadowRoot)[] = [document];

    function isSeen(node: Text): boolean {
      const element = node.parentElement;
      if (!element?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
      const around = element.getBoundingClientRect();
      if (around.width <= 4 || around.height <= 4) return false;
      // One character: the boxes of a text of a megabyte take seconds.
      const range = document.createRange();
      const at = node.data.indexOf('@');
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      return box.width > 1 && box.height > 4;
    }

    function read(element: Element): void {
      for (const name of shown) texts.push(element.getAttribute(name) ?? '');
      const href = element.getAttribute('href') ?? '';
      if (/^mailto:/iu.test(href)) texts.push(href.slice('mailto:'.length));
      if (element instanceof HTMLInputElement && element.type !== 'hidden') texts.push(element.value);
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (element instanceof HTMLIFrameElement && element.contentDocument)
        roots.push(element.contentDocument);
    }

    for (let root = roots.pop(); root; root = roots.pop()) {
      // Text of inline elements runs on; a block, a cell or a line break ends a word.
      let run = '';
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node instanceof Element) {
          const { display } = getComputedStyle(node);
          if (node.localName === 'br' || !/^(inline|contents)/u.test(display)) run += '\n';
          read(node);
          continue;
        }
        if (node.parentElement?.closest(unseen)) continue;
        run += node.nodeValue ?? '';
        if (node instanceof Text && node.data.includes('@')) holding.push(node);
      }
      texts.push(run);
    }
    // Behind the walk: between its reads of styles each box took 20 ms on a document of 14 MB.
    const visible = holding.filter(isSeen).map(node => node.data);
    return { texts: texts.filter(text => /@|%40/u.test(text)), visible };
  });
  const seen = new Set(visible.flatMap(candidatesIn).map(address => address.toLowerCase()));
  const found = new Map<string, string>();
  for (const address of texts.flatMap(candidatesIn)) found.set(address.toLowerCase(), address);
  return [...found].map(([key, address]) => ({ address, isVisible: seen.has(key) }));
}

function candidatesIn(text: string): string[] {
  let plain = text;
  try {
    if (text.includes('%40')) plain = decodeURIComponent(text);
  } catch {
    // A stray per cent sign: the text as it stands.
  }
  return plain.match(/[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/giu) ?? [];
}
