import type { Page } from 'puppeteer-core';
import type { DrivenBrowser } from './driven-browser.ts';

/** A mark that is painted now, in pixels of the window. */
export interface PaintedMark {
  readonly scope: 'all' | 'marketing';
  readonly badge: Box;
  /** The underline. */
  readonly line: Box;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The marks painted in the window of the page's top frame; see utils/marks/drawing.ts for their elements. */
export async function paintedMarks(driven: DrivenBrowser, page: Page): Promise<PaintedMark[]> {
  const marks = await driven.inOverlay(page, root => {
    const scopes = ['all', 'marketing'] as const;
    return scopes.flatMap(scope =>
      [...root.querySelectorAll(`.mark.${scope}`)]
        .filter(mark => getComputedStyle(mark).visibility === 'visible')
        .map(mark => {
          const boxOf = (selector: string) => {
            const box = mark.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
            return { x: box.x, y: box.y, width: box.width, height: box.height };
          };
          return { scope, badge: boxOf(`.body.for-${scope}`), line: boxOf(`.line.for-${scope}`) };
        })
        .filter(({ badge }) => badge.y + badge.height > 0 && badge.y < innerHeight),
    );
  });
  return Array.isArray(marks) ? marks.filter(isPaintedMark) : [];
}

/**
 * The addresses that the page itself has where the mark's underline runs: in the text there, or in a mailto link
 * or an attribute of what lies there. Found without Lethe.
 */
export async function addressesUnder(
  page: Page,
  marks: readonly PaintedMark[],
): Promise<readonly (readonly string[])[]> {
  const points = marks.map(({ line }) => ({ x: line.x + Math.min(line.width / 2, 60), y: line.y - 4 }));
  return page.evaluate(points => {
    const address = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
    const attributes = ['href', 'email', 'data-email', 'data-hovercard-id', 'aria-label', 'title', 'alt'];
    function deepest(x: number, y: number): Element | null {
      let element = document.elementFromPoint(x, y);
      while (element?.shadowRoot) {
        const inner = element.shadowRoot.elementFromPoint(x, y);
        if (!inner || inner === element) break;
        element = inner;
      }
      return element;
    }
    function above(element: Element): Element | null {
      const root = element.getRootNode();
      return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    }
    function aroundPoint(x: number, y: number): string {
      const { offsetNode, offset = 0 } = document.caretPositionFromPoint(x, y) ?? {};
      if (!(offsetNode instanceof Text)) return '';
      const before = offsetNode.data.slice(Math.max(0, offset - 300), offset);
      const after = offsetNode.data.slice(offset, offset + 300);
      return `${/\S*$/u.exec(before)?.[0]}${/^\S*/u.exec(after)?.[0]}`;
    }
    return points.map(({ x, y }) => {
      let element = deepest(x, y);
      for (let level = 0; element && level < 6; level += 1, element = above(element)) {
        const texts = attributes.map(name => element?.getAttribute(name) ?? '');
        if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
          texts.push(element.value);
        // The nearest element whose text holds an address; further out stand other people's. Of a text of megabytes
        // only what stands around the point.
        const text = element.textContent ?? '';
        texts.push(text.length > 20_000 ? aroundPoint(x, y) : text);
        const found = texts.flatMap(text => {
          let plain = text;
          try {
            plain = decodeURIComponent(text);
          } catch {}
          return plain.match(address) ?? [];
        });
        if (found.length > 0) return [...new Set(found)];
      }
      return [];
    });
  }, points);
}

/** Waits until what is painted has stayed the same for a moment. */
export async function settledMarks(
  driven: DrivenBrowser,
  page: Page,
  timeoutMs = 5_000,
): Promise<PaintedMark[]> {
  const end = Date.now() + timeoutMs;
  let before = await paintedMarks(driven, page);
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, 150));
    const now = await paintedMarks(driven, page);
    if (JSON.stringify(now) === JSON.stringify(before) || Date.now() > end) return now;
    before = now;
  }
}

/** A mark found while scrolling, and what the page has at its place. */
export interface MarkedPlace {
  readonly mark: PaintedMark;
  readonly addresses: readonly string[];
}

/** A page that is longer is looked at only where someone listed stands: each stop takes a third of a second. */
const MOST_STOPS = 60;

/**
 * Scrolls through the page and everything on it that scrolls; each mark with the addresses at its place.
 * @param listed addresses at whose places a long page is looked at
 */
export async function marksOnWholePage(
  driven: DrivenBrowser,
  page: Page,
  listed: readonly string[],
): Promise<MarkedPlace[]> {
  const found: MarkedPlace[] = [];
  const all = await stopsOf(page);
  const stops = all.length > MOST_STOPS ? await stopsAt(page, listed) : all;
  for (const stop of stops.length > 0 ? stops : [undefined]) {
    if (stop) await scrollTo(page, stop);
    const marks = await settledMarks(driven, page);
    const under = await addressesUnder(page, marks);
    marks.forEach((mark, index) => {
      const underLine = mark.line.y - 4;
      if (underLine > 0 && underLine < 800) found.push({ mark, addresses: under[index] ?? [] });
    });
  }
  return found;
}

interface Stop {
  readonly index: number;
  readonly top: number;
}

async function stopsOf(page: Page): Promise<Stop[]> {
  return page.evaluate(() => {
    // Styles first and boxes then: taken in turns, a document of 14 MB is laid out again and again.
    const scrolling = [...document.querySelectorAll('body *')].filter(element =>
      /auto|scroll/u.test(getComputedStyle(element).overflowY),
    );
    const scrollers = [document.scrollingElement, ...scrolling].filter(
      (element): element is Element =>
        element !== null && element.scrollHeight > element.clientHeight + 8 && element.clientHeight > 40,
    );
    Reflect.set(globalThis, 'letheScrollers', scrollers);
    return scrollers.flatMap((element, index) => {
      const step = Math.max(40, element.clientHeight * 0.7);
      const count = Math.ceil((element.scrollHeight - element.clientHeight) / step);
      return Array.from({ length: count + 1 }, (_, stop) => ({ index, top: stop * step }));
    });
  });
}

/** Stops of the page itself that show every place where one of these addresses stands. */
async function stopsAt(page: Page, listed: readonly string[]): Promise<Stop[]> {
  return page.evaluate(
    addresses => {
      const wanted = addresses.map(address => address.toLowerCase());
      const holding: (Text | Element)[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const texts =
          node instanceof Text
            ? [node.data]
            : node instanceof Element
              ? [...node.attributes].map(attribute => attribute.value)
              : [];
        const text = texts
          .filter(one => one.includes('@'))
          .join(' ')
          .toLowerCase();
        if (text === '' || !wanted.some(address => text.includes(address))) continue;
        if (node instanceof Text || node instanceof Element) holding.push(node);
      }
      const tops = holding.flatMap(node => {
        if (node instanceof Element) return [node.getBoundingClientRect().top + scrollY];
        const text = node.data.toLowerCase();
        return wanted.flatMap(address => {
          const at = text.indexOf(address);
          if (at < 0) return [];
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          return [range.getBoundingClientRect().top + scrollY];
        });
      });
      const step = innerHeight * 0.7;
      const stops = new Set(tops.map(top => Math.max(0, Math.floor(top / step) * step - innerHeight * 0.15)));
      return [...stops].sort((a, b) => a - b).map(top => ({ index: 0, top }));
    },
    [...listed],
  );
}

async function scrollTo(page: Page, stop: Stop): Promise<void> {
  await page.evaluate(({ index, top }) => {
    const scrollers: unknown = Reflect.get(globalThis, 'letheScrollers');
    const scroller: unknown = Array.isArray(scrollers) ? scrollers[index] : undefined;
    if (scroller instanceof Element) scroller.scrollTo({ top, behavior: 'instant' });
  }, stop);
}

function isPaintedMark(value: unknown): value is PaintedMark {
  return (
    typeof value === 'object' && value !== null && 'scope' in value && 'badge' in value && 'line' in value
  );
}
