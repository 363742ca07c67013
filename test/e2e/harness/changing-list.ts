import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { encodeEnrolment } from '../../../utils/enrolment/code.ts';
import type { Status } from '../../../utils/lookup/page-api.ts';
import { publish } from '../../../utils/publish/publish.ts';
import type { Block } from '../../../utils/register/block.ts';
import { digestText, toBlocked } from '../../../utils/register/identify.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { blocksOf, createPublisher, type Publisher } from '../../unit/publish/publisher.ts';
import { type ListServer, startListServer } from './list-server.ts';
import { askHost, storedList } from './stored-list.ts';

/** A list of strangers that changes from publication to publication, and a server for it. */
export interface ChangingList {
  readonly server: ListServer;
  /** Of each publication's set, in their order. */
  readonly hashes: readonly string[];
  readonly enrolmentCode: string;
  remove(): Promise<void>;
}

export interface ChangingListOptions {
  readonly entries: number;
  /** Entries that each publication takes away and adds, besides its newcomer. */
  readonly changed: number;
  readonly publications: number;
  /** How long before now the confirmation of the last of them has run out, in milliseconds; valid like the others' if absent. */
  readonly lastExpiredMs?: number;
  /** Pause between the eight parts of a segment, so that there is a time in which it is underway. */
  readonly chunkMs?: number;
}

/** On the list as of every publication. */
export const ALWAYS_LISTED = 'always@example.com';
const NEVER_LISTED = 'never@example.net';
const CHUNK_MS = 8;

/** An address that this publication lists, and no other. */
function newcomerOf(publication: number): string {
  return `newcomer${publication}@example.com`;
}

export async function startChangingList(options: ChangingListOptions): Promise<ChangingList> {
  const publisher = await createPublisher(Date.now());
  const server = await startListServer(join(publisher.folder, 'public'), options.chunkMs ?? CHUNK_MS);
  let crowd = blocksOf(options.entries);
  const always = await blockOf(publisher, ALWAYS_LISTED);
  const hashes: string[] = [];
  for (let publication = 1; publication <= options.publications; publication += 1) {
    publisher.setBlocks([always, await blockOf(publisher, newcomerOf(publication)), ...crowd]);
    const { lifetimes } = publisher.publication;
    const isExpired = options.lastExpiredMs !== undefined && publication === options.publications;
    const timestamp = isExpired ? -options.lastExpiredMs : lifetimes.timestamp;
    const result = await publish({
      ...publisher.publication,
      lifetimes: { ...lifetimes, timestamp },
      now: Date.now(),
      removalConfirmed: true,
    });
    if (!result.ok) throw new Error(`publication ${publication}: ${result.detail}`);
    await server.remember();
    hashes.push((await publisher.published()).head.setSha256);
    crowd = [...crowd.slice(options.changed), ...blocksOf(options.changed)];
  }
  return {
    server,
    hashes,
    enrolmentCode: encodeEnrolment(await publisher.enrolmentAt(server.url)),
    async remove() {
      await server.close();
      await publisher.close();
    },
  };
}

async function blockOf({ publication: { access } }: Publisher, address: string): Promise<Block> {
  const [made] = blocksOf(1);
  const digested = await digestText(access.digestKey, 'email', address);
  if (!made || !digested.ok) throw new Error(`${address} is no address`);
  return { ...made, ...(await toBlocked(digested.digested, access.listId, argon2idNode)) };
}

/**
 * The list in force is one of these publications, whole, and its verdicts and Lethe's word are that list's. Which one
 * it is.
 */
export async function expectOneOf(
  page: Page,
  list: ChangingList,
  publications: readonly number[],
  status: Status,
): Promise<number> {
  const found = await storedList(page);
  if (!found) throw new Error('no list lies there');
  expect(publications).toContain(found.publication);
  expect(found.setSha256).toBe(list.hashes[found.publication - 1]);
  expect(found.arraysSha256).toBe(found.setSha256);
  expect(status.protection).toMatchObject({ confirmedAt: found.confirmedAt });
  expect(status.details?.list?.publication).toBe(found.publication);
  for (const publication of publications) {
    const verdict = await askHost(page, 'check', newcomerOf(publication));
    expect(verdict.state).toBe(publication === found.publication ? 'listed' : 'not-listed');
  }
  expect(await askHost(page, 'check', ALWAYS_LISTED)).toMatchObject({ state: 'listed', scope: 'all' });
  expect(await askHost(page, 'check', NEVER_LISTED)).toEqual({ state: 'not-listed' });
  return found.publication;
}

/** Nothing that is listed passes for not listed. */
export async function expectNothingClear(page: Page): Promise<void> {
  expect((await askHost(page, 'check', ALWAYS_LISTED)).state).not.toBe('not-listed');
}

/** Synchronises, and finds this publication in force. */
export async function syncTo(page: Page, list: ChangingList, publication: number): Promise<void> {
  list.server.serve(publication);
  // One that was under way may have met a server that doesn't answer.
  await settledStatus(page);
  const status = await askHost(page, 'sync');
  expect(status.problem).toBeNull();
  expect(status.protection.state).toBe('protecting');
  await expectOneOf(page, list, [publication], status);
}

/** The state when no synchronisation is under way. */
export async function settledStatus(page: Page): Promise<Status> {
  for (;;) {
    const status = await askHost(page, 'status');
    if (!status.syncing) return status;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
