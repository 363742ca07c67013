import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { offerFile } from '../screenshots/state.ts';
import { BUSY_MS } from './harness/driven-browser.ts';
import { browsersHere } from './harness/every-browser.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { enrolledBrowser } from './harness/running-browser.ts';

const { mira, tom, priya } = people;
const LEADS = [
  'name,e-mail,town',
  `Mira,${mira.address},Utrecht`,
  `Tom,${tom.address},Leeds`,
  'Nobody,,Ghent',
];

let organisation: Organisation;

beforeAll(async () => {
  organisation = await createServedOrganisation('Northwind', [mira.address, priya.address]);
});

afterAll(async () => {
  await organisation?.remove();
});

describe.each(browsersHere)('%s: the page that screens a lead list', (name, launch) => {
  const rep = enrolledBrowser(name, launch, () => organisation);
  let page: Page;

  beforeAll(async () => {
    page = await rep.driven.openExtensionPage('screen.html');
    page.setDefaultTimeout(BUSY_MS);
    await page.evaluate(noteWhatIsSaved);
  });

  /** What the page hands to the browser to be saved, when this button is pressed. */
  async function saved(button: string): Promise<string> {
    const before = Number(await page.evaluate('window.saved.length'));
    await page.click(`::-p-xpath(//button[contains(., "${button}")])`);
    await expect.poll(() => page.evaluate('window.saved.length')).toBe(before + 1);
    return String(await page.evaluate('window.saved.at(-1).text()'));
  }

  it('gives the list back without the listed row, and a report; nothing leaves the machine', async () => {
    const before = rep.hosts.arrivals.length;
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
    expect(rep.hosts.arrivals.slice(before).filter(({ url }) => !isBrowsersOwn(url))).toEqual([]);
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
