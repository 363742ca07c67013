import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateChromeMessages, parseMessagesText } from '@wxt-dev/i18n/build';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import type { Blocklist } from '../../utils/blocklist/blocklist.ts';
import { decodeEnrolment } from '../../utils/enrolment/code.ts';
import { canonicalForms } from '../../utils/identifier/versions.ts';
import { digestOf, importDigestKey, prefixOf } from '../../utils/scheme/digest.ts';
import { buildExtension, ROOT } from './harness/build-extension.ts';
import { launchChromium } from './harness/chromium.ts';
import type { DrivenBrowser } from './harness/driven-browser.ts';
import { chooseLanguage, enrol, openOptions } from './harness/extension-pages.ts';
import type { BrowserName } from './harness/find-browser.ts';
import { launchFirefox } from './harness/firefox.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';
import { createOrganisation } from './harness/organisation.ts';
import { paintedMarks } from './harness/painted-marks.ts';

const LAUNCH = { chromium: launchChromium, firefox: launchFirefox } as const;

/** Listed; not listed though its prefix is, so that a lookup costs a tag; with a prefix that nobody has. */
export const WORLDS = ['listed', 'near', 'clear'] as const;
export type World = (typeof WORLDS)[number];

/** Not the browser's, so that its words are put into each frame before Lethe says something there. */
const SPOKEN = 'de';

/** The whole way of a verdict, with addresses of one width from each world; none is given out twice. */
export interface LeakWorlds {
  readonly driven: DrivenBrowser;
  next(world: World): string;
  /** An empty page at a host of its own, in a tab that the lookup has not seen. */
  openPage(): Promise<Page>;
  /** The same page where Lethe isn't. */
  openPageWithoutLethe(): Promise<Page>;
  close(): Promise<void>;
}

/** @param count addresses of each world */
export async function createLeakWorlds(name: BrowserName, count: number): Promise<LeakWorlds> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-leaks-'));
  const organisation = await createOrganisation('Northwind', folder);
  const listed = new Set<string>();
  while (listed.size < count) listed.add(randomAddress());
  const file = join(folder, 'list.csv');
  await writeFile(file, [...listed].join('\n'));
  const dir = ['--dir', organisation.folder];
  await organisation.lethe('import', file, '--reference', 'IMPORT-1', '--basis', 'erasure', '--yes', ...dir);
  await organisation.lethe('publish', ...dir);
  await organisation.serve();
  const code = await organisation.enrolmentCode();
  const hosts: Hosts = await startHosts();
  for (const origin of [HOST, UNWATCHED_HOST]) {
    hosts.serve(origin, url =>
      url.pathname === '/'
        ? { type: 'text/html; charset=utf-8', body: EMPTY_PAGE, headers: HEADERS }
        : undefined,
    );
  }
  const extension = await buildExtension(folder, name);
  const driven = await LAUNCH[name]({ extension, hostsPort: hosts.port, headless: true });
  await enrol(driven, code);
  await chooseLanguage(driven, SPOKEN);
  const { near, clear } = await unlisted(code, await publishedPrefixes(driven), count);
  const left: Record<World, string[]> = { listed: [...listed], near, clear };

  async function open(origin: string): Promise<Page> {
    const page = await driven.browser.newPage();
    await page.goto(`${origin}/`);
    return page;
  }

  return {
    driven,
    next(world) {
      const address = left[world].pop();
      if (!address) throw new Error(`no address of the world "${world}" is left: ask for more than ${count}`);
      return address;
    },
    openPage: () => open(HOST),
    openPageWithoutLethe: () => open(UNWATCHED_HOST),
    async close() {
      await driven.close();
      await hosts.close();
      await organisation.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Proof that a page of these worlds is read at all: one listed address gets its mark, with a card in the chosen language, and goes
 * again. The pointer stays where addresses will stand: the card is up beside listed ones.
 */
export async function expectMarked({ driven, next }: LeakWorlds, page: Page): Promise<void> {
  await page.evaluate(address => {
    document.querySelector('#stage')?.replaceChildren(address);
  }, next('listed'));
  await expect.poll(async () => (await paintedMarks(driven, page)).length).toBe(1);
  await page.mouse.move(60, 32);
  await expect
    .poll(() => driven.inOverlay(page, root => root.querySelector<HTMLElement>('.card.shown')?.lang ?? ''))
    .toBe(SPOKEN);
  await page.evaluate(() => document.querySelector('#stage')?.replaceChildren());
  await expect.poll(async () => (await paintedMarks(driven, page)).length).toBe(0);
}

/**
 * What Lethe says in every language that it speaks, and the organisation's name, as pieces between the parts that are filled in.
 * @param part of the wording, such as "mark"; absent for all of it
 */
export async function spokenPhrases(part = ''): Promise<string[]> {
  const folder = join(ROOT, 'utils/wording');
  const phrases = new Set<string>(['Northwind']);
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.yml')) continue;
    const words = generateChromeMessages(
      parseMessagesText(await readFile(join(folder, file), 'utf8'), 'YAML'),
    );
    for (const [key, { message }] of Object.entries(words)) {
      if (!key.startsWith(part)) continue;
      for (const piece of message.split(/\$\d|\|/)) if (piece.trim().length > 3) phrases.add(piece.trim());
    }
  }
  return [...phrases];
}

/** Of a site that Lethe is put into, without compose windows. */
const HOST = 'https://northwind.my.salesforce.com';
const UNWATCHED_HOST = 'https://page.test';

const HEADERS = {
  // A violation of the policy, by a style or a request, would come back as an event.
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval'; worker-src blob:",
  // An isolated page has the finest clock that browsers give: 5 µs in Chromium, 20 in Firefox.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

const EMPTY_PAGE = `<!doctype html><html lang="en"><head><title>Page</title><style>
  body { font: 15px/1.5 monospace; margin: 20px } #stage { height: 30px }
</style></head><body><div id="stage"></div></body></html>`;

/** The prefixes of every entry, the decoys' too: read past Lethe's own code from where it keeps the list. */
async function publishedPrefixes(driven: DrivenBrowser): Promise<Prefixes> {
  const page = await openOptions(driven);
  try {
    return await page.evaluate(async () => {
      const opening = indexedDB.open('lethe');
      await new Promise(resolve => opening.addEventListener('success', resolve));
      const reading = opening.result.transaction('blocklist').objectStore('blocklist').get('current');
      await new Promise(resolve => reading.addEventListener('success', resolve));
      opening.result.close();
      const list: Blocklist = reading.result;
      return { bits: list.prefixBits, values: [...list.entries.prefixes] };
    });
  } finally {
    await page.close();
  }
}

interface Prefixes {
  readonly bits: number;
  readonly values: readonly number[];
}

async function unlisted(
  code: string,
  { bits, values }: Prefixes,
  count: number,
): Promise<{ near: string[]; clear: string[] }> {
  const decoded = decodeEnrolment(code);
  if (!decoded.ok) throw new Error(decoded.detail);
  const key = await importDigestKey(decoded.enrolment.digestKey);
  const published = new Set(values);
  const near: string[] = [];
  const clear: string[] = [];
  while (near.length < count || clear.length < count) {
    const address = randomAddress();
    let isNear = false;
    for (const form of canonicalForms('email', address)) {
      if (!form.ok) throw new Error(`no address: ${form.reason}`);
      if (published.has(prefixOf(await digestOf(key, form.identifier), bits))) isNear = true;
    }
    (isNear ? near : clear).push(address);
  }
  return { near: near.slice(0, count), clear: clear.slice(0, count) };
}

/** As wide as every other in a font of one width. */
function randomAddress(): string {
  const letters = crypto.getRandomValues(new Uint8Array(12));
  return `${Array.from(letters, byte => String.fromCharCode(97 + (byte % 26))).join('')}@example.com`;
}
