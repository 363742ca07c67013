import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { wordsOf } from '../unit/wording/languages.ts';
import { buildExtension } from './harness/build-extension.ts';
import { launchChromium } from './harness/chromium.ts';
import type { DrivenBrowser } from './harness/driven-browser.ts';
import { openOptions } from './harness/extension-pages.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';

let folder: string;
let hosts: Hosts;
let driven: DrivenBrowser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-languages-'));
  hosts = await startHosts();
  const extension = await buildExtension(folder, 'chromium');
  // Distributions leave all but English out of Chromium itself: German takes the place of the extension's default.
  const words = join(extension, '_locales');
  await cp(join(words, 'de'), join(words, 'en'), { recursive: true });
  driven = await launchChromium({ extension, hostsPort: hosts.port, headless: true });
});

afterAll(async () => {
  await driven?.close();
  await hosts?.close();
  await rm(folder, { recursive: true, force: true });
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
