import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { offerFile } from '../screenshots/state.ts';
import { buildExtension } from './harness/build-extension.ts';
import { BUSY_MS, type DrivenBrowser } from './harness/driven-browser.ts';
import { browsersHere } from './harness/every-browser.ts';
import { enrol } from './harness/extension-pages.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';

const { mira, tom, priya } = people;
const LEADS = [
  'name,e-mail,town',
  `Mira,${mira.address},Utrecht`,
  `Tom,${tom.address},Leeds`,
  'Nobody,,Ghent',
];

let folder: string;
let organisation: Organisation;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-screening-'));
  organisation = await createServedOrganisation('Northwind', [mira.address, priya.address]);
});

afterAll(async () => {
  await organisation?.remove();
  await rm(folder, { recursive: true, force: true });
});

describe.each(browsersHere)('%s: the page that screens a lead list', (name, launch) => {
  let hosts: Hosts;
  let driven: DrivenBrowser;
  let page: Page;

  beforeAll(async () => {
    hosts = await startHosts();
    const extension = await buildExtension(folder, name);
    driven = await launch({ extension, hostsPort: hosts.port, headless: true });
    await enrol(driven, await organisation.enrolmentCode());
    page = await driven.openExtensionPage('screen.html');
    page.setDefaultTimeout(BUSY_MS);
    await page.evaluate(noteWhatIsSaved);
  });

  afterAll(async () => {
    await driven?.close();
    await hosts?.close();
  });

  /** What the page hands to the browser to be saved, when this button is pressed. */
  async function saved(button: string): Promise<string> {
    await page.click(`::-p-xpath(//button[contains(., "${button}")])`);
    return String(await page.evaluate('window.saved.at(-1).text()'));
  }

  it('gives the list back without the listed row, and a report; nothing leaves the machine', async () => {
    const before = hosts.arrivals.length;
    await offerFile(page, 'input[type=file]', 'leads.csv', `${LEADS.join('\n')}\n`);
    await page.waitForSelector('.filled');
    await page.click('.filled');
    await page.waitForSelector('.outcome');
    const kept = LEADS.filter(line => !line.includes(mira.address));
    expect((await saved('Save the screened file')).trim().split(/\r?\n/)).toEqual(kept);
    expect(JSON.parse(await saved('Save the report'))).toMatchObject({ rows: 3, leftOut: 1, notChecked: 1 });
    const said = await page.$eval('.outcome', outcome => outcome.textContent);
    expect(said).toBe('1 row left out3 rows in all · 2 rows are kept');
    // Chromium asks this of itself, now and then, without an extension too: chain.test compares the two.
    const isBrowsersOwn = (url: string) => url.startsWith('https://accounts.google.com/ListAccounts?');
    expect(hosts.arrivals.slice(before).filter(({ url }) => !isBrowsersOwn(url))).toEqual([]);
  });
});

/** Runs in the page, which still saves. */
function noteWhatIsSaved(): void {
  const saved: Blob[] = [];
  Reflect.set(window, 'saved', saved);
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob: Blob) => {
    saved.push(blob);
    return make.call(URL, blob);
  };
}
