import { describe, expect, it } from 'vitest';
import { titledHere } from './harness/every-browser.ts';
import { marksBrowser } from './marks-browser.ts';

/** Ways in which an address goes: an element, and an attribute or property that is set on it; null takes it off. */
const AWAY: readonly (readonly [what: string, body: string, name: string, value: string | null])[] = [
  ['hidden by its attribute', '<div id="t"><p>listed.a@example.com</p></div>', 'hidden', ''],
  ['made inert', '<div id="t"><p>listed.a@example.com</p></div>', 'inert', ''],
  ['made invisible', '<div id="t"><p>listed.a@example.com</p></div>', 'style', 'visibility:hidden'],
  ['made transparent', '<div id="t"><p>listed.a@example.com</p></div>', 'style', 'opacity:0'],
  ['skipped', '<div id="t"><p>listed.a@example.com</p></div>', 'style', 'content-visibility:hidden'],
  ['clipped', '<div id="t"><p>listed.a@example.com</p></div>', 'style', 'height:0;overflow:hidden'],
  ['in details that close', '<details id="t" open><p>listed.a@example.com</p></details>', 'open', null],
  [
    'covered by the page',
    '<p>listed.a@example.com</p><div id="t" hidden style="position:fixed;inset:0;background:#fff"></div>',
    'hidden',
    null,
  ],
  [
    'below a dialog’s backdrop',
    '<p>listed.a@example.com</p><dialog id="t">Sure?</dialog>',
    'showModal',
    null,
  ],
  ['another text', '<p id="t">listed.a@example.com</p>', 'textContent', 'person.b@example.com'],
  ['another text of its node', '<p id="t">listed.a@example.com</p>', 'data', 'person.b@example.com'],
  ['moved out of sight', '<p id="t">listed.a@example.com</p>', 'style', 'transform:translateX(-2000px)'],
  ['taken away', '<p id="t">listed.a@example.com</p>', 'remove', null],
];

describe.each(titledHere)('no badge beside an address that isn’t there, in %s', (_name, launch) => {
  const browser = marksBrowser(launch);

  it.each(AWAY)('goes by the next frame: %s', async (_what, body, name, value) => {
    const marks = await browser.open(body);
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    const left = await browser.driven.inOverlay(
      marks.page,
      async (root, property, text) => {
        const target = document.querySelector('#t');
        await new Promise(resolve => requestAnimationFrame(resolve));
        if (target instanceof HTMLDialogElement) target.showModal();
        else if (property === 'remove') target?.remove();
        else if (property === 'textContent' && target) target.textContent = text;
        else if (property === 'data' && target?.firstChild instanceof Text)
          target.firstChild.data = text ?? '';
        else if (text === null) target?.removeAttribute(property);
        else target?.setAttribute(property, text);
        // The next frame's callbacks, and what comes when it is painted.
        await new Promise(resolve => requestAnimationFrame(resolve));
        await new Promise(resolve => setTimeout(resolve));
        return [...root.querySelectorAll('.mark.all')].filter(
          mark => getComputedStyle(mark).visibility === 'visible',
        ).length;
      },
      name,
      value,
    );
    expect(left).toBe(0);
  });

  it('goes with a row into another parent', async () => {
    const marks = await browser.open(
      '<div id="a" style="height:60px"><p id="t">listed.a@example.com</p></div><div id="b" style="margin-left:300px"></div>',
    );
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    const [before] = await marks.painted();
    await marks.page.evaluate(() => document.querySelector('#b')?.append(document.querySelector('#t') ?? ''));
    await marks.until(async () => {
      const painted = await marks.painted();
      expect(painted).toHaveLength(1);
      expect(painted[0]?.x).toBe((before?.x ?? 0) + 300);
    });
  });

  it.each([
    ['a script’s own animation', ''],
    [
      'the page’s style',
      '@keyframes go { to { transform: translateX(300px) } } #t { animation: go 4s linear infinite }',
    ],
  ])('follows what %s moves, also when that goes on', async (_what, css) => {
    const marks = await browser.open(
      `<style>${css}</style><p id="t" style="width:max-content">listed.a@example.com</p>`,
    );
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    if (css === '') {
      await marks.page.evaluate(() => {
        const element = document.querySelector('#t');
        element?.animate({ translate: ['0 0', '300px 0'] }, { duration: 4_000, iterations: Infinity });
        element?.setAttribute('title', 'moving');
      });
    }
    // Longer than marks follow a motion that nobody tells them of.
    await new Promise(resolve => setTimeout(resolve, 2_500));
    const distances = await browser.driven.inOverlay(marks.page, async root => {
      const found: number[] = [];
      for (let count = 0; count < 20; count++) {
        await new Promise(resolve => requestAnimationFrame(resolve));
        await new Promise(resolve => requestAnimationFrame(resolve));
        // After Lethe's own callback in this frame, however long that is.
        await new Promise(resolve => setTimeout(resolve));
        const address = document.querySelector('#t')?.getBoundingClientRect();
        const badge = root.querySelector('.mark.all .body')?.getBoundingClientRect();
        found.push((badge?.left ?? -999) - (address?.right ?? 0));
      }
      return found;
    });
    const all = Array.isArray(distances) ? distances.map(Number) : [];
    expect(all).toHaveLength(20);
    expect(Math.min(...all)).toBeGreaterThan(-12);
    expect(Math.max(...all)).toBeLessThan(12);
  });

  it('a virtual list that is scrolled fast, its rows re-used by new text, never shows one in a wrong place', async () => {
    const marks =
      await browser.open(`<div id="view" style="height:300px;width:500px;overflow:auto;position:relative;background:#fff">
      <div id="sized" style="height:3000px"></div></div>`);
    await marks.page.evaluate(() => {
      const view = document.querySelector('#view');
      const rows = Array.from({ length: 14 }, () => {
        const row = document.createElement('div');
        row.className = 'row';
        row.style.cssText = 'position:absolute;left:0;top:0;height:30px';
        view?.append(row);
        return row;
      });
      const draw = () => {
        const top = view?.scrollTop ?? 0;
        // Its length is only found out on the way.
        document.querySelector('#sized')?.setAttribute('style', `height:${3_000 + top * 2}px`);
        const first = Math.floor(top / 30);
        for (let index = first; index < first + 14; index++) {
          const row = rows[index % 14];
          if (!row) continue;
          row.style.transform = `translateY(${index * 30}px)`;
          row.textContent = `${index % 3 === 0 ? 'listed' : 'person'}.${index}@example.com`;
        }
      };
      view?.addEventListener('scroll', draw);
      draw();
    });
    await marks.until(async () => expect((await marks.painted()).length).toBeGreaterThan(2));
    const wrong = await browser.driven.inOverlay(marks.page, async root => {
      const view = document.querySelector('#view');
      const found: string[] = [];
      let seen = 0;
      for (let step = 0; step < 60; step++) {
        view?.scrollBy(0, step % 5 === 4 ? -211 : 137);
        await new Promise(resolve => requestAnimationFrame(resolve));
        // In the frame after the scroll event's, whose callbacks have run.
        await new Promise(resolve => setTimeout(resolve));
        const middles = [...document.querySelectorAll('.row')]
          .filter(row => row.textContent?.startsWith('listed'))
          .map(row => row.getBoundingClientRect())
          .map(({ top, height }) => top + height / 2);
        for (const mark of root.querySelectorAll('.mark.all')) {
          const { top, height } = mark.querySelector('.body')?.getBoundingClientRect() ?? new DOMRect();
          const middle = top + height / 2;
          seen++;
          if (!middles.some(each => Math.abs(each - middle) < 6)) found.push(`step ${step}: ${middle}`);
        }
      }
      return [seen > 60, ...found];
    });
    expect(wrong).toEqual([true]);
  });
});
