import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Status } from '../../utils/lookup/page-api.ts';
import { expectNothingClear, expectOneOf, settledStatus } from './harness/changing-list.ts';
import { changingListBrowser } from './harness/changing-list-browser.ts';
import { EXTENSION_ID, launchChromium } from './harness/chromium.ts';
import { PHASES, startKillRun } from './harness/kill-run.ts';
import { askHost } from './harness/stored-list.ts';

const browsers = changingListBrowser({ entries: 20_000, changed: 200, publications: 5 });

// test/long/kill.test.ts does it two hundred times, over a larger list.
it('a browser killed in the midst of a synchronisation has the old list or the new, whole', async () => {
  const run = await startKillRun({
    list: browsers.list,
    launch: launchChromium,
    extension: browsers.extension,
    hostsPort: browsers.hosts.port,
  });
  for (const phase of PHASES) expect((await run.kill(phase)).phase).toBe(phase);
  await run.close();
});

describe('the database on the disk, damaged between two starts', () => {
  let profile: string;

  beforeAll(async () => {
    profile = join(browsers.folder, 'profile');
    const { driven, page } = await browsers.start(profile);
    await browsers.enrolled(page);
    await driven.close();
  });

  /** What a start with a damaged copy of the profile comes to, before and after a synchronisation. */
  async function startedWith(
    damage: (database: string) => Promise<void>,
  ): Promise<readonly [Status, Status]> {
    const { folder, list } = browsers;
    const copy = join(folder, 'damaged');
    await rm(copy, { recursive: true, force: true });
    await cp(profile, copy, { recursive: true });
    await damage(join(copy, 'Default/IndexedDB', `chrome-extension_${EXTENSION_ID}_0.indexeddb`));
    list.server.serve(0);
    const { driven, page } = await browsers.start(copy);
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
