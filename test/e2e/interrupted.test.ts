import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXTENSION_IDS } from '../../utils/rollout/extension-ids.ts';
import { people } from '../pages/people.ts';
import { buildExtension } from './harness/build-extension.ts';
import {
  ALWAYS_LISTED,
  type ChangingList,
  expectNothingClear,
  expectOneOf,
  settledStatus,
  startChangingList,
  syncTo,
} from './harness/changing-list.ts';
import { BUSY_MS, type DrivenBrowser, type LaunchOptions } from './harness/driven-browser.ts';
import { endBackground } from './harness/end-background.ts';
import { browsersHere } from './harness/every-browser.ts';
import { openOptions, readPopup, stateOf, toolbarOf } from './harness/extension-pages.ts';
import { inFirefoxWindow } from './harness/firefox-window.ts';
import { banners, press, sendButton, sentBy, waitForDialog } from './harness/hold.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';
import { settledProfile } from './harness/kill-run.ts';
import { standIn } from './harness/stand-ins.ts';
import { askHost } from './harness/stored-list.ts';
import { readStatus, writeStatus } from './harness/stored-status.ts';

const DAY_MS = 24 * 3_600_000;
const CLOCK = "This computer's clock is wrong, or was, so nobody can tell how old the list is.";
/** A publication whose confirmation has run out, as each has by a clock that is a month ahead. */
const EXPIRED = 7;
/** When Firefox's event page goes to sleep here. */
const IDLE_MS = 2_000;

/** As `stateOf` has it. */
const PROTECTING = 'state-calm Protecting';
/** As `toolbarOf` has them. */
const ONE_LISTED = { text: '1', title: 'Lethe: 1 on this page is on the list' };
const OLD_LIST = { text: '…', title: "Lethe: the list isn't up to date" };
const MAIL = standIn('Gmail compose').url;

/** Whatever ends, however: whoever is listed is held afterwards, and the words of popup and toolbar are true. */
describe.each(browsersHere)('%s', (name, launch) => {
  let folder: string;
  let hosts: Hosts;
  let list: ChangingList;
  let options: LaunchOptions;
  let driven: DrivenBrowser;
  /** A page of the extension, to ask the host. */
  let control: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lethe-interrupted-'));
    hosts = await startHosts();
    const compose = readFileSync(
      new URL(`../pages/${standIn('Gmail compose').file}`, import.meta.url),
      'utf8',
    );
    hosts.serve(new URL(MAIL).origin, () => ({
      type: 'text/html; charset=utf-8',
      body: compose.replaceAll(people.mira.address, ALWAYS_LISTED),
    }));
    list = await startChangingList({
      entries: 20_000,
      changed: 200,
      publications: 7,
      lastExpiredMs: 17 * DAY_MS,
      chunkMs: 100,
    });
    options = {
      extension: await buildExtension(folder, name),
      hostsPort: hosts.port,
      headless: true,
      profile: join(folder, 'profile'),
    };
    await start();
    list.server.serve(1);
    await askHost(control, 'enrol', list.enrolmentCode);
    await syncTo(control, list, 1);
  });

  afterAll(async () => {
    await driven?.close();
    await list?.remove();
    await hosts?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function start(): Promise<void> {
    driven = await launch(options);
    control = await openOptions(driven);
  }

  async function quit(): Promise<void> {
    await driven.close();
    if (name === 'firefox') await settledProfile(String(options.profile));
  }

  /** What the popup says of Lethe, as the rep reads it. */
  async function popupSays(): Promise<string> {
    const page = await driven.openExtensionPage('popup.html');
    try {
      await page.waitForSelector('.state', { timeout: BUSY_MS });
      return await stateOf(page);
    } finally {
      await page.close();
    }
  }

  async function openMail(): Promise<Page> {
    const mail = await driven.browser.newPage();
    await mail.goto(MAIL, { waitUntil: 'domcontentloaded' });
    return mail;
  }

  async function expectHeld(mail: Page): Promise<void> {
    await mail.bringToFront();
    const { x, y } = await sendButton(mail);
    await mail.mouse.click(x, y);
    expect((await waitForDialog(driven, mail)).title).toBe('Mira Okonjo asked not to be contacted');
    await press(driven, mail, 'cancel');
    expect(await sentBy(mail)).toEqual([]);
  }

  async function expectHeldInNewTab(): Promise<void> {
    const mail = await openMail();
    await expectHeld(mail);
    await mail.close();
  }

  /** In Chromium the host is a document of its own, which may go as well; in Firefox it is the event page. */
  const ends: readonly (readonly [string, () => Promise<void>, 'host' | 'no host'])[] =
    name === 'firefox'
      ? [['event page', () => endBackground(driven), 'host']]
      : [
          ['service worker', () => endBackground(driven), 'no host'],
          ['service worker and the document that looks up', endBoth, 'host'],
        ];

  async function endBoth(): Promise<void> {
    await control.evaluate('chrome.offscreen.closeDocument()');
    await endBackground(driven);
  }

  describe.each(ends)('the %s, ended', (_, end, ending) => {
    it('in a synchronisation: the old list or the new, whole, is what is said', async () => {
      const { publication = 1 } = (await settledStatus(control)).details?.list ?? {};
      const underway = new Promise<void>(resolve =>
        list.server.listen(({ path }) => path.startsWith('/segments/') && resolve()),
      );
      list.server.serve(publication + 1);
      const asked = askHost(control, 'sync').then(
        () => 'done',
        error => String(error),
      );
      await underway;
      await end();
      if (ending === 'host') expect(await asked).toContain('the host is gone');
      list.server.listen(undefined);
      const said = await popupSays();
      expect(said).toContain(PROTECTING);
      expect(said).toContain('List confirmed just now');
      await expectOneOf(control, list, [publication, publication + 1], await settledStatus(control));
      await syncTo(control, list, publication + 1);
      expect(await popupSays()).toContain(PROTECTING);
    });

    it('in a look-up: it is answered all the same', async () => {
      const page = await driven.openExtensionPage('popup.html');
      await page.waitForSelector('.state', { timeout: BUSY_MS });
      await page.type('#check', ALWAYS_LISTED);
      await Promise.all([page.click('.check button[type=submit]'), end()]);
      await page.waitForSelector('.check .result', { timeout: BUSY_MS });
      expect(await page.$eval('.check .result', result => result.textContent)).toContain('On the list');
      expect(await stateOf(page)).toContain(PROTECTING);
      await page.close();
    });

    it('while a page waits for its verdicts: Send is held, and the popup knows the page', async () => {
      const mail = await openMail();
      await end();
      await expectHeld(mail);
      expect((await readPopup(driven, MAIL)).heading).toBe('1 on this page is on the list');
      await expect.poll(() => toolbarOf(driven, MAIL)).toEqual(ONE_LISTED);
      await mail.close();
    });

    it('beside a page that has its verdicts: what comes to it later is looked up as well', async () => {
      const mail = await openMail();
      await expect.poll(() => banners(driven, mail)).toHaveLength(1);
      await end();
      await mail.evaluate(`document.body.append('newcomer1@example.com'); 0`);
      await expectHeld(mail);
      await expect
        .poll(async () => (await readPopup(driven, MAIL)).heading)
        .toMatch(/^[12] on this page (is|are) on the list$/);
      await mail.close();
    });
  });

  it.runIf(name === 'firefox')(
    'the event page, gone because it was idle: it comes back by itself',
    async () => {
      await quit();
      options = { ...options, firefoxIdleMs: IDLE_MS };
      await start();
      const mail = await openMail();
      await expect.poll(() => banners(driven, mail)).toHaveLength(1);
      await control.close();
      const extension = `WebExtensionPolicy.getByID(${JSON.stringify(EXTENSION_IDS.firefox)}).extension`;
      await expect.poll(() => inFirefoxWindow(driven, `${extension}.backgroundState`)).toBe('stopped');
      await expectHeld(mail);
      control = await openOptions(driven);
      expect(await popupSays()).toContain(PROTECTING);
      expect((await readPopup(driven, MAIL)).heading).toBe('1 on this page is on the list');
      await mail.close();
    },
  );

  it('the browser, started again without a network: protects before anything is fetched, and says so', async () => {
    await quit();
    list.server.serve(0);
    await start();
    const mail = await openMail();
    await expectHeld(mail);
    await settledStatus(control);
    await expect.poll(() => toolbarOf(driven, MAIL)).toEqual(ONE_LISTED);
    expect(await toolbarOf(driven)).toEqual({ text: '', title: 'Lethe' });
    await mail.close();
    const said = await popupSays();
    expect(said).toContain(PROTECTING);
    expect(said).toContain('List confirmed');
  });

  it('a profile, copied: both protect, and each follows the list by itself', async () => {
    await syncTo(control, list, 4);
    await quit();
    const here = options.profile;
    const there = join(folder, 'copy');
    await cp(String(here), there, { recursive: true });
    list.server.serve(4);
    options = { ...options, profile: there };
    await start();
    expect(await popupSays()).toContain(PROTECTING);
    await syncTo(control, list, 5);
    await quit();
    options = { ...options, profile: String(here) };
    list.server.serve(0);
    await start();
    await expectOneOf(control, list, [4], await settledStatus(control));
    expect(await popupSays()).toContain(PROTECTING);
    await syncTo(control, list, 5);
    await expectHeldInNewTab();
  });

  /**
   * Lets the browser find at its next start what it finds where `ms` have passed since it was last confirmed, by its clock.
   * @param publication what the server has by then; 0 where it doesn't answer
   */
  async function restartedAfter(ms: number, publication = 0): Promise<void> {
    const status = await readStatus(control);
    const { metadata, confirmedAt } = status;
    if (!metadata || confirmedAt === null) throw new Error('nothing was confirmed yet');
    const { root, targets, snapshot, timestamp } = metadata.expires;
    const expires = {
      root: root - ms,
      targets: targets - ms,
      snapshot: snapshot - ms,
      timestamp: timestamp - ms,
    };
    await writeStatus(control, {
      ...status,
      confirmedAt: confirmedAt - ms,
      metadata: { ...metadata, expires },
    });
    await quit();
    list.server.serve(publication);
    await start();
    await settledStatus(control);
  }

  /** The list is said to be old, for this reason, and whoever is listed held as ever. What the popup says. */
  async function expectOldList(reason: string): Promise<string> {
    const said = await popupSays();
    expect(said).toContain('state-amber Protecting with an older list');
    expect(said).toContain(reason);
    await expect.poll(() => toolbarOf(driven)).toEqual(OLD_LIST);
    await expectHeldInNewTab();
    return said;
  }

  async function expectOverWith(publication: number): Promise<void> {
    await syncTo(control, list, publication);
    const said = await popupSays();
    expect(said).toContain(PROTECTING);
    expect(said).toContain('List confirmed just now');
    await expect.poll(() => toolbarOf(driven)).toEqual({ text: '', title: 'Lethe' });
  }

  it('a month without a network: since when nobody is known, and whoever is listed held as ever', async () => {
    await syncTo(control, list, 5);
    await restartedAfter(31 * DAY_MS);
    const since = Date.now() - 31 * DAY_MS;
    const said = await expectOldList("The list's confirmation has run out.");
    expect(said).toMatch(new RegExp(`People added since ${dayPattern(since)}.* aren't known\\.`));
    await expectOverWith(6);
  });

  it('a clock that is a month behind: said, and whoever is listed held as ever', async () => {
    await syncTo(control, list, 6);
    await restartedAfter(-31 * DAY_MS);
    await expectOldList(CLOCK);
    await expectOverWith(6);
  });

  it('a clock that is a month ahead: said, not that the officer published nothing, and whoever is listed held as ever', async () => {
    await syncTo(control, list, 6);
    // To a clock that has been set ahead, all else is behind: what it kept, what is signed, and the server.
    list.server.say(Date.now() - 31 * DAY_MS);
    await restartedAfter(31 * DAY_MS, EXPIRED);
    await askHost(control, 'sync');
    expect(await expectOldList(CLOCK)).not.toContain("The list's confirmation has run out.");
    list.server.say();
    await expectOverWith(6);
  });

  it('a clock that was a day ahead and is right again: said until the list is confirmed anew, held as ever', async () => {
    await syncTo(control, list, 6);
    await restartedAfter(-DAY_MS);
    await expectOldList(CLOCK);
    await expectOverWith(6);
  });

  // In Chromium: see storage.test.ts. The last, since everything that was kept is lost.
  it.runIf(name === 'firefox')(
    'a database that does not open any more: said, nobody is clear by it, and enrolling anew mends it',
    async () => {
      await syncTo(control, list, 6);
      await quit();
      const kept = join(String(options.profile), 'storage/default');
      const files = await readdir(kept, { recursive: true });
      const databases = files.filter(file => /moz-extension.*\.sqlite$/.test(file));
      expect(databases).not.toEqual([]);
      for (const file of databases) {
        await writeFile(join(kept, file), new Uint8Array(65_536).fill(0x5a));
        await rm(join(kept, `${file}-wal`), { force: true });
      }
      await start();
      await settledStatus(control);
      expect(await popupSays()).toContain('state-rust Not protecting');
      await expectNothingClear(control);
      list.server.serve(6);
      await askHost(control, 'enrol', list.enrolmentCode);
      await syncTo(control, list, 6);
      await expectHeldInNewTab();
    },
  );
});

/** A day as the popup writes it, in whichever English the browser speaks. */
function dayPattern(time: number): string {
  const date = new Date(time);
  const [day, month] = [date.getDate(), date.toLocaleString('en', { month: 'long' })];
  return `(${day} ${month}|${month} ${day})`;
}
