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
      [...root.querySelectorAll(`svg.mark.${scope}`)]
        .filter(svg => getComputedStyle(svg).visibility === 'visible')
        .map(svg => {
          const boxOf = (selector: string) => {
            const box = svg.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
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
    return points.map(({ x, y }) => {
      let element = deepest(x, y);
      for (let level = 0; element && level < 6; level += 1, element = above(element)) {
        const texts = attributes.map(name => element?.getAttribute(name) ?? '');
        if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
          texts.push(element.value);
        // The nearest element whose text holds an address; further out stand other people's.
        texts.push((element.textContent ?? '').slice(0, 20_000));
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

/** Scrolls through the page and everything on it that scrolls; each mark with the addresses at its place. */
export async function marksOnWholePage(driven: DrivenBrowser, page: Page): Promise<MarkedPlace[]> {
  const found: MarkedPlace[] = [];
  const stops = await page.evaluate(() => {
    const scrollers = [document.scrollingElement, ...document.querySelectorAll('body *')].filter(
      (element): element is Element =>
        element !== null &&
        element.scrollHeight > element.clientHeight + 8 &&
        element.clientHeight > 40 &&
        (element === document.scrollingElement || /auto|scroll/u.test(getComputedStyle(element).overflowY)),
    );
    return scrollers.flatMap((element, index) => {
      const step = Math.max(40, element.clientHeight * 0.7);
      const count = Math.ceil((element.scrollHeight - element.clientHeight) / step);
      return Array.from({ length: count + 1 }, (_, stop) => ({ index, top: stop * step }));
    });
  });
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

async function scrollTo(page: Page, stop: { readonly index: number; readonly top: number }): Promise<void> {
  await page.evaluate(({ index, top }) => {
    const scrollers = [document.scrollingElement, ...document.querySelectorAll('body *')].filter(
      element =>
        element !== null &&
        element.scrollHeight > element.clientHeight + 8 &&
        element.clientHeight > 40 &&
        (element === document.scrollingElement || /auto|scroll/u.test(getComputedStyle(element).overflowY)),
    );
    scrollers[index]?.scrollTo({ top, behavior: 'instant' });
  }, stop);
}

function isPaintedMark(value: unknown): value is PaintedMark {
  return (
    typeof value === 'object' && value !== null && 'scope' in value && 'badge' in value && 'line' in value
  );
}
