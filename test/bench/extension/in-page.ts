import { hex } from '@scure/base';
import { type Remote, wrap } from 'comlink';
import { browser } from 'wxt/browser';
import { hashOfSet } from '../../../utils/blocklist/blocklist.ts';
import { HEAD_FORMAT, SUITE } from '../../../utils/blocklist/head.ts';
import type { Bytes } from '../../../utils/bytes.ts';
import { allVersions } from '../../../utils/identifier/versions.ts';
import type { LookupService } from '../../../utils/lookup/lookup-service.ts';
import { SUITE_1 } from '../../../utils/scheme/tag.ts';
import { enrolmentRecord } from '../../../utils/sync/enrolment-record.ts';
import { openStore } from '../../../utils/sync/store.ts';
import { type KnownEntry, randomList, seededRandom } from '../random-list.ts';

/** What decides which digest an address has, in hex. */
export interface Secrets {
  readonly listId: string;
  readonly digestKey: string;
}

export interface ListRequest {
  readonly secrets: Secrets;
  readonly count: number;
  readonly domainCount: number;
  readonly known: readonly KnownEntry[];
  readonly seed: number;
}

/**
 * For an extension's page: puts a random list into the extension's own store, as a synchronisation would.
 * @returns its prefix width in bits
 */
export async function putList({ secrets, count, domainCount, known, seed }: ListRequest): Promise<number> {
  const blocklist = randomList({ count, domainCount, known, random: seededRandom(seed) });
  const now = Date.now();
  const enrolment = await enrolmentRecord(
    {
      organisation: 'Bench',
      repository: 'http://127.0.0.1:9/',
      listId: bytesOf(secrets.listId),
      digestKey: bytesOf(secrets.digestKey),
      sealKey: new Uint8Array(32),
      sealEpoch: 1,
      root: { version: 1, sha256: new Uint8Array(32) },
    },
    now,
  );
  const store = openStore();
  await store.enrol(enrolment);
  await store.swap(enrolment.id, {
    status: { attemptedAt: now, confirmedAt: now, confirmedBy: [], metadata: null, problem: null },
    list: {
      record: {
        generation: crypto.randomUUID(),
        enrolmentId: enrolment.id,
        headHash: '0'.repeat(64),
        head: {
          format: HEAD_FORMAT,
          suite: SUITE,
          organisation: 'Bench',
          contact: '',
          canonical: allVersions(),
          argon2: SUITE_1,
          prefixBits: blocklist.prefixBits,
          operation: 1,
          publication: 1,
          publishedAt: now,
          entryCount: count,
          domainCount,
          setSha256: hex.encode(await hashOfSet(blocklist)),
          confirmedRemovals: 0,
          segments: [],
          registerHeads: [],
          guard: 'hold',
          panelOnly: [],
        },
      },
      blocklist,
    },
  });
  await store.close();
  return blocklist.prefixBits;
}

/** With their proxies: Comlink takes a worker's ears away as soon as a proxy for it is collected as garbage. */
const workers: { readonly worker: Worker; readonly service: Remote<LookupService> }[] = [];

/**
 * Starts one more lookup worker.
 * @returns the number to end it by, as soon as it answers
 */
export async function startWorker(url: string): Promise<number> {
  const worker = new Worker(url, { type: 'module', name: 'bench' });
  const service = wrap<LookupService>(worker);
  await service.forget('nobody');
  return workers.push({ worker, service }) - 1;
}

export async function endWorker(number: number): Promise<number> {
  workers[number]?.worker.terminate();
  return number;
}

/**
 * For the host's page: sends every message on Ports of this name back, as the least that a Port can do.
 * @returns 0
 */
export async function echo(portName: string): Promise<number> {
  browser.runtime.onConnect.addListener(port => {
    if (port.name === portName) port.onMessage.addListener(message => port.postMessage(message));
  });
  return 0;
}

function bytesOf(text: string): Bytes {
  return new Uint8Array(hex.decode(text));
}
