import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { launchChromium } from './harness/chromium.ts';
import { openOptions } from './harness/extension-pages.ts';
import type { BrowserName } from './harness/find-browser.ts';
import { launchFirefox } from './harness/firefox.ts';
import { sendButton, waitForDialog } from './harness/hold.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { settledMarks } from './harness/painted-marks.ts';
import { enrolledBrowser } from './harness/running-browser.ts';
import { standIn } from './harness/stand-ins.ts';

// What a hostile page can't do to the lookup: keep it busy, or make others wait. Evaluations of Argon2id are counted.

const LAUNCH = { chromium: launchChromium, firefox: launchFirefox } as const;

const HOSTILE = 'https://mail.google.com/hostile';
const ADDRESSES = 20_000;
/** One page at once; see utils/lookup/budget.ts. */
const TAGS_A_PAGE = 1_200;
/** As long as there are no more evaluations, hundreds are in the queue; how many by then is a matter of the machine. */
const HUNDREDS_LEFT = TAGS_A_PAGE - 200;

/** Tests in one browser: what a hostile page can't do to the lookup. */
export function hostileLookupTests(name: BrowserName): void {
  let organisation: Organisation;
  let counter: Page;
  let hostile: Page;

  afterAll(async () => {
    await organisation?.remove();
  });

  async function makeOrganisation(): Promise<Organisation> {
    organisation = await createServedOrganisation('Northwind', [people.mira.address]);
    return organisation;
  }

  const rep = enrolledBrowser(name, LAUNCH[name], makeOrganisation, {
    async serve(hosts) {
      const html = await readFile(new URL(`../pages/${standIn('Gmail compose').file}`, import.meta.url));
      hosts.serve('https://mail.google.com', url => ({
        type: 'text/html; charset=utf-8',
        body: url.href === HOSTILE ? hostilePage() : html,
      }));
    },
    prepare: countEvaluations,
  });

  beforeAll(async () => {
    counter = await openOptions(rep.driven);
    await counter.evaluate(() => {
      Reflect.set(globalThis, 'evaluations', 0);
      const channel = new BroadcastChannel('evaluations');
      Reflect.set(globalThis, 'channel', channel);
      channel.onmessage = () =>
        Reflect.set(globalThis, 'evaluations', Number(Reflect.get(globalThis, 'evaluations')) + 1);
    });
    hostile = await rep.driven.browser.newPage();
  });

  async function evaluations(): Promise<number> {
    return counter.evaluate(() => Number(Reflect.get(globalThis, 'evaluations')));
  }

  it('another tab and its guard are answered while a page has hundreds of tags in the queue', async () => {
    void hostile.goto(HOSTILE).catch(() => undefined);
    await expect.poll(evaluations, { timeout: 60_000 }).toBeGreaterThan(20);
    const tab = await rep.driven.browser.newPage();
    await tab.goto(standIn('Gmail compose').url, { waitUntil: 'domcontentloaded' });
    await expect.poll(() => settledMarks(rep.driven, tab)).not.toEqual([]);
    const { x, y } = await sendButton(tab);
    await tab.mouse.click(x, y);
    expect((await waitForDialog(rep.driven, tab)).title).toBe('Mira Okonjo asked not to be contacted');
    expect(await evaluations()).toBeLessThan(HUNDREDS_LEFT);
    await tab.close();
  });

  it('what a page has in the queue is dropped when its tab goes', async () => {
    await hostile.close();
    // A browser may take its time to end so large a page. In one pause a hundred could be evaluated.
    let last: number;
    do {
      last = await evaluations();
      await wait(3_000);
    } while ((await evaluations()) > last);
    expect(last).toBeLessThan(HUNDREDS_LEFT);
  });
}

/** Addresses that nobody asked for before: each costs a digest, and every third or fourth a tag, in so short a list. */
function hostilePage(): string {
  return Array.from(
    { length: ADDRESSES },
    () => `<p>${Math.random().toString(36).slice(2)}@example.net</p>`,
  ).join('\n');
}

/** Lets the workers of the built extension say on a channel when they are asked to evaluate. */
async function countEvaluations(extension: string): Promise<void> {
  const assets = join(extension, 'assets');
  const file = (await readdir(assets)).find(entry => /^argon2\.worker.*\.js$/.test(entry));
  if (!file) throw new Error('the built extension has no worker for Argon2id');
  const counting = `{
    const channel = new BroadcastChannel('evaluations');
    addEventListener('message', ({ data }) => data?.path?.[0] === 'argon2id' && channel.postMessage(1));
  }\n`;
  const path = join(assets, file);
  await writeFile(path, counting + (await readFile(path, 'utf8')));
}
