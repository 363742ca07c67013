import { describe, expect, it } from 'vitest';
import { titledHere } from './harness/every-browser.ts';
import { marksBrowser } from './marks-browser.ts';
import type { MarksPage } from './marks-page.ts';

/** Two addresses of one width, in elements of one kind: whatever a page sees at one it must see at the other. */
const LISTED = 'listed.a@example.com';
const CLEAR = 'person.a@example.com';

/** A policy without any inline style or script of the page: the marks need none of its permissions. */
const STRICT = { 'content-security-policy': "default-src 'none'; img-src 'self'; report-uri /violation" };

describe.each(titledHere)('what a page in %s learns of a verdict: nothing', (name, launch) => {
  const browser = marksBrowser(launch);

  async function openPair(): Promise<MarksPage> {
    const marks = await browser.open(`<p id="listed">${LISTED}</p><p id="clear">${CLEAR}</p>`);
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    return marks;
  }

  it('the document is the same but for one empty host, with listed and without', async () => {
    const marks = await openPair();
    const withListed = await marks.page.evaluate(() => document.documentElement.outerHTML);
    const other = await browser.open(`<p id="listed">${CLEAR}</p><p id="clear">${CLEAR}</p>`);
    await other.until(async () => expect(await other.standing()).toHaveLength(2));
    const without = await other.page.evaluate(() => document.documentElement.outerHTML);
    expect(withListed.replaceAll(LISTED, CLEAR)).toBe(without);
    expect(without.match(/<div><\/div>/g)).toHaveLength(1);
  });

  it('the search of the page finds none of the words of a card', async () => {
    const marks = await openPair();
    await marks.page.mouse.move(60, 32);
    await marks.until(async () =>
      expect(
        await browser.driven.inOverlay(marks.page, root => root.querySelector('.card.shown') !== null),
      ).toBe(true),
    );
    const found = await marks.page.evaluate(() => {
      const find: unknown = Reflect.get(window, 'find');
      if (typeof find !== 'function') throw new Error('no window.find');
      const words = ['person.a', 'Asked', 'contact', 'list', 'Example Ltd'];
      return words.map(word => {
        window.getSelection()?.removeAllRanges();
        return Reflect.apply(find, window, [word, false, false, true]) === true;
      });
    });
    // "list" stands in the page's own text; "person.a" shows that the search works.
    expect(found).toEqual([true, false, false, true, false]);
    // What a person would copy, which only innerText tells.
    expect(await marks.page.evaluate(() => Reflect.get(document.body, 'innerText'))).not.toContain('Asked');
  });

  it('hit tests, computed styles, scroll sizes and animations are equal', async () => {
    const marks = await openPair();
    const [listed, clear] = await marks.page.evaluate(() =>
      ['#listed', '#clear'].map(selector => {
        const element = document.querySelector(selector) ?? document.body;
        const { left, top, height } = element.getBoundingClientRect();
        const points = [5, 100, 180, 186, 192, 198, 210].map(x =>
          document.elementsFromPoint(left + x, top + height / 2).map(each => each.tagName),
        );
        const style = [...getComputedStyle(element)].map(property =>
          getComputedStyle(element).getPropertyValue(property),
        );
        return JSON.stringify([points, style, element.scrollWidth, element.getAnimations().length]);
      }),
    );
    expect(listed).toBe(clear);
    const whole = await marks.page.evaluate(() => ({
      scroll: [
        document.documentElement.scrollWidth > innerWidth,
        document.documentElement.scrollHeight > innerHeight,
      ],
      animations: document.getAnimations().length,
      open: document.querySelectorAll(':popover-open').length,
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      highlights: CSS.highlights.size,
    }));
    expect(whole).toEqual({ scroll: [false, false], animations: 0, open: 0, sheets: 1, highlights: 0 });
  });

  it('no event, message, mutation or layout shift comes of a verdict', async () => {
    const marks = await browser.open(
      '<p id="late" style="height:30px"></p><p id="clear" style="height:30px"></p>',
    );
    await marks.page.evaluate(() => {
      const seen: string[] = [];
      Reflect.set(window, 'seen', seen);
      const types = new Set<string>();
      for (const target of [window, document, HTMLElement.prototype, SVGElement.prototype]) {
        for (const key in target) if (key.startsWith('on')) types.add(key.slice(2));
      }
      // Sensors report when somebody begins to listen, whatever is on the page.
      for (const type of [...types].filter(each => !each.startsWith('device'))) {
        window.addEventListener(type, () => seen.push(type), true);
      }
      for (const type of ['DOMContentLoaded', 'securitypolicyviolation']) {
        window.addEventListener(type, () => seen.push(type), true);
      }
      new MutationObserver(records =>
        seen.push(...records.map(record => `mutation ${record.target.nodeName}`)),
      ).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
        new PerformanceObserver(list => seen.push(...list.getEntries().map(() => 'layout-shift'))).observe({
          type: 'layout-shift',
        });
      }
    });
    const during = async (id: string, text: string) => {
      await marks.page.evaluate(() => Reflect.set(Reflect.get(window, 'seen'), 'length', 0));
      await marks.page.evaluate(
        (each, address) => document.querySelector(`#${each}`)?.append(address),
        id,
        text,
      );
      await marks.until(async () => expect(await marks.standing()).toContain(text));
      await new Promise(resolve => setTimeout(resolve, 700));
      return marks.page.evaluate(() => JSON.stringify(Reflect.get(window, 'seen')));
    };
    const clear = await during('clear', 'clear@example.com');
    const late = await during('late', 'late@example.com');
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    expect(late).toBe(clear);
    expect(clear).toBe('["mutation P"]');
  });

  it('events that a page makes itself go where they go without Lethe', async () => {
    const marks = await openPair();
    const results = await marks.page.evaluate(() =>
      ['#listed', '#clear'].map(selector => {
        const element = document.querySelector(selector);
        const { left, top } = element?.getBoundingClientRect() ?? new DOMRect();
        return ['mousemove', 'pointerdown', 'mousedown', 'mouseup', 'click', 'keydown'].map(type => {
          let heard = 0;
          element?.addEventListener(type, () => heard++);
          const init = { bubbles: true, cancelable: true, clientX: left + 5, clientY: top + 5 };
          const event = type === 'keydown' ? new KeyboardEvent(type, init) : new MouseEvent(type, init);
          return [element?.dispatchEvent(event), heard, event.defaultPrevented];
        });
      }),
    );
    expect(results[0]).toEqual(results[1]);
    expect(results[0]).toEqual(Array(6).fill([true, 1, false]));
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(
      await browser.driven.inOverlay(marks.page, root => root.querySelector('.card.shown') === null),
    ).toBe(true);
  });

  it('a strict content security policy is neither broken nor in the way', async () => {
    const marks = await browser.open(`<p>${LISTED}</p>`, STRICT);
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    expect(await marks.colouredPixels({ x: 0, y: 0, width: 600, height: 100 })).toBeGreaterThan(100);
    const reports = browser.hosts.arrivals.filter(({ url }) => url.endsWith('/violation'));
    // One report is of the page's own style element.
    expect(reports.map(({ content }) => /"effective-?directive":"([^"]*)"/i.exec(content)?.[1])).toEqual([
      'style-src-elem',
    ]);
  });

  if (name === 'Chromium') {
    it('tracked visibility (IntersectionObserver v2) is equal', async () => {
      const marks = await openPair();
      const visible = await marks.page.evaluate(
        () =>
          new Promise(resolve => {
            const seen: Record<string, unknown> = {};
            const options = { threshold: [0, 1], trackVisibility: true, delay: 100 };
            const observer = new IntersectionObserver(entries => {
              for (const entry of entries) seen[entry.target.id] = Reflect.get(entry, 'isVisible');
              if (Object.keys(seen).length === 2) resolve(seen);
            }, options);
            for (const id of ['listed', 'clear']) {
              const element = document.querySelector(`#${id}`);
              if (element) observer.observe(element);
            }
          }),
      );
      expect(Reflect.get(Object(visible), 'listed')).toBe(Reflect.get(Object(visible), 'clear'));
    });
  }
});
