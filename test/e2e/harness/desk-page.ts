import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { BUSY_MS, type DrivenBrowser, type Launch, type LaunchOptions } from './driven-browser.ts';

/** The desk, as an officer uses it, in a browser that saves into a folder without asking. */
export interface DeskPage {
  readonly driven: DrivenBrowser;
  readonly page: Page;
  /** Types each answer into the field of that id. */
  fill(answers: Readonly<Record<string, string>>): Promise<void>;
  /** Marks what is in the field, so that what is typed next takes its place. */
  select(selector: string): Promise<void>;
  click(selector: string): Promise<void>;
  press(selector: string, thenSees: string, timeout?: number): Promise<void>;
  /** Empty where there is no such element. */
  textOf(selector: string): Promise<string>;
  /** Presses, and reads what is saved by it, once it is whole. */
  saved(selector: string, file: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Puts a file that was saved into a field. */
  giveBack(selector: string, file: string): Promise<void>;
  /** The page closed and opened again. */
  again(): Promise<DeskPage>;
}

/** @param folder for the profile, and for what is saved */
export async function launchDesk(launch: Launch, options: LaunchOptions, folder: string): Promise<DeskPage> {
  const downloads = join(folder, 'downloads');
  const profile = join(folder, 'profile');
  await mkdir(downloads);
  await mkdir(profile);
  // Read by Firefox alone.
  await writeFile(join(profile, 'prefs.js'), downloadPreferences(downloads));
  const driven = await launch({ ...options, profile });
  return openDesk(driven, downloads);
}

async function openDesk(driven: DrivenBrowser, downloads: string): Promise<DeskPage> {
  const page = await driven.openExtensionPage('desk.html');
  if (driven.name === 'chromium') {
    const session = await page.createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  }
  /** Not by the mouse: once it has saved a file, Firefox's driver finds no place to click at. */
  const click = (selector: string) =>
    page.$eval(selector, element => {
      if (element instanceof HTMLElement) element.click();
    });
  return {
    driven,
    page,
    click,
    async fill(answers) {
      for (const [name, value] of Object.entries(answers)) await page.type(`#${name}`, value);
    },
    select: selector =>
      page.$eval(selector, field => {
        if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
        field.focus();
        field.select();
      }),
    async press(selector, thenSees, timeout = BUSY_MS) {
      await click(selector);
      await page.waitForSelector(thenSees, { timeout });
    },
    textOf: selector => page.$eval(selector, element => element.textContent ?? '').catch(() => ''),
    async saved(selector, file) {
      await rm(join(downloads, file), { force: true });
      await click(selector);
      await expect
        .poll(() => readdir(downloads), { timeout: BUSY_MS })
        .toEqual(expect.toSatisfy((names: string[]) => names.includes(file) && !names.some(isUnfinished)));
      return new Uint8Array(await readFile(join(downloads, file)));
    },
    async giveBack(selector, file) {
      const input = await (await page.$(selector))?.toElement('input');
      await input?.uploadFile(join(downloads, file));
    },
    async again() {
      // A reload of an extension's page never ends for Firefox's driver.
      await page.close();
      return openDesk(driven, downloads);
    },
  };
}

/** As browsers name a file that is being saved. */
function isUnfinished(name: string): boolean {
  return /\.(?:part|crdownload)$/u.test(name);
}

/** Where Firefox saves without asking. */
function downloadPreferences(downloads: string): string {
  const preferences = {
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
    'browser.download.useDownloadDir': true,
    'browser.download.always_ask_before_handling_new_types': false,
    'browser.download.alwaysOpenPanel': false,
  };
  return Object.entries(preferences)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}
