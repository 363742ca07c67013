import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { BUSY_MS } from './harness/driven-browser.ts';
import { browsersHere } from './harness/every-browser.ts';
import { syncNow, tabIdOf } from './harness/extension-pages.ts';
import { press, sendButton, sentBy, waitForDialog } from './harness/hold.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { paintedMarks } from './harness/painted-marks.ts';
import { enrolledBrowser } from './harness/running-browser.ts';
import { serveStandIns, standIn } from './harness/stand-ins.ts';

const ASKED = people.tom.address;

describe.each(browsersHere)('%s: "They asked me to stop"', (name, launch) => {
  let organisation: Organisation;
  let page: Page;

  afterAll(async () => {
    await organisation?.remove();
  });

  async function makeOrganisation(): Promise<Organisation> {
    organisation = await createServedOrganisation('Northwind', ['nobody.here@example.org']);
    return organisation;
  }

  const rep = enrolledBrowser(name, launch, makeOrganisation, { serve: serveStandIns });

  beforeAll(async () => {
    page = await rep.driven.browser.newPage();
    await page.goto(standIn('Gmail compose').url, { waitUntil: 'domcontentloaded' });
  });

  it('flags and holds that person in the open page, and drafts the mail', async () => {
    const popup = await openPopup();
    expect(await popup.$('.waiting')).toBeNull();
    await (await popup.waitForSelector('.stop-open', { timeout: BUSY_MS }))?.click();
    // Whom the page shows is offered.
    await popup.waitForSelector(`::-p-xpath(//label[contains(., "${ASKED}")])`, { timeout: BUSY_MS });
    await popup.click(`::-p-xpath(//label[contains(., "${ASKED}")]/input)`);
    await popup.click('.stop button[type=submit]');
    await popup.waitForSelector('.draft a', { timeout: BUSY_MS });
    const link = new URL(await popup.$eval('.draft a', anchor => anchor.getAttribute('href') ?? ''));
    expect(link.protocol).toBe('mailto:');
    expect(link.searchParams.get('body')).toContain(
      `Lethe request 1\r\nAddress: ${ASKED}\r\nChannel: email\r\n`,
    );
    await expect
      .poll(() => popup.evaluate(() => document.body.textContent))
      .toContain('Held on this computer');
    await popup.close();

    await page.bringToFront();
    await expect.poll(async () => (await paintedMarks(rep.driven, page)).length).toBeGreaterThan(0);
    const send = await sendButton(page);
    await page.mouse.click(send.x, send.y);
    const dialog = await waitForDialog(rep.driven, page);
    expect(dialog.title).toBe('Tom Hartley asked not to be contacted');
    expect(dialog.text).toContain('Waiting for the privacy officer.');
    await press(rep.driven, page, 'cancel');
    expect(await sentBy(page)).toEqual([]);
  });

  it('keeps nothing that tells who it is', async () => {
    const own = await rep.driven.openExtensionPage('options.html');
    const kept: unknown = await own.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('lethe');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const all = await new Promise<unknown[]>((resolve, reject) => {
        const request = db.transaction('waiting').objectStore('waiting').getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      db.close();
      return JSON.stringify(all);
    });
    await own.close();
    expect(kept).toMatch(/"digests":\["[0-9a-f]{64}"\]/);
    expect(kept).not.toMatch(/hartley|fernwood|@/i);
  });

  it('is the list’s from when the officer has published them', async () => {
    const dir = ['--dir', organisation.folder];
    await organisation.lethe('add', ASKED, '--reference', 'CASE-2', '--basis', 'erasure', ...dir);
    await organisation.lethe('publish', ...dir);
    await syncNow(rep.driven);
    const popup = await openPopup();
    await popup.waitForSelector('.listed li', { timeout: BUSY_MS });
    const text = () => popup.evaluate(() => document.body.textContent ?? '');
    await expect.poll(text).toContain('1 on this page is on the list');
    await expect.poll(text).not.toContain('privacy officer');
    await popup.close();
  });

  async function openPopup(): Promise<Page> {
    const { url } = standIn('Gmail compose');
    const tab = await tabIdOf(rep.driven, page.url());
    return rep.driven.openExtensionPage(`popup.html?tab=${tab}&url=${encodeURIComponent(url)}`);
  }
});
