import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildExtension } from '../e2e/harness/build-extension.ts';
import { type ChangingList, expectOneOf, startChangingList, syncTo } from '../e2e/harness/changing-list.ts';
import { launchChromium } from '../e2e/harness/chromium.ts';
import { BUSY_MS } from '../e2e/harness/driven-browser.ts';
import { launchFirefox } from '../e2e/harness/firefox.ts';
import { type Hosts, startHosts } from '../e2e/harness/hosts.ts';
import { askHost } from '../e2e/harness/stored-list.ts';
import { ONLY_ROOT, type SmallDisk, smallDisk } from '../unit/cli/small-disk.ts';

// The profile of a browser lies on a disk that is filled to the last byte.

let folder: string;
let hosts: Hosts;
let list: ChangingList;
let disk: SmallDisk | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-full-disk-'));
  hosts = await startHosts();
  list = await startChangingList({ entries: 100_000, changed: 200, publications: 2 });
  disk = await smallDisk(400);
});

afterAll(async () => {
  await disk?.remove();
  await list?.remove();
  await hosts?.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each([
  ['chromium', launchChromium],
  ['firefox', launchFirefox],
] as const)('%s on a full disk', (name, launch) => {
  it('protects by the list that it has, says that it could not store the next, and stores it once there is room', async context => {
    if (!disk) return context.skip(ONLY_ROOT);
    const extension = await buildExtension(folder, name);
    const profile = join(disk.folder, name);
    await mkdir(profile);
    const driven = await launch({ extension, hostsPort: hosts.port, headless: true, profile });
    let filling: string | undefined;
    try {
      const page = await driven.openExtensionPage('options.html');
      await page.waitForSelector('.state', { timeout: BUSY_MS });
      list.server.serve(1);
      await askHost(page, 'enrol', list.enrolmentCode);
      await syncTo(page, list, 1);
      filling = await disk.fill();
      list.server.serve(2);
      const full = await askHost(page, 'sync');
      expect(full.problem?.code).toBe('quota');
      expect(full.protection.state).not.toBe('not-protecting');
      await expectOneOf(page, list, [1], full);
      await rm(filling);
      await syncTo(page, list, 2);
    } finally {
      await driven.close();
      if (filling) await rm(filling, { force: true });
    }
  }, 300_000);
});
