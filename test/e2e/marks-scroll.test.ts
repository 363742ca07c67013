import { describe, expect, it } from 'vitest';
import { titledHere } from './harness/every-browser.ts';
import { marksBrowser } from './marks-browser.ts';

/** Three scrollers, one within another; the address is in view at their start and after each scroll below. */
const NESTED = `<div id="outer" style="width:700px;height:400px;overflow:auto">
  <div style="width:1500px;height:1500px;padding:100px">
    <div id="inner" style="width:500px;height:250px;overflow:auto">
      <div style="width:1200px;height:1200px;padding:80px 120px"><span id="s">listed.a@example.com</span></div>
    </div></div></div><div style="width:3000px;height:3000px"></div>`;

describe.each(titledHere)('a badge on what scrolls, in %s', (_name, launch) => {
  const browser = marksBrowser(launch);

  /**
   * Where the badge is from the address's start, in pixels: at rest, and as each of these scrolls was painted in
   * its own frame.
   */
  async function offsetsThrough(
    body: string,
    scrolls: readonly (readonly [selector: string, x: number, y: number])[],
  ): Promise<readonly (readonly [number, number])[]> {
    const { painted, until, page } = await browser.open(body);
    await until(async () => expect(await painted()).toHaveLength(1));
    const offsets = await browser.driven.inOverlay(
      page,
      async (root, ...steps) => {
        const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
        function offset(): [number, number] {
          const mark = root.querySelector<SVGElement>('.mark.all');
          const badge = mark?.querySelector('.body.for-all')?.getBoundingClientRect();
          const address = document.querySelector('#s')?.getBoundingClientRect();
          if (mark?.style.visibility !== 'visible' || !badge || !address) return [-999, -999];
          return [badge.left - address.left, badge.top - address.top];
        }
        const found = [offset()];
        for (const [selector, x, y] of steps) {
          const scroller = document.querySelector(selector);
          await frame();
          scroller?.scrollBy({ left: x, top: y, behavior: 'instant' });
          // The first callback runs in the frame of the scroll, the second before anything is painted again.
          await frame();
          await frame();
          found.push(offset());
        }
        return found;
      },
      ...scrolls,
    );
    return Array.isArray(offsets) ? offsets : [];
  }

  /** Positions are rounded to whole pixels, so two of them may differ by one. */
  function expectSteady(offsets: readonly (readonly [number, number])[], count: number): void {
    const [[restX, restY] = [NaN, NaN]] = offsets;
    expect(restX).toBeGreaterThan(-200);
    expect(offsets).toHaveLength(count);
    for (const [x, y] of offsets) {
      expect(Math.abs(x - restX)).toBeLessThanOrEqual(1);
      expect(Math.abs(y - restY)).toBeLessThanOrEqual(1);
    }
  }

  it('is in place in the frame of the scroll, in nested scrollers and on both axes', async () => {
    const scrolls = [
      ['#inner', 0, 37],
      ['#outer', 0, 53],
      ['html', 0, 11],
      ['#inner', 61, 0],
      ['#outer', 43, -20],
      ['html', 9, 0],
      ['#inner', -30, -30],
    ] as const;
    expectSteady(await offsetsThrough(NESTED, scrolls), scrolls.length + 1);
  });

  it('is in place in the frame of the scroll on a right-to-left page', async () => {
    const scrolls = [
      ['#inner', -61, 20],
      ['#outer', -43, 30],
      ['#inner', 30, -10],
    ] as const;
    const body = `<style>:root { direction: rtl }</style>${NESTED}`;
    expectSteady(await offsetsThrough(body, scrolls), scrolls.length + 1);
  });

  it('goes in the frame in which a scroller cuts its address off, and comes back with it', async () => {
    const away = await offsetsThrough(NESTED, [
      ['#inner', 0, 200],
      ['#inner', 0, -200],
    ]);
    expect(away.map(([x]) => x > -200)).toEqual([true, false, true]);
  });
});
