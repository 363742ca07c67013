import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { BUSY_MS, type DrivenBrowser } from './harness/driven-browser.ts';
import type { Host, Hosts } from './harness/hosts.ts';

export interface Painted {
  readonly scope: string;
  /** The badge's box in the viewport. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** A page with scan and marks, looked at from outside of it. */
export interface MarksPage {
  readonly page: Page;
  /** The addresses that stand, in the order in which they were found. */
  standing(): Promise<string[]>;
  /** The badges that are painted, from top to bottom. */
  painted(): Promise<Painted[]>;
  /** Waits until the claim holds; fails with what it said last. */
  until(claim: () => Promise<unknown>): Promise<void>;
  /** Pixels in Lethe's two colours within a part of the screen: what a person really sees. */
  colouredPixels(clip: { x: number; y: number; width: number; height: number }): Promise<number>;
}

const ORIGIN = 'https://page.test';

export async function openMarksPage(
  driven: DrivenBrowser,
  hosts: Hosts,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  /** Answers what the page loads; then the page isn't waited for. */
  parts?: Host,
): Promise<MarksPage> {
  const html = `<!doctype html><html><head><meta charset="utf-8"><title>Page</title>
    <style>body { font: 15px/1.5 monospace; margin: 20px }</style></head><body>${body}</body></html>`;
  hosts.serve(ORIGIN, url =>
    url.pathname === '/' ? { type: 'text/html; charset=utf-8', body: html, headers } : parts?.(url),
  );
  const page = await driven.browser.newPage();
  const loaded = page.goto(`${ORIGIN}/`);
  if (parts) loaded.catch(() => {});
  else await loaded;

  async function standing(): Promise<string[]> {
    const text = await driven.inOverlay(page, root => {
      const output = root.querySelector('output');
      return output?.dataset.problem ?? output?.textContent ?? '[]';
    });
    const list: unknown = JSON.parse(typeof text === 'string' && text !== '' ? text : '[]');
    if (!Array.isArray(list)) throw new Error(String(text));
    return list.map(([, address]) => String(address));
  }

  async function painted(): Promise<Painted[]> {
    const text = await driven.inOverlay(page, root => {
      const marks = [...root.querySelectorAll<SVGElement>('.mark.all, .mark.marketing')];
      const seen = marks.filter(mark => mark.style.visibility === 'visible');
      return JSON.stringify(
        seen.map(mark => {
          const scope = mark.classList.contains('all') ? 'all' : 'marketing';
          const box = mark.querySelector(`.body.for-${scope}`)?.getBoundingClientRect() ?? new DOMRect();
          return { scope, x: Math.round(box.x), y: Math.round(box.y), size: Math.round(box.width) };
        }),
      );
    });
    const list: Painted[] = JSON.parse(typeof text === 'string' ? text : '[]');
    return list.sort((a, b) => a.y - b.y || a.x - b.x);
  }

  async function until(claim: () => Promise<unknown>): Promise<void> {
    const end = Date.now() + BUSY_MS;
    for (;;) {
      try {
        await claim();
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
        await wait(50);
      }
    }
  }

  async function colouredPixels(clip: {
    x: number;
    y: number;
    width: number;
    height: number;
  }): Promise<number> {
    const shot = await page.screenshot({ clip, encoding: 'base64' });
    const reader = await driven.browser.newPage();
    try {
      return await reader.evaluate(countColoured, shot);
    } finally {
      await reader.close();
      await page.bringToFront();
    }
  }

  return { page, standing, painted, until, colouredPixels };
}

async function countColoured(base64: string): Promise<number> {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  let count = 0;
  for (let index = 0; index < data.length; index += 4) {
    const [red = 0, green = 0, blue = 0] = data.slice(index, index + 3);
    if (red > 150 && green < 110 && blue < 60) count++;
  }
  return count;
}
