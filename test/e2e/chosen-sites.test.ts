import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { buildExtension } from './harness/build-extension.ts';
import { EXTENSION_ID, launchChromium } from './harness/chromium.ts';
import { BUSY_MS, type DrivenBrowser } from './harness/driven-browser.ts';
import { enrol } from './harness/extension-pages.ts';
import { launchFirefox } from './harness/firefox.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { paintedMarks } from './harness/painted-marks.ts';

/** No site that Lethe watches by itself. */
const CHOSEN = 'https://crm.example.test';
const OTHER = 'https://other.example.test';

let organisation: Organisation;
let folder: string;
let hosts: Hosts;
let driven: DrivenBrowser;
let page: Page;

beforeAll(async () => {
  organisation = await createServedOrganisation('Northwind', [people.mira.address]);
  folder = await mkdtemp(join(tmpdir(), 'lethe-chosen-'));
  hosts = await startHosts();
  for (const origin of [CHOSEN, OTHER]) {
    const body = `<!doctype html><title>CRM</title><p>${people.mira.address}</p>`;
    hosts.serve(origin, () => ({ type: 'text/html; charset=utf-8', body }));
  }
});

afterEach(async () => {
  await page?.close();
  await driven?.close();
});

afterAll(async () => {
  await hosts?.close();
  await organisation?.remove();
  await rm(folder, { recursive: true, force: true });
});

async function open(origin: string): Promise<void> {
  page = await driven.browser.newPage();
  await page.goto(`${origin}/`);
}

const marks = async () => (await paintedMarks(driven, page)).length;

describe('a site that the rep chooses, in Firefox', () => {
  it('is watched at once and from then on, until that is taken back', async () => {
    const extension = await buildExtension(folder, 'firefox');
    driven = await launchFirefox({ extension, hostsPort: hosts.port, headless: true });
    await enrol(driven, await organisation.enrolmentCode());
    await open(CHOSEN);
    expect(await marks()).toBe(0);
    expect(await pressInPopup('Watch this site')).toContain("Lethe doesn't watch this site");
    await expect.poll(marks).toBe(1);
    await page.reload();
    await expect.poll(marks).toBe(1);
    const other = page;
    await open(OTHER);
    await new Promise(resolve => setTimeout(resolve, 1_000));
    expect(await marks()).toBe(0);
    await page.close();
    page = other;
    expect(await pressInPopup('Stop watching this site')).toContain('1 on this page is on the list');
    await expect.poll(() => page.evaluate(() => document.documentElement.childElementCount)).toBe(2);
    await page.reload();
    await new Promise(resolve => setTimeout(resolve, 1_000));
    expect(await marks()).toBe(0);
  });

  /** What the popup for the page says before its button of this name is pressed. */
  async function pressInPopup(name: string): Promise<string> {
    const tab = await tabNumber();
    const popup = await driven.openExtensionPage(
      `popup.html?tab=${tab}&url=${encodeURIComponent(page.url())}`,
    );
    const button = await popup.waitForSelector(`::-p-xpath(//button[.="${name}"])`);
    const text = await popup.evaluate(() => document.body.textContent ?? '');
    await button?.click();
    await popup.waitForSelector(`::-p-xpath(//button[.="${name}"])`, { hidden: true });
    await popup.close();
    return text;
  }

  async function tabNumber(): Promise<number> {
    const own = await driven.openExtensionPage('options.html');
    // The page under test was opened before this one, and nothing since.
    const ids: unknown = await own.evaluate(
      'chrome.tabs.query({}).then(tabs => tabs.map(tab => tab.id).sort((a, b) => a - b))',
    );
    await own.close();
    return Array.isArray(ids) ? Number(ids.at(-2)) : Number.NaN;
  }
});

describe('in Chromium', () => {
  it('a granted site has its script at the browser’s start; any other is offered in the popup', async () => {
    const extension = await buildExtension(folder, 'chromium');
    // Headless, nobody answers the browser's question: the grant stands in the manifest instead.
    const path = join(extension, 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    manifest.host_permissions.push(`${CHOSEN}/*`);
    await writeFile(path, JSON.stringify(manifest));
    driven = await launchChromium({ extension, hostsPort: hosts.port, headless: true });
    await enrol(driven, await organisation.enrolmentCode());
    await open(CHOSEN);
    await expect.poll(marks).toBe(1);
    await page.close();
    await open(OTHER);
    const installed = (await driven.browser.extensions()).get(EXTENSION_ID);
    if (!installed) throw new Error('the extension is not there');
    await page.triggerExtensionAction(installed);
    const target = await driven.browser.waitForTarget(each => each.url().endsWith('/popup.html'), {
      timeout: BUSY_MS,
    });
    const popup = await target.asPage();
    await popup.waitForSelector('.site-choice button', { timeout: BUSY_MS });
    const text = await popup.evaluate(() => document.body.textContent ?? '');
    expect(text).toContain("Lethe doesn't watch this site");
    expect(text).toContain('addresses on other.example.test too');
  });
});
