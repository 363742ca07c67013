import { describe, expect, it } from 'vitest';
import { launchChromium } from '../e2e/harness/chromium.ts';
import { launchFirefox } from '../e2e/harness/firefox.ts';
import { marksBrowser } from '../e2e/marks-browser.ts';
import { picturesOfScroll } from '../e2e/marks-frames.ts';
import type { MarksPage } from '../e2e/marks-page.ts';

const ROW = `<p id="s" style="margin:0;width:max-content"><i style="display:inline-block;width:9px;height:20px;background:#00f;
  vertical-align:top"></i> listed.a@example.com</p>`;

/** On ground of its own, so that Chromium's compositor scrolls it on every screen. */
function scroller(content: string, style = ''): string {
  return `<div class="scroller" style="width:500px;height:400px;overflow:auto;background:#fff;${style}">
    <div style="height:250px">above</div>${content}<div style="height:3000px">below</div></div>`;
}

/** By the wheel, while the page's own thread is busy. */
const SCROLL = { x: 300, y: 350, by: 180, blockedMs: 700 };

describe.each([
  ['Chromium', launchChromium],
  ['Firefox', launchFirefox],
] as const)('marks on what scrolls, in %s', (name, launch) => {
  const browser = marksBrowser(launch);

  async function open(body: string): Promise<MarksPage> {
    const marks = await browser.open(body);
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    return marks;
  }

  /** How far the badge is from `#s`, in pixels, at rest. */
  async function offsetAtRest(marks: MarksPage): Promise<readonly [number, number]> {
    const [badge] = await marks.painted();
    const { left, top } = await marks.page.evaluate(() => {
      const { left, top } = document.querySelector('#s')?.getBoundingClientRect() ?? new DOMRect();
      return { left, top };
    });
    return [(badge?.x ?? -999) - left, (badge?.y ?? -999) - top];
  }

  it.each([
    ['a sticky head', 'position:sticky;top:0', false],
    ['what is fixed to the window', 'position:fixed;top:40px;left:60px', false],
    ['what is placed from outside of the scroller', 'position:absolute;top:60px;left:200px', false],
    ['what is placed within the scroller', 'position:relative;top:5px', true],
  ])('stands where it belongs: %s', async (_what, style, isMoved) => {
    const marks = await open(
      scroller(`<div id="s" style="${style};width:max-content;background:#fff">listed.a@example.com</div>`),
    );
    const rest = await offsetAtRest(marks);
    for (const top of [40, 90, 200]) {
      await marks.page.evaluate(to => document.querySelector('.scroller')?.scrollTo(0, to), top);
      await marks.until(async () => {
        const [x, y] = await offsetAtRest(marks);
        expect(Math.abs(x - rest[0])).toBeLessThanOrEqual(1);
        expect(Math.abs(y - rest[1])).toBeLessThanOrEqual(1);
      });
    }
    const moved = await browser.driven.inOverlay(
      marks.page,
      root => root.querySelector('.cut .mark.all, .cut .cut .mark.all') !== null,
    );
    expect(moved).toBe(isMoved);
  });

  it.each([
    ['on a zoomed page', '<style>html{zoom:1.5}</style>', ''],
    ['on a page that needn’t', '', ''],
    ['from right to left', '<style>html{direction:rtl}</style>', ''],
    ['from the bottom up', '', 'display:flex;flex-direction:column-reverse'],
    ['within a transformed element', '<style>.scroller{transform:scale(.9)}</style>', ''],
    ['with scroll snap and smooth scrolling', '', 'scroll-behavior:smooth;scroll-snap-type:y proximity'],
  ])('stands where it belongs after scrolls: %s', async (_how, head, style) => {
    const marks = await open(
      `${head}<div style="height:30px"></div>${scroller(ROW, style).replaceAll('<div style="height', '<div style="flex:none;height')}<div style="height:2000px;width:2000px"></div>`,
    ).catch(async error => {
      if (!style.includes('reverse')) throw error;
      // There the scroller begins at its end.
      await browser.shown?.page.evaluate(() => document.querySelector('.scroller')?.scrollBy(0, -2_800));
      await browser.shown?.until(async () => expect(await browser.shown?.painted()).toHaveLength(1));
      return browser.shown;
    });
    if (!marks) throw new Error('no page');
    const rest = await offsetAtRest(marks);
    for (const [inner, outer] of [
      [30, 0],
      [0, 25],
      [20, -10],
    ] as const) {
      await marks.page.evaluate(
        (by, all) => {
          document.querySelector('.scroller')?.scrollBy(0, by);
          window.scrollBy(0, all);
        },
        inner,
        outer,
      );
      await marks.until(async () => {
        const [x, y] = await offsetAtRest(marks);
        expect(Math.abs(x - rest[0])).toBeLessThanOrEqual(1);
        expect(Math.abs(y - rest[1])).toBeLessThanOrEqual(1);
      });
    }
  });

  it('stands where it belongs after scrolls in quirks mode', async () => {
    const marks = await open(ROW);
    await marks.page.evaluate(row => {
      document.open();
      document.write(`<div style="height:250px"></div>${row}<div style="height:3000px"></div>`);
      document.close();
    }, ROW);
    expect(await marks.page.evaluate(() => document.scrollingElement?.tagName)).toBe('BODY');
    await marks.until(async () => expect((await offsetAtRest(marks))[1]).toBeGreaterThan(-20));
    const rest = await offsetAtRest(marks);
    await marks.page.evaluate(() => window.scrollBy(0, 90));
    await marks.until(async () => expect(await offsetAtRest(marks)).toEqual(rest));
    expect(rest[1]).toBeLessThan(20);
  });

  it('is cut off at the edges of nested scrollers, like its address', async () => {
    const marks = await open(
      `<div id="outer" style="width:600px;height:300px;overflow:auto;margin-top:40px"><div style="height:1200px;padding-top:20px">
        ${scroller(ROW, 'margin-top:30px;height:240px')}</div></div>`.replace('height:250px', 'height:100px'),
    );
    const strips = async (edgeOf: string) => {
      const edge = await marks.page.evaluate(
        selector => document.querySelector(selector)?.getBoundingClientRect().top ?? 0,
        edgeOf,
      );
      return [
        await marks.colouredPixels({ x: 0, y: edge - 30, width: 600, height: 30 }),
        await marks.colouredPixels({ x: 0, y: edge, width: 600, height: 30 }),
      ] as const;
    };
    // Its upper third is behind the edge: that of the inner scroller, then that of the outer one.
    const cutAt = async (edgeOf: string) => {
      await marks.page.evaluate(selector => {
        const edge = document.querySelector(selector);
        const top = document.querySelector('#s')?.getBoundingClientRect().top ?? 0;
        edge?.scrollBy({ top: top + 7 - edge.getBoundingClientRect().top, behavior: 'instant' });
      }, edgeOf);
      await marks.until(async () => {
        const [outside, inside] = await strips(edgeOf);
        expect(inside).toBeGreaterThan(20);
        expect(outside).toBe(0);
      });
    };
    await cutAt('.scroller');
    await marks.page.evaluate(() => document.querySelector('.scroller')?.scrollTo(0, 0));
    await cutAt('#outer');
  });

  it('follows a scroller that comes, grows and goes', async () => {
    const marks =
      await open(`<div id="box" style="width:500px;background:#fff"><div style="height:60px">above</div>${ROW}
      <div id="more" style="height:80px"></div></div>`);
    const rest = await offsetAtRest(marks);
    const steps = [
      (box: HTMLElement) => Object.assign(box.style, { height: '150px', overflow: 'auto' }),
      (box: HTMLElement) => box.scrollTo(0, 15),
      (box: HTMLElement) => box.querySelector('#more')?.setAttribute('style', 'height:4000px'),
      (box: HTMLElement) => box.scrollTo(0, 45),
      (box: HTMLElement) => Object.assign(box.style, { overflow: 'hidden' }),
      (box: HTMLElement) => box.scrollTo(0, 20),
      (box: HTMLElement) => Object.assign(box.style, { height: '', overflow: '' }),
    ];
    for (const step of steps) {
      await marks.page.evaluate(`(${step})(document.querySelector('#box'))`);
      await marks.until(async () => {
        const [x, y] = await offsetAtRest(marks);
        expect(Math.abs(x - rest[0])).toBeLessThanOrEqual(1);
        expect(Math.abs(y - rest[1])).toBeLessThanOrEqual(1);
      });
    }
    expect(await browser.driven.inOverlay(marks.page, root => root.querySelectorAll('.cut').length)).toBe(0);
  });

  it('a page sees nothing of what moves marks', async () => {
    const marks = await open(
      `${scroller(scroller(ROW))}<div style="height:3000px"></div>`.replace('height:250px', 'height:9px'),
    );
    const look = () =>
      marks.page.evaluate(() => [
        document.getAnimations().length,
        document.documentElement.getAnimations({ subtree: true }).length,
        ...[...document.querySelectorAll('.scroller, html > div')].map(
          each => each.getAnimations({ subtree: true }).length,
        ),
        document.documentElement.scrollWidth,
        document.querySelectorAll(':popover-open').length,
      ]);
    expect(await look()).toEqual([
      0,
      0,
      0,
      0,
      0,
      await marks.page.evaluate(() => document.documentElement.clientWidth),
      0,
    ]);
    if (name === 'Chromium') {
      // In the overlay's own world they are there.
      const count = await browser.driven.inOverlay(marks.page, root => root.getAnimations().length);
      expect(count).toBe(3);
    }
  });

  if (name === 'Chromium') {
    it.each([
      ['the page itself', `<div style="height:250px"></div>${ROW}<div style="height:3000px"></div>`],
      ['a scroller', scroller(ROW)],
      ['a scroller within a scroller', scroller(scroller(ROW)).replace('height:250px', 'height:20px')],
      ['a zoomed page', `<style>html{zoom:1.5}</style>${scroller(ROW)}`],
    ])('goes with its address while the page’s thread is held up: %s', async (_what, body) => {
      const marks = await open(body);
      // On a busy machine a wheel may begin to turn only when the page's thread is free again.
      for (let attempt = 0; attempt < 10; attempt++) {
        const pictures = await picturesOfScroll(browser.driven, marks.page, SCROLL);
        const rest = pictures.at(-1);
        const meanwhile = pictures.filter(({ isBlocked }) => isBlocked);
        if (!rest || new Set(meanwhile.map(({ blue }) => blue)).size < 3) {
          await marks.page.evaluate(() => {
            for (const each of document.querySelectorAll('.scroller, html')) each.scrollTo(0, 0);
          });
          continue;
        }
        const offsets = meanwhile.map(({ red, blue }) => Math.abs(red - blue - (rest.red - rest.blue)));
        expect(Math.max(...offsets)).toBeLessThanOrEqual(1);
        return;
      }
      throw new Error('the compositor scrolled by itself in none of ten attempts');
    });
  }
});
