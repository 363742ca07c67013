import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { buildExtension } from './harness/build-extension.ts';
import { BUSY_MS, type DrivenBrowser } from './harness/driven-browser.ts';
import { browsersHere } from './harness/every-browser.ts';
import { enrol, openOptions, readPopup, stateOf, waitForState } from './harness/extension-pages.ts';
import { banners, press, sendButton, sentBy, waitForDialog } from './harness/hold.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { paintedMarks } from './harness/painted-marks.ts';
import { serveStandIns, standIn } from './harness/stand-ins.ts';

const MAIL = standIn('Gmail compose').url;
const PROFILE = standIn('LinkedIn contact info, SDUI').url;

let folder: string;
let organisation: Organisation;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-options-'));
  organisation = await createServedOrganisation('Northwind', [
    people.mira.address,
    'linkedin.com/in/Chloe-Martin-HL',
  ]);
});

afterAll(async () => {
  await organisation?.remove();
  await rm(folder, { recursive: true, force: true });
});

describe.each(browsersHere)('%s: what a rep sets in the options', (name, launch) => {
  let hosts: Hosts;
  let driven: DrivenBrowser;
  let options: Page;

  beforeAll(async () => {
    hosts = await startHosts();
    serveStandIns(hosts);
    const extension = await buildExtension(folder, name);
    driven = await launch({ extension, hostsPort: hosts.port, headless: true });
    await enrol(driven, await organisation.enrolmentCode());
    options = await openOptions(driven);
    options.setDefaultTimeout(BUSY_MS);
    await waitForState(options, state => state.includes('state-calm'));
  });

  afterAll(async () => {
    await driven?.close();
    await hosts?.close();
  });

  async function open(url: string): Promise<Page> {
    const page = await driven.browser.newPage();
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    return page;
  }

  /** Presses what bears these words, in front, as a person does. */
  async function choose(element: 'button' | 'label' | 'summary', words: string): Promise<void> {
    await options.bringToFront();
    const found = await options.waitForSelector(`::-p-xpath(//${element}[contains(., "${words}")])`);
    await found?.click();
  }

  /** What the question over a held mail offers; it is answered with "Don't send". */
  async function offeredOverMail(): Promise<string[]> {
    const mail = await open(MAIL);
    await expect.poll(() => banners(driven, mail)).toHaveLength(1);
    const { x, y } = await sendButton(mail);
    await mail.mouse.click(x, y);
    const { buttons } = await waitForDialog(driven, mail);
    await press(driven, mail, 'cancel');
    expect(await sentBy(mail)).toEqual([]);
    await mail.close();
    return buttons.map(({ value }) => value);
  }

  it('a stricter guard than the organisation’s takes the way out by a reason away, and can be taken back', async () => {
    expect(await offeredOverMail()).toContain('reason');
    await choose('label', 'until the person is removed');
    expect(await offeredOverMail()).not.toContain('reason');
    await choose('label', 'until you give a reason');
    await expect.poll(offeredOverMail).toContain('reason');
  });

  it('the log says what was held, names nobody, and can be erased', async () => {
    const log = () =>
      options.$$eval('table tbody tr', rows => rows.map(row => row.textContent ?? '').join('\n'));
    await expect.poll(log).toContain('GmailNot sent');
    expect(await log()).not.toMatch(/mira|okonjo|@/i);
    await choose('button', 'Erase the log…');
    await choose('button', 'Erase');
    await expect.poll(log).toBe('');
    expect(await options.$eval('body', body => body.textContent)).toContain('No holds so far.');
  });

  it('a site out of whose pages Lethe stays has no marks, and its people in the popup', async () => {
    const page = await open(PROFILE);
    // The contact info's dialog covers the page when it opens.
    await page.evaluate(`document.querySelector('#interop-outlet').style.display = 'none'`);
    await expect.poll(() => paintedMarks(driven, page)).not.toEqual([]);
    await choose('label', 'LinkedIn');
    await page.bringToFront();
    await expect.poll(() => paintedMarks(driven, page)).toEqual([]);
    expect((await readPopup(driven, PROFILE)).heading).toBe('1 on this page is on the list');
    await page.close();
  });

  it('diagnostics are seen whole, hold no personal data, and are copied', async () => {
    await choose('summary', 'Show');
    const text = await options.$eval('.more textarea[readonly]', area => area.value);
    const code = await organisation.enrolmentCode();
    expect(text).toContain('Lethe: 0.1.0');
    for (const secret of [/@/, /mira/i, /chloe/i, new RegExp(code.slice(8, 40))])
      expect(text).not.toMatch(secret);
    // Nothing is copied from a tab that has no focus, which comes at some time after the tab is brought to the front.
    await expect
      .poll(async () => {
        const isCopied = await options.$('::-p-xpath(//button[. = "Copied"])');
        if (isCopied === null) await choose('button', 'Copy');
        return isCopied !== null;
      })
      .toBe(true);
  });

  it('who leaves the organisation is told at once, there and in open mails, that nothing is checked', async () => {
    const mail = await open(MAIL);
    await expect.poll(() => banners(driven, mail)).toHaveLength(1);
    await choose('button', 'Leave…');
    await choose('button', 'Leave Northwind');
    await waitForState(options, state => state.includes('state-rust'));
    expect(await stateOf(options)).toContain("This browser isn't enrolled yet. Nothing is checked.");
    await mail.bringToFront();
    await expect.poll(() => banners(driven, mail)).toEqual(["Lethe isn't checking recipients"]);
    await mail.close();
  });
});
