import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateChromeMessages, parseMessagesText } from '@wxt-dev/i18n/build';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { decodeEnrolment } from '../../utils/enrolment/code.ts';
import { canonicalForms } from '../../utils/identifier/versions.ts';
import { digestOf, importDigestKey, prefixOf } from '../../utils/scheme/digest.ts';
import { buildExtension, ROOT } from './harness/build-extension.ts';
import { launchChromium } from './harness/chromium.ts';
import type { DrivenBrowser } from './harness/driven-browser.ts';
import { enrol } from './harness/extension-pages.ts';
import type { BrowserName } from './harness/find-browser.ts';
import { launchFirefox } from './harness/firefox.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';
import { createOrganisation } from './harness/organisation.ts';
import { paintedMarks } from './harness/painted-marks.ts';

const LAUNCH = { chromium: launchChromium, firefox: launchFirefox } as const;

/** Listed; not listed though its prefix is, so that a lookup costs a tag; with a prefix that nobody has. */
export const WORLDS = ['listed', 'near', 'clear'] as const;
export type World = (typeof WORLDS)[number];

/** The whole way of a verdict, with addresses of one width from each world; none is given out twice. */
export interface LeakWorlds {
  readonly driven: DrivenBrowser;
  next(world: World): string;
  /** An empty page at a host of its own, in a tab that the lookup has not seen. */
  openPage(): Promise<Page>;
  close(): Promise<void>;
}

/** @param count addresses of each world */
export async function createLeakWorlds(name: BrowserName, count: number): Promise<LeakWorlds> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-leaks-'));
  const organisation = await createOrganisation('Northwind', folder);
  const listed = new Set<string>();
  while (listed.size < Math.max(count, 300)) listed.add(randomAddress());
  const file = join(folder, 'list.csv');
  await writeFile(file, [...listed].join('\n'));
  const dir = ['--dir', organisation.folder];
  await organisation.lethe('import', file, '--reference', 'IMPORT-1', '--basis', 'erasure', '--yes', ...dir);
  const published = await organisation.lethe('publish', ...dir);
  await organisation.serve();
  const code = await organisation.enrolmentCode();
  const { near, clear } = await unlisted(
    code,
    [...listed],
    count,
    Number(/(\d+) entries/.exec(published)?.[1]),
  );
  const left: Record<World, string[]> = { listed: [...listed].slice(0, count), near, clear };

  const hosts: Hosts = await startHosts();
  hosts.serve(HOST, url =>
    url.pathname === '/'
      ? { type: 'text/html; charset=utf-8', body: EMPTY_PAGE, headers: { 'content-security-policy': POLICY } }
      : undefined,
  );
  const extension = await buildExtension(folder, name);
  const driven = await LAUNCH[name]({ extension, hostsPort: hosts.port, headless: true });
  await enrol(driven, code);

  return {
    driven,
    next(world) {
      const address = left[world].pop();
      if (!address) throw new Error(`no address of the world "${world}" is left: ask for more than ${count}`);
      return address;
    },
    async openPage() {
      const page = await driven.browser.newPage();
      await page.goto(`${HOST}/`);
      return page;
    },
    async close() {
      await driven.close();
      await hosts.close();
      await organisation.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Proof that a page of these worlds is read at all: one listed address gets its mark, and goes again. */
export async function expectMarked({ driven, next }: LeakWorlds, page: Page): Promise<void> {
  await page.evaluate(address => {
    document.querySelector('#stage')?.replaceChildren(address);
  }, next('listed'));
  await expect.poll(async () => (await paintedMarks(driven, page)).length, { timeout: 20_000 }).toBe(1);
  await page.evaluate(() => document.querySelector('#stage')?.replaceChildren());
  await expect.poll(async () => (await paintedMarks(driven, page)).length, { timeout: 20_000 }).toBe(0);
}

/**
 * What Lethe says in every language that it speaks, as pieces between the parts that are filled in.
 * @param part of the wording, such as "mark"; absent for all of it
 */
export async function spokenPhrases(part = ''): Promise<string[]> {
  const folder = join(ROOT, 'utils/wording');
  const phrases = new Set<string>();
  for (const file of await readdir(folder)) {
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

/** A violation of the policy, by a style or a request, would come back as an event. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval'";

const EMPTY_PAGE = `<!doctype html><html lang="en"><head><title>Page</title><style>
  body { font: 15px/1.5 monospace; margin: 20px } #stage { height: 30px }
</style></head><body><div id="stage"></div></body></html>`;

async function unlisted(
  code: string,
  listed: readonly string[],
  count: number,
  publishedEntries: number,
): Promise<{ near: string[]; clear: string[] }> {
  const decoded = decodeEnrolment(code);
  if (!decoded.ok) throw new Error(decoded.detail);
  const key = await importDigestKey(decoded.enrolment.digestKey);
  const starts = async (address: string) => {
    const digests: number[] = [];
    for (const form of canonicalForms('email', address)) {
      if (!form.ok) throw new Error(`no address: ${form.reason}`);
      digests.push(prefixOf(await digestOf(key, form.identifier), 32));
    }
    return digests;
  };
  const entries = (await Promise.all(listed.map(starts))).flat();
  const bits = Math.max(10, Math.floor(Math.log2(16 * publishedEntries)));
  const prefixes = new Set(entries.map(start => start >>> (32 - bits)));
  const near: string[] = [];
  const clear: string[] = [];
  while (near.length < count || clear.length < count) {
    const address = randomAddress();
    const isNear = (await starts(address)).some(start => prefixes.has(start >>> (32 - bits)));
    (isNear ? near : clear).push(address);
  }
  return { near: near.slice(0, count), clear: clear.slice(0, count) };
}

/** As wide as every other in a font of one width. */
function randomAddress(): string {
  const letters = crypto.getRandomValues(new Uint8Array(12));
  return `${Array.from(letters, byte => String.fromCharCode(97 + (byte % 26))).join('')}@example.com`;
}
