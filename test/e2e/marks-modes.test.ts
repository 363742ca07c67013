import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { titledHere } from './harness/every-browser.ts';
import { marksBrowser } from './marks-browser.ts';
import type { MarksPage } from './marks-page.ts';

/** Modes of the browser itself. Those of pages (dark, right to left, their own zoom) are in marks-places.test.ts. */
const WHOLE = { x: 0, y: 0, width: 380, height: 280 };

/** The mark's red as PDFs write it, in parts of one. */
const RED = /(?<!\S)0?\.76\d* 0?\.149\d* 0?\.113\d* rg\b/u;

describe.each(titledHere)('marks in the modes of %s', (name, launch) => {
  const browser = marksBrowser(launch, {
    prepare: extension => addControl(extension.folder, name === 'Firefox'),
  });

  async function open(body: string): Promise<MarksPage> {
    const marks = await browser.open(body);
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    return marks;
  }

  /** What only an extension may ask of the browser, said in one of its pages. */
  async function control(script: string): Promise<void> {
    const path = 'control.html';
    const page = await (browser.driven.name === 'firefox'
      ? browser.driven.openExtensionPage(path)
      : openControl());
    await page.evaluate(`(async () => { ${script}; return 0; })()`);
    await page.close();
    await browser.shown?.page.bringToFront();
  }

  async function openControl(): Promise<Page> {
    const page = await browser.driven.browser.newPage();
    await page.goto(`chrome-extension://${unpackedId(browser.extension.folder)}/control.html`);
    return page;
  }

  function setZoom(factor: number): Promise<void> {
    return control(`for (const tab of await chrome.tabs.query({ url: 'https://page.test/*' }))
      await chrome.tabs.setZoom(tab.id, ${factor})`);
  }

  it('are absent from print', async () => {
    const marks = await open('<p>listed.a@example.com</p>');
    expect(await marks.colouredPixels(WHOLE)).toBeGreaterThan(50);
    expect(RED.test(textOf(await marks.page.pdf()))).toBe(false);
    // The page's own red is there, so the mark's would be.
    await marks.page.evaluate(() => {
      const box = document.createElement('div');
      box.style.cssText = 'height: 20px; background: #c2261d; print-color-adjust: exact';
      document.body.append(box);
    });
    expect(RED.test(textOf(await marks.page.pdf({ printBackground: true })))).toBe(true);
  });

  it('are in place and seen at twice the browser’s own zoom, and after it', async () => {
    const marks = await open('<p><span id="s">listed.a@example.com</span></p>');
    const ratio = () => marks.page.evaluate(() => devicePixelRatio);
    const before = await ratio();
    for (const factor of [2, 1]) {
      await setZoom(factor);
      await marks.until(async () => expect(await ratio()).toBeCloseTo(before * factor));
      await marks.until(async () => {
        const [badge] = await marks.painted();
        const text = await marks.page.evaluate(() => {
          const { right, top, height } =
            document.querySelector('#s')?.getBoundingClientRect() ?? new DOMRect();
          return { right, middle: top + height / 2 };
        });
        if (!badge) throw new Error('no badge');
        expect(badge.x - text.right).toBeGreaterThanOrEqual(2);
        expect(badge.x - text.right).toBeLessThan(12);
        expect(Math.abs(badge.y + badge.size / 2 - text.middle)).toBeLessThanOrEqual(2);
      });
      await marks.until(async () => expect(await marks.colouredPixels(WHOLE)).toBeGreaterThan(50));
    }
  });

  it('neither move nor fade: nothing of them has a transition or a clock', async () => {
    const marks = await open('<p><span id="s">listed.a@example.com</span></p>');
    await marks.page.hover('#s');
    const motion = () =>
      browser.driven.inOverlay(marks.page, root => {
        const all = [...root.querySelectorAll('*')];
        const timed = all.filter(element => {
          const { transitionDuration, animationDuration } = getComputedStyle(element);
          return /[1-9]/u.test(transitionDuration) || /[1-9]/u.test(animationDuration);
        });
        return [root.querySelector('.card.shown') !== null, timed.length];
      });
    await marks.until(async () => expect(await motion()).toEqual([true, 0]));
  });

  if (name === 'Firefox') {
    // In Chromium: marks-places.test.ts.
    it('in forced colours are painted in the colours of the system', async () => {
      const marks = await open('<p>listed.a@example.com</p>');
      expect(await marks.colouredPixels(WHOLE)).toBeGreaterThan(50);
      await control("await browser.browserSettings.overrideDocumentColors.set({ value: 'always' })");
      try {
        await marks.until(async () =>
          expect(await marks.page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true),
        );
        await marks.until(async () => expect(await marks.colouredPixels(WHOLE)).toBe(0));
        expect(await marks.painted()).toHaveLength(1);
        const fills = await browser.driven.inOverlay(marks.page, root =>
          ['.body.for-all', '.ring.for-all'].map(part => {
            const element = root.querySelector(`.mark.all ${part}`);
            return element ? getComputedStyle(element).fill : '';
          }),
        );
        expect(fills).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
      } finally {
        await control('await browser.browserSettings.overrideDocumentColors.clear({})');
      }
    });
  }
});

async function addControl(folder: string, isFirefox: boolean): Promise<void> {
  await writeFile(join(folder, 'control.html'), '<!doctype html><title>Control</title>');
  if (!isFirefox) return;
  const path = join(folder, 'manifest.json');
  const manifest: object = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...manifest, permissions: ['browserSettings'] }));
}

/** Chrome names an extension without a key after its folder. */
function unpackedId(folder: string): string {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return [...hash].map(digit => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

/** All that a PDF says, its packed streams unpacked. */
function textOf(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  const texts: string[] = [];
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 1)) {
    if (bytes.subarray(at - 3, at).toString() === 'end') continue;
    const start = at + (bytes.subarray(at + 6, at + 8).toString() === '\r\n' ? 8 : 7);
    try {
      texts.push(inflateSync(bytes.subarray(start, bytes.indexOf('endstream', start))).toString('latin1'));
    } catch {}
  }
  return texts.join('\n');
}
