import type { Page } from 'puppeteer-core';

/**
 * The addresses on a page, found by other means than Lethe's: its text, mailto links, field values and attributes
 * that are shown, each by one plain expression. Frames of the page's own origin and open shadow roots count.
 * What stands in scripts, styles and other data is nothing that a person sees.
 */
export async function addressesInPage(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const unseen = 'script, style, template, noscript, iframe, object, svg style, title';
    const shown = ['aria-label', 'title', 'alt', 'email', 'data-email', 'data-hovercard-id'];
    const texts: string[] = [];
    const roots: (Document | ShadowRoot)[] = [document];
    for (let root = roots.pop(); root; root = roots.pop()) {
      // Text of inline elements runs on; a block, cell or line break ends a word.
      let run = '';
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node instanceof Element) {
          const display = getComputedStyle(node).display;
          if (!display.startsWith('inline') && display !== 'contents') run += '\n';
          if (node.localName === 'br') run += '\n';
          for (const name of shown) texts.push(node.getAttribute(name) ?? '');
          const href = node.getAttribute('href') ?? '';
          if (/^mailto:/iu.test(href)) texts.push(href.slice('mailto:'.length));
          if (node instanceof HTMLInputElement && node.type !== 'hidden') texts.push(node.value);
          if (node.shadowRoot) roots.push(node.shadowRoot);
          if (node instanceof HTMLIFrameElement && node.contentDocument) roots.push(node.contentDocument);
        } else if (!node.parentElement?.closest(unseen)) {
          run += node.nodeValue ?? '';
        }
      }
      texts.push(run);
    }
    return texts.filter(text => text.includes('@') || text.includes('%40'));
  });
  const found = new Map<string, string>();
  for (const text of texts) {
    for (const candidate of candidatesIn(text)) found.set(candidate.toLowerCase(), candidate);
  }
  return [...found.values()];
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
