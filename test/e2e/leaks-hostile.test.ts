import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isNoisy, type Measured, spyOn } from '../pages/hostile-page.ts';
import { LEAKS, leakAll, leaksIn } from '../pages/leaky-extension.ts';
import { browsersHere } from './harness/every-browser.ts';
import { paintedMarks } from './harness/painted-marks.ts';
import { createLeakWorlds, expectMarked, type LeakWorlds, spokenPhrases, WORLDS } from './leaks-worlds.ts';

/** Looks at an address of each world. */
const ROUNDS = 3;

/** Channels that hold time, or that vary anyway, are judged over thousands of trials in test/long/hostile-page.test.ts. */
function steady(measured: Measured): Measured {
  return Object.fromEntries(Object.entries(measured).filter(([channel]) => !isNoisy(channel)));
}

describe.each(browsersHere)('a hostile page in %s', name => {
  let worlds: LeakWorlds;
  let page: Page;

  beforeAll(async () => {
    worlds = await createLeakWorlds(name, 20);
    page = await worlds.openPage();
  });

  afterAll(async () => {
    await worlds?.close();
  });

  it('sees, hears and finds the same of a listed, a near and a clear address', async () => {
    await expectMarked(worlds, page);
    const phrases = await spokenPhrases();
    expect(phrases.length).toBeGreaterThan(100);
    // What a first look alone changes: fonts are read, frames counted.
    await page.evaluate(spyOn, worlds.next('clear'), phrases);
    // A channel that tells does so each time; a busy machine drops a frame in one look or another.
    let telling: string[] | undefined;
    for (let round = 0; round < ROUNDS; round += 1) {
      const seen: Measured[] = [];
      for (const world of WORLDS) seen.push(steady(await page.evaluate(spyOn, worlds.next(world), phrases)));
      const [listed = {}, near = {}, clear = {}] = seen;
      expect(clear).toMatchObject({ 'address found': 1, 'phrases found': 0, 'getter traps': 0 });
      const different = Object.keys(clear).filter(
        channel => listed[channel] !== clear[channel] || near[channel] !== clear[channel],
      );
      telling = telling?.filter(channel => different.includes(channel)) ?? different;
    }
    expect(telling).toEqual([]);
  });

  it('would see, hear or find an extension that leaks', async () => {
    const words = 'Asked not to be contacted';
    const without = await worlds.openPageWithoutLethe();
    const [leaking, silent] = [worlds.next('clear'), worlds.next('clear')];
    await without.evaluate(leakAll, leaking, words);
    const leaked = steady(await without.evaluate(spyOn, leaking, [words]));
    await without.evaluate(() => window.dispatchEvent(new Event('leaky-extension-ends')));
    await without.evaluate(leakAll, leaking, words);
    const kept = steady(await without.evaluate(spyOn, silent, [words]));
    await without.close();
    const unnoticed = leaksIn(name).filter(leak => {
      const channel = LEAKS[leak];
      return !isNoisy(channel) && leaked[channel] === kept[channel];
    });
    expect(unnoticed).toEqual([]);
  });

  it('neither takes the host away for longer than a frame nor ends the script', async () => {
    await page.evaluate(address => {
      document.querySelector('#stage')?.replaceChildren(address);
    }, worlds.next('listed'));
    // The first lookup starts the worker.
    await expect.poll(async () => (await paintedMarks(worlds.driven, page)).length).toBe(1);
    const framesAway = await page.evaluate(async () => {
      const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
      const root = document.documentElement;
      const hostOf = () =>
        [...root.children].find(child => child !== document.head && child !== document.body);
      const attacks: ((host: Element) => void)[] = [
        host => host.remove(),
        host => host.replaceWith(document.createElement('i')),
        host => document.body.append(host),
        host => document.createElement('div').append(host),
        () => root.replaceChildren(document.head, document.body),
        host => document.implementation.createHTMLDocument().documentElement.append(host),
      ];
      const away: number[] = [];
      for (const attack of attacks) {
        const host = hostOf();
        if (!host) throw new Error('the host is not on the page');
        attack(host);
        let frames = 0;
        while (host.parentNode !== root && frames < 60) {
          await frame();
          frames += 1;
        }
        for (const left of root.querySelectorAll(':scope > i')) left.remove();
        away.push(frames);
      }
      return away;
    });
    // The page asks for its frame before Lethe does: it sees the host back at its second look at the latest.
    expect(framesAway.filter(frames => frames > 2)).toEqual([]);
    expect(framesAway).toHaveLength(6);
    await expect.poll(async () => (await paintedMarks(worlds.driven, page)).length).toBe(1);

    await page.evaluate(address => {
      for (const type of [
        'wxt:content-script-started',
        'pagehide',
        'abort',
        'unload',
        'freeze',
        'disconnect',
      ]) {
        for (const target of [document, window, document.documentElement])
          target.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: {} }));
      }
      window.postMessage({ type: 'wxt:content-script-started' }, '*');
      window.stop();
      document.open();
      document.write(`<!doctype html><p id="stage">${address}</p>`);
      document.close();
    }, worlds.next('listed'));
    await expect.poll(async () => (await paintedMarks(worlds.driven, page)).length).toBe(1);
  });
});
