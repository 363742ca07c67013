import type { CDPSession } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './harness/chromium.ts';
import { BUSY_MS } from './harness/driven-browser.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { enrolledBrowser } from './harness/running-browser.ts';

/**
 * What Chromium is given to have spoken. In the world of Lethe's own script, which a page can't look into and Firefox's driver
 * doesn't reach either; what a screen reader makes of it is the browser's.
 */
const LISTED = 'anna@example.com';

let organisation: Organisation;

beforeAll(async () => {
  organisation = await createServedOrganisation('Northwind', [LISTED]);
});

afterAll(async () => {
  await organisation?.remove();
});

const rep = enrolledBrowser('chromium', launchChromium, () => organisation);

it('a screen reader is told how many of the page are listed, once it is more, and never who', async () => {
  rep.hosts.serve('https://mail.google.com', url =>
    url.pathname === '/'
      ? { type: 'text/html', body: '<!doctype html><title>Mail</title><p>ben@example.com</p>' }
      : undefined,
  );
  const page = await rep.driven.browser.newPage();
  const session = await page.createCDPSession();
  const worlds = worldsOf(session);
  await session.send('Runtime.enable');
  await page.goto('https://mail.google.com/');
  await expect.poll(() => worlds.size, { timeout: BUSY_MS }).toBe(1);
  const [world = 0] = worlds;
  const inLethe = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      contextId: world,
      expression,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  };
  expect(await inLethe('typeof document.ariaNotify')).toBe('function');
  await inLethe('globalThis.said = []; document.ariaNotify = text => void said.push(text)');
  const add = (address: string) =>
    page.evaluate(address => {
      document.body.append(Object.assign(document.createElement('p'), { textContent: address }));
    }, address);
  await add(LISTED);
  const one = '1 person on this page is on the do-not-contact list';
  await expect.poll(() => inLethe('said'), { timeout: BUSY_MS }).toEqual([one]);
  // The same person again, and somebody who isn't listed, are nothing new.
  await add(LISTED);
  await add('chris@example.com');
  await new Promise(resolve => setTimeout(resolve, 4_000));
  expect(await inLethe('said')).toEqual([one]);
  // The page's own world was told nothing.
  expect(await page.evaluate(() => Object.hasOwn(document, 'ariaNotify'))).toBe(false);
}, 120_000);

/** Numbers of the worlds of extensions' scripts in the page's frames, as they come. */
function worldsOf(session: CDPSession): ReadonlySet<number> {
  const worlds = new Set<number>();
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension://')) worlds.add(context.id);
  });
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    worlds.delete(executionContextId);
  });
  return worlds;
}
