import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { textOf, wordsOf } from '../unit/wording/languages.ts';
import { buildExtension } from './harness/build-extension.ts';
import type { DrivenBrowser } from './harness/driven-browser.ts';
import { browsersHere } from './harness/every-browser.ts';
import { chooseLanguage, enrol, openOptions } from './harness/extension-pages.ts';
import { banners, openDialog, press, sendButton, sentBy, waitForDialog } from './harness/hold.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';
import { createOrganisation, type Organisation } from './harness/organisation.ts';
import { settledMarks } from './harness/painted-marks.ts';
import { serveStandIns, standIn } from './harness/stand-ins.ts';

let organisation: Organisation;

beforeAll(async () => {
  organisation = await createOrganisation('Northwind');
  const dir = ['--dir', organisation.folder];
  await organisation.lethe('add', people.mira.address, '--reference', 'CASE-1', '--basis', 'erasure', ...dir);
  await organisation.lethe('publish', ...dir);
  await organisation.serve();
});

afterAll(() => organisation?.remove());

/** What is said in a language by a key, with texts in their places. */
async function said(language: string, key: string, ...texts: readonly string[]): Promise<string> {
  const forms = (await wordsOf(language)).get(key);
  if (!forms) throw new Error(`there are no words for ${key}`);
  return textOf(forms).replace(/\$(\d)/g, (_, place) => texts[Number(place) - 1] ?? '');
}

describe.each(browsersHere)('%s', (name, launch) => {
  let folder: string;
  let hosts: Hosts;
  let driven: DrivenBrowser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lethe-languages-'));
    hosts = await startHosts();
    serveStandIns(hosts);
    const extension = await buildExtension(folder, name);
    // Distributions leave all but English out of browsers themselves: German takes the place of the extension's default.
    const words = join(extension, '_locales');
    await cp(join(words, 'de'), join(words, 'en'), { recursive: true });
    driven = await launch({ extension, hostsPort: hosts.port, headless: true });
  });

  afterAll(async () => {
    await driven?.close();
    await hosts?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('pages speak the language that the rep chose, and the browser’s again when they wish', async () => {
    const french = await wordsOf('fr');
    let page = await openOptions(driven);
    await page.select('#language', 'fr');
    await page.waitForFunction(() => document.documentElement.lang === 'fr');
    expect(await page.title()).toBe(french.get('options.title')?.n);
    const popup = await driven.openExtensionPage('popup.html');
    await popup.waitForSelector('.state h2');
    expect(await popup.$eval('.state h2', title => title.textContent)).toBe(
      french.get('status.notProtecting')?.n,
    );
    await popup.close();
    await page.waitForSelector('#language');
    await page.select('#language', '');
    await page.waitForFunction(() => document.documentElement.lang === 'de');
    await page.close();
    page = await openOptions(driven);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    await page.close();
  });

  it('a page in German says its words and its title in German, and that it is', async () => {
    const german = await wordsOf('de');
    const page = await openOptions(driven);
    const said = await page.evaluate(() => ({
      language: document.documentElement.lang,
      title: document.title,
      state: document.querySelector('.state h2')?.textContent,
    }));
    expect(said).toEqual({
      language: 'de',
      title: german.get('options.title')?.n,
      state: german.get('status.notProtecting')?.n,
    });
  });

  const bannerOf = async (page: Page) => (await banners(driven, page)).join();

  /** Presses the stand-in's Send and answers that it isn't to go out; the dialog in between. */
  async function held(page: Page): Promise<{ title: string; text: string; lang: unknown }> {
    const { x, y } = await sendButton(page);
    await page.bringToFront();
    await page.mouse.click(x, y);
    const { title, text } = await waitForDialog(driven, page);
    const lang = await driven.inOverlay(
      page,
      root => root.querySelector<HTMLElement>('dialog[open]')?.lang ?? '',
    );
    await press(driven, page, 'cancel');
    await expect.poll(() => openDialog(driven, page)).toBeUndefined();
    return { title, text, lang };
  }

  /** The card beside the one mark of a page, by the pointer. */
  async function cardOn(page: Page): Promise<unknown> {
    await page.bringToFront();
    await expect.poll(async () => (await settledMarks(driven, page)).length).toBeGreaterThan(0);
    const [mark] = await settledMarks(driven, page);
    await page.mouse.move(1, 1);
    await page.mouse.move((mark?.line.x ?? 0) + 10, (mark?.line.y ?? 0) - 4);
    const look = () =>
      driven.inOverlay(page, root => {
        const card = root.querySelector<HTMLElement>('.card.shown');
        return card && [card.querySelector('.title')?.textContent ?? '', card.lang];
      });
    await expect.poll(look).not.toBeNull();
    return look();
  }

  it('card, banner and dialog in other people’s pages speak the chosen language, and another in a page that is open', async () => {
    await enrol(driven, await organisation.enrolmentCode());
    const name = people.mira.name;
    await chooseLanguage(driven, 'nl');
    const list = await driven.browser.newPage();
    await list.goto(standIn('Salesforce list view').url, { waitUntil: 'domcontentloaded' });
    expect(await cardOn(list)).toEqual([await said('nl', 'mark.asked'), 'nl']);
    const mail = await driven.browser.newPage();
    await mail.goto(standIn('Gmail compose').url, { waitUntil: 'domcontentloaded' });
    await expect
      .poll(() => bannerOf(mail))
      .toBe(
        await said(
          'nl',
          'banner.listed',
          await said('nl', 'banner.person', name, await said('nl', 'field.to')),
        ),
      );
    expect(await held(mail)).toEqual({
      title: await said('nl', 'hold.titleAll', name),
      text: expect.stringContaining(await said('nl', 'hold.cancel')),
      lang: 'nl',
    });

    await chooseLanguage(driven, 'fr');
    expect(await cardOn(list)).toEqual([await said('fr', 'mark.asked'), 'fr']);
    expect(await held(mail)).toMatchObject({ title: await said('fr', 'hold.titleAll', name), lang: 'fr' });
    await chooseLanguage(driven, '', 'de');
    expect(await cardOn(list)).toEqual([await said('de', 'mark.asked'), 'de']);
    expect(await held(mail)).toMatchObject({ title: await said('de', 'hold.titleAll', name), lang: 'de' });
    expect(await sentBy(mail)).toEqual([]);
    await list.close();
    await mail.close();
  }, 240_000);
});
