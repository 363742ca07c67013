import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../unit/wording/languages.ts';
import { buildExtension } from './harness/build-extension.ts';
import type { DrivenBrowser } from './harness/driven-browser.ts';
import { browsersHere } from './harness/every-browser.ts';
import { openOptions } from './harness/extension-pages.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';

describe.each(browsersHere)('%s', (name, launch) => {
  let folder: string;
  let hosts: Hosts;
  let driven: DrivenBrowser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lethe-languages-'));
    hosts = await startHosts();
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
});
