import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { type ChangingList, expectOneOf, settledStatus, syncTo } from './changing-list.ts';
import { BUSY_MS, type DrivenBrowser, type Launch } from './driven-browser.ts';
import { readyToKill } from './kill.ts';
import type { ListServer } from './list-server.ts';
import { askHost } from './stored-list.ts';

/** Where in a synchronisation a browser is killed: `apply` is from the segment's last byte to the end of the swap. */
export const PHASES = ['metadata', 'download', 'apply'] as const;
export type Phase = (typeof PHASES)[number];

/** One kill and what was found afterwards. */
export interface Kill {
  readonly phase: Phase;
  /** From the phase's beginning to the kill. */
  readonly afterMs: number;
  /** The list in force at the next start. */
  readonly found: 'old' | 'new';
}

export interface KillRun {
  /** Enrols, and measures how long a synchronisation is in each phase. */
  readonly phaseMs: Readonly<Record<Phase, number>>;
  /** Kills a browser in the midst of a synchronisation to the next publication, and looks what is there at the next start. */
  kill(phase: Phase): Promise<Kill>;
  close(): Promise<void>;
}

export interface KillRunOptions {
  readonly list: ChangingList;
  readonly launch: Launch;
  readonly extension: string;
  /** A port at which nothing needs to answer but the list, which has its own. */
  readonly hostsPort: number;
}

/** Beyond the measured end of a phase, since some synchronisations are slower than the measured one. */
const REACH = 1.3;

/** The browser's own polls are minutes apart, so that the second synchronisation is never one of theirs. */
const MOST_SYNCS = 5;

/** Browsers one after the other in one profile, enrolled to a list that changes; after its last publication anew. */
export async function startKillRun(options: KillRunOptions): Promise<KillRun> {
  const { list } = options;
  const { server, hashes } = list;
  const profile = await mkdtemp(join(tmpdir(), 'lethe-profile-'));
  let last = 1;
  let running: DrivenBrowser;

  async function start(): Promise<Page> {
    running = await options.launch({ ...options, headless: true, profile });
    const opened = await running.openExtensionPage('options.html');
    await opened.waitForSelector('.state', { timeout: BUSY_MS });
    return opened;
  }

  /** As a browser that never saw the list. */
  async function enrolAnew(page: Page): Promise<void> {
    server.serve(1);
    await settledStatus(page);
    await askHost(page, 'leave');
    await askHost(page, 'enrol', list.enrolmentCode);
    await syncTo(page, list, 1);
    last = 1;
  }

  let page = await start();
  await enrolAnew(page);
  const phaseMs = await measure(page, server, 2);
  await syncTo(page, list, 2);
  last = 2;

  return {
    phaseMs,
    async kill(phase) {
      if (last === hashes.length) await enrolAnew(page);
      const [before, next] = [last, last + 1];
      const killNow = await readyToKill(running.browser);
      const afterMs = Math.random() * REACH * phaseMs[phase];
      const followed = follow(server, phase);
      await settledStatus(page);
      followed.publish(next);
      const synced = syncUntil(page, followed.begins);
      // They reject when the browser goes.
      for (const asked of [synced, checkOnAndOn(page)]) asked.catch(() => undefined);
      await Promise.race([followed.begins, synced]);
      await wait(afterMs);
      await killNow();
      await running.close().catch(() => undefined);
      await settledProfile(profile);
      server.listen(undefined);
      server.serve(0);
      page = await start();
      const status = await settledStatus(page);
      expect(status.protection.state).toBe('protecting');
      const found = await expectOneOf(page, list, [before, next], status);
      const confirmedAt = status.protection.state === 'protecting' ? status.protection.confirmedAt : 0;
      // A list is never confirmed by an attempt that didn't put it in force.
      expect(confirmedAt > followed.lastOldAt()).toBe(found === next);
      await syncTo(page, list, next);
      last = next;
      return { phase, afterMs: Math.round(afterMs), found: found === next ? 'new' : 'old' };
    },
    async close() {
      await (await readyToKill(running.browser))();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * Resolves when the driver has put a profile of Firefox back: while the browser runs, the driver keeps the profile's
 * preferences beside its own, and it doesn't wait for their return itself.
 */
export async function settledProfile(profile: string): Promise<void> {
  while ((await readdir(profile)).some(name => name.endsWith('.puppeteer'))) await wait(20);
}

/** Milliseconds of each phase of one synchronisation. */
async function measure(page: Page, server: ListServer, publication: number): Promise<Record<Phase, number>> {
  server.serve(publication);
  let download = 0;
  let sent = 0;
  server.listen(({ kind, path }) => {
    if (!path.startsWith('/segments/')) return;
    if (kind === 'asked') download ||= performance.now();
    else sent = performance.now();
  });
  const begun = performance.now();
  await askHost(page, 'sync');
  const done = performance.now();
  server.listen(undefined);
  return { metadata: download - begun, download: sent - download, apply: done - sent };
}

interface Followed {
  publish(publication: number): void;
  /** Resolves when a synchronisation comes to the phase. */
  readonly begins: Promise<void>;
  /** An attempt that met the list of before began by then, one that meets the new list afterwards. */
  lastOldAt(): number;
}

function follow(server: ListServer, phase: Phase): Followed {
  let lastOldAt = Date.now();
  let isPublished = false;
  const begins = new Promise<void>(resolve => {
    if (phase === 'metadata') resolve();
    server.listen(({ kind, path }) => {
      if (!isPublished && path === '/metadata/timestamp.json') lastOldAt = Date.now();
      if (path.startsWith('/segments/') && kind === (phase === 'download' ? 'asked' : 'sent')) resolve();
    });
  });
  return {
    begins,
    publish(publication) {
      isPublished = true;
      server.serve(publication);
    },
    lastOldAt: () => lastOldAt,
  };
}

/**
 * Synchronises until the phase has begun: the first may be one that the browser began by itself before there was anything new,
 * and then it fetches nothing.
 */
async function syncUntil(page: Page, begins: Promise<void>): Promise<void> {
  let hasBegun = false;
  void begins.then(() => {
    hasBegun = true;
  });
  for (let tries = 0; tries < MOST_SYNCS; tries += 1) {
    await askHost(page, 'sync');
    if (hasBegun) return;
  }
  throw new Error(
    `${MOST_SYNCS} synchronisations didn't come to the phase in which the browser is to be killed`,
  );
}

async function checkOnAndOn(page: Page): Promise<void> {
  for (let round = 0; ; round += 1) await askHost(page, 'check', `somebody${round}@example.net`);
}
