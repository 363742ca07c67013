import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll } from 'vitest';
import { buildExtension } from './build-extension.ts';
import { type ChangingList, type ChangingListOptions, startChangingList, syncTo } from './changing-list.ts';
import { launchChromium } from './chromium.ts';
import { BUSY_MS, type DrivenBrowser } from './driven-browser.ts';
import { type Hosts, startHosts } from './hosts.ts';
import { askHost } from './stored-list.ts';

/** A changing list for the tests of one file, and Chromiums that read it, each in a profile of its own. */
export interface ChangingListBrowser {
  readonly folder: string;
  readonly extension: string;
  readonly hosts: Hosts;
  readonly list: ChangingList;
  /** Starts a browser in this profile, with its options page; `from` is the extension where it isn't the one that was built. */
  start(profile: string, from?: string): Promise<{ driven: DrivenBrowser; page: Page }>;
  /** Enrols that browser and brings it the first publication. */
  enrolled(page: Page): Promise<void>;
}

export function changingListBrowser(options: ChangingListOptions): ChangingListBrowser {
  let ready: { folder: string; extension: string; hosts: Hosts; list: ChangingList };
  let folder: string;
  let hosts: Hosts | undefined;
  let list: ChangingList | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lethe-storage-'));
    hosts = await startHosts();
    const extension = await buildExtension(folder, 'chromium');
    list = await startChangingList(options);
    ready = { folder, extension, hosts, list };
  });

  afterAll(async () => {
    await list?.remove();
    await hosts?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  return {
    get folder() {
      return ready.folder;
    },
    get extension() {
      return ready.extension;
    },
    get hosts() {
      return ready.hosts;
    },
    get list() {
      return ready.list;
    },
    async start(profile, from = ready.extension) {
      const hostsPort = ready.hosts.port;
      const driven = await launchChromium({ extension: from, hostsPort, headless: true, profile });
      const page = await driven.openExtensionPage('options.html');
      await page.waitForSelector('.state', { timeout: BUSY_MS });
      return { driven, page };
    },
    async enrolled(page) {
      ready.list.server.serve(1);
      await askHost(page, 'enrol', ready.list.enrolmentCode);
      await syncTo(page, ready.list, 1);
    },
  };
}
