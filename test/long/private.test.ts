import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildExtension } from '../e2e/harness/build-extension.ts';
import { type ChangingList, startChangingList } from '../e2e/harness/changing-list.ts';
import { launchFirefox } from '../e2e/harness/firefox.ts';
import { type Hosts, startHosts } from '../e2e/harness/hosts.ts';
import { askHost } from '../e2e/harness/stored-list.ts';

let folder: string;
let extension: string;
let hosts: Hosts;
let list: ChangingList;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-private-'));
  hosts = await startHosts();
  extension = await buildExtension(folder, 'firefox');
  list = await startChangingList({ entries: 20_000, changed: 200, publications: 2 });
});

afterAll(async () => {
  await list?.remove();
  await hosts?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

it('a Firefox that keeps nothing says so, and is not enrolled in vain', async () => {
  const profile = join(folder, 'profile');
  const options = { extension, hostsPort: hosts.port, headless: true, profile, firefoxPrivate: true };
  const driven = await launchFirefox(options);
  try {
    const page = await driven.openExtensionPage('options.html');
    await page.waitForSelector('.state', { timeout: 30_000 });
    list.server.serve(1);
    await expect(askHost(page, 'enrol', list.enrolmentCode)).rejects.toThrow();
    const { protection } = await askHost(page, 'status');
    expect(protection).toMatchObject({ state: 'not-protecting', problem: { code: 'private-browsing' } });
    expect((await askHost(page, 'check', 'always@example.com')).state).toBe('unknown');
    await page.waitForFunction(() => document.querySelector('.state')?.textContent?.includes('keep nothing'));
  } finally {
    await driven.close();
  }
});
