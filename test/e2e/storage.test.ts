import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Status } from '../../utils/lookup/page-api.ts';
import { buildExtension } from './harness/build-extension.ts';
import {
  type ChangingList,
  expectNothingClear,
  expectOneOf,
  settledStatus,
  startChangingList,
  syncTo,
} from './harness/changing-list.ts';
import { EXTENSION_ID, launchChromium } from './harness/chromium.ts';
import { BUSY_MS, type DrivenBrowser } from './harness/driven-browser.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';
import { PHASES, startKillRun } from './harness/kill-run.ts';
import { askHost } from './harness/stored-list.ts';

let folder: string;
let extension: string;
let hosts: Hosts;
let list: ChangingList;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-storage-'));
  hosts = await startHosts();
  extension = await buildExtension(folder, 'chromium');
  list = await startChangingList({ entries: 20_000, changed: 200, publications: 5 });
});

afterAll(async () => {
  await list?.remove();
  await hosts?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function start(profile: string): Promise<{ driven: DrivenBrowser; page: Page }> {
  const driven = await launchChromium({ extension, hostsPort: hosts.port, headless: true, profile });
  const page = await driven.openExtensionPage('options.html');
  await page.waitForSelector('.state', { timeout: BUSY_MS });
  return { driven, page };
}

async function enrolled(page: Page): Promise<void> {
  list.server.serve(1);
  await askHost(page, 'enrol', list.enrolmentCode);
  await syncTo(page, list, 1);
}

// test/long/kill.test.ts does it two hundred times, over a larger list.
it('a browser killed in the midst of a synchronisation has the old list or the new, whole', async () => {
  const run = await startKillRun({
    list,
    launch: launchChromium,
    extension,
    hostsPort: hosts.port,
  });
  for (const phase of PHASES) expect((await run.kill(phase)).phase).toBe(phase);
  await run.close();
});

describe('the database on the disk, damaged between two starts', () => {
  let profile: string;

  beforeAll(async () => {
    profile = join(folder, 'profile');
    const { driven, page } = await start(profile);
    await enrolled(page);
    await driven.close();
  });

  /** What a start with a damaged copy of the profile comes to, before and after a synchronisation. */
  async function startedWith(
    damage: (database: string) => Promise<void>,
  ): Promise<readonly [Status, Status]> {
    const copy = join(folder, 'damaged');
    await rm(copy, { recursive: true, force: true });
    await cp(profile, copy, { recursive: true });
    await damage(join(copy, 'Default/IndexedDB', `chrome-extension_${EXTENSION_ID}_0.indexeddb`));
    list.server.serve(0);
    const { driven, page } = await start(copy);
    try {
      const found = await settledStatus(page);
      await expectNothingClear(page);
      list.server.serve(1);
      const synced = await askHost(page, 'sync');
      if (synced.protection.state === 'protecting') await expectOneOf(page, list, [1], synced);
      else await expectNothingClear(page);
      return [found, synced];
    } finally {
      await driven.close();
    }
  }

  it("the list's arrays with turned bits: not protecting, until a synchronisation has fetched them anew", async () => {
    const [found, synced] = await startedWith(async database => {
      for (const file of await filesBelow(`${database}.blob`)) await turnBits(file);
    });
    expect(found.protection).toMatchObject({
      state: 'not-protecting',
      problem: { code: 'store-broken', detail: expect.stringContaining('blocklist') },
    });
    expect(synced.protection.state).toBe('protecting');
  });

  it('a database that does not open any more: said', async () => {
    const [found, synced] = await startedWith(database =>
      writeFile(join(`${database}.leveldb`, 'CURRENT'), 'MANIFEST-000009\n'),
    );
    for (const { protection } of [found, synced]) {
      expect(protection).toMatchObject({ state: 'not-protecting', problem: { code: 'store-broken' } });
    }
  });
});

async function filesBelow(folderPath: string): Promise<string[]> {
  const entries = await readdir(folderPath, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

/** One bit in every two thousand bytes. */
async function turnBits(file: string): Promise<void> {
  const bytes = await readFile(file);
  for (let at = 1_000; at < bytes.length; at += 2_000) bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
  await writeFile(file, bytes);
}
