import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hex } from '@scure/base';
import { staticHost } from '../../cli/static-host.ts';
import {
  type Blocklist,
  emptyBlocklist,
  hashOfSet,
  scopesLengthBytes,
  setScopeAll,
} from '../../utils/blocklist/blocklist.ts';
import { encodeHead, type Head, headPath, segmentPath } from '../../utils/blocklist/head.ts';
import { sortPairs } from '../../utils/blocklist/pairs.ts';
import { headContext, sealFile } from '../../utils/blocklist/seal.ts';
import { applySegment, type Segment, segmentBetween } from '../../utils/blocklist/segment.ts';
import { type Bytes, sha256 } from '../../utils/bytes.ts';
import type { Enrolment } from '../../utils/enrolment/enrolment.ts';
import { pinOf } from '../../utils/enrolment/root-pin.ts';
import { commitRelease } from '../../utils/publish/commit.ts';
import { createOrganisation } from '../../utils/publish/create-organisation.ts';
import { folderStore } from '../../utils/publish/folder-store-node.ts';
import { lifetimes } from '../../utils/publish/lifetimes.ts';
import { type PublicationFacts, publish } from '../../utils/publish/publish.ts';
import {
  openPublishedList,
  type PublishedList,
  verifyMetadata,
  verifyRoots,
} from '../../utils/publish/repository.ts';
import { continuedSegments } from '../../utils/publish/segments.ts';
import type { Block } from '../../utils/register/block.ts';
import type { ObjectStore } from '../../utils/register/object-store.ts';
import { argon2idNode } from '../../utils/scheme/argon2-node.ts';
import { prefixOf } from '../../utils/scheme/digest.ts';
import { newAccess } from '../unit/publish/access.ts';

const DAY_MS = 86_400_000;

/** An organisation that publishes into a folder, served on this machine by the host of `lethe serve`. */
export interface PublishedOrganisation {
  readonly enrolment: Enrolment;
  /** Records blocks of so many people whom nobody knows; nothing is published yet. */
  add(count: number): readonly Block[];
  /** As `add`, of companies. */
  addDomains(count: number): void;
  /** @param now milliseconds since the epoch */
  publish(now: number): Promise<PublicationFacts>;
  /**
   * So many days, on each of which so many people are added and published, by the parts of `publish`. That reads and
   * builds the whole list each time, some seconds at a million; here it is carried on from day to day.
   * @param now of the first
   * @returns when the last was, milliseconds since the epoch
   */
  publishDaily(now: number, days: number, additions: number): Promise<number>;
  /** What clients have at the end. */
  published(): Promise<PublishedList>;
  /** What was answered since the last call: headers and bodies, of every request. */
  traffic(): Traffic;
  /** How many bytes of files were written since the last call. */
  written(): number;
  close(): Promise<void>;
}

export interface Traffic {
  readonly requests: number;
  /** Sent to clients. */
  readonly bytes: number;
  /** In order. */
  readonly answers: readonly Answered[];
}

export interface Answered {
  readonly path: string;
  readonly status: number;
  /** Its headers and body. */
  readonly bytes: number;
}

export async function startOrganisation(now: number, random: () => number): Promise<PublishedOrganisation> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-repository-'));
  const created = await createOrganisation(now);
  const { organisation } = created;
  const { store, written } = countingStore(folderStore(join(folder, 'public'), join(folder, 'unfinished')));
  const access = await newAccess(created, store);
  const signer = created.officer.signingKey;
  const publishingLifetimes = { ...lifetimes, timestamp: lifetimes.timestampByHand };
  const blocks = new Map<string, Block>();
  // One officer's device, whose chain grows by an object a publication.
  let recorded = 0;
  const registerHeads = () => [
    { writer: signer.key.keyId, sequence: recorded, sha256: randomHex(random, 32) },
  ];

  function add(count: number): Block[] {
    recorded += 1;
    const added = Array.from({ length: count }, () => randomBlock(random));
    for (const block of added) blocks.set(block.id, block);
    return added;
  }

  async function verified() {
    const roots = await verifyRoots(access);
    if (!roots.ok) throw new Error(roots.detail);
    const metadata = await verifyMetadata(access, roots.value);
    if (!metadata.ok) throw new Error(metadata.detail);
    if (!metadata.value) throw new Error('nothing is published yet');
    return metadata.value;
  }

  async function published(): Promise<PublishedList> {
    const list = await openPublishedList(access, await verified());
    if (!list.ok) throw new Error(list.detail);
    return list.value;
  }

  /** One day: the list with a step that adds these people. */
  async function publishStep(
    { head, list }: DayBefore,
    added: readonly Block[],
    now: number,
  ): Promise<DayBefore> {
    const step = stepOf(list, added, head.operation);
    const after = applySegment(list, step);
    const live = await continuedSegments(access, head.segments, step, after);
    for (const { reference, file } of live.files) await store.putNew(segmentPath(reference.sha256), file);
    const next: Head = {
      ...head,
      operation: step.to,
      publication: head.publication + 1,
      publishedAt: now,
      entryCount: after.entries.prefixes.length,
      setSha256: hex.encode(await hashOfSet(after)),
      segments: live.references,
      registerHeads: registerHeads(),
    };
    const file = await sealFile(
      access.sealKey,
      headContext(access.listId, access.sealEpoch),
      encodeHead(next),
    );
    const path = headPath(organisation.listId);
    await store.putNew(`targets/${hex.encode(await sha256(file))}.${path}`, file);
    const committed = await commitRelease({
      access,
      metadata: await verified(),
      signer,
      lifetimes: publishingLifetimes,
      now,
      targets: { [path]: file },
    });
    if (committed === 'conflict') throw new Error('somebody else published into the folder of a bench');
    return { head: next, list: after };
  }

  const host = await countingHost(join(folder, 'public'));
  return {
    enrolment: {
      organisation: 'Bench',
      repository: host.url,
      listId: access.listId,
      digestKey: organisation.digestKey,
      sealKey: organisation.sealKey,
      sealEpoch: organisation.sealEpoch,
      root: await pinOf(created.rootFile),
    },
    add,
    addDomains(count) {
      for (let index = 0; index < count; index += 1) {
        const block: Block = { ...randomBlock(random), kind: 'domain' };
        blocks.set(block.id, { ...block, forms: block.forms.map(form => ({ ...form, tag: null })) });
      }
    },
    published,
    async publishDaily(now, days, additions) {
      let day: DayBefore = await published();
      for (let count = 0; count < days; count += 1)
        day = await publishStep(day, add(additions), now + count * DAY_MS);
      return day.head.publishedAt;
    },
    async publish(at) {
      const result = await publish({
        access,
        decoySecret: organisation.decoySecret,
        description: {
          organisation: 'Bench',
          contact: 'privacy@bench.example',
          guard: 'hold',
          panelOnly: [],
        },
        signer,
        lifetimes: publishingLifetimes,
        argon2id: argon2idNode,
        now: at,
        readRegister: async () => ({
          ok: true,
          register: { blocks, lifts: new Map(), heads: registerHeads() },
        }),
        removalConfirmed: false,
        record: async () => undefined,
      });
      if (!result.ok) throw new Error(`nothing was published: ${result.detail}`);
      return result;
    },
    traffic: host.traffic,
    written,
    async close() {
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function countingStore(store: ObjectStore): { readonly store: ObjectStore; readonly written: () => number } {
  let bytesWritten = 0;
  const count = <Outcome extends string>(outcome: Outcome, bytes: Bytes) => {
    if (outcome === 'written') bytesWritten += bytes.length;
    return outcome;
  };
  return {
    store: {
      ...store,
      putNew: async (path, bytes) => count(await store.putNew(path, bytes), bytes),
      replaceIf: async (path, bytes, etag) => count(await store.replaceIf(path, bytes, etag), bytes),
    },
    written() {
      const since = bytesWritten;
      bytesWritten = 0;
      return since;
    },
  };
}

type DayBefore = Pick<PublishedList, 'head' | 'list'>;

/** What a list gains, as the segment of these operations. */
function stepOf(list: Blocklist, added: readonly Block[], operation: number): Segment {
  const pairs = added.flatMap(({ forms, scope }) =>
    forms.map(({ digest, tag }) => ({ prefix: prefixOf(digest, list.prefixBits), tag: tag ?? 0, scope })),
  );
  const { prefixes, tags } = sortPairs(pairs);
  const scopes = new Uint8Array(scopesLengthBytes(prefixes.length));
  for (const { prefix, tag, scope } of pairs) {
    const index = prefixes.findIndex((other, at) => other === prefix && tags[at] === tag);
    if (scope === 'all') setScopeAll(scopes, index);
  }
  const additions = { ...emptyBlocklist(list.prefixBits), entries: { prefixes, tags, scopes } };
  const to = operation + prefixes.length;
  return segmentBetween(emptyBlocklist(list.prefixBits), additions, operation, to);
}

/** Digests are uniform and so are tags: random ones serve, without a million Argon2id. */
function randomBlock(random: () => number): Block {
  const digest = new Uint8Array(32);
  const words = new DataView(digest.buffer);
  for (let offset = 0; offset < digest.length; offset += 4) words.setUint32(offset, random());
  return {
    id: hex.encode(digest.subarray(0, 16)),
    kind: 'email',
    forms: [{ version: 1, digest, tag: random() }],
    scope: random() % 4 === 0 ? 'marketing' : 'all',
    basis: 'erasure',
    reference: 'BENCH-1',
    recordedAt: 0,
    evidence: null,
    wording: null,
    reviewAt: null,
    sealed: null,
    origin: { writer: 'f'.repeat(64), sequence: 1 },
  };
}

function randomHex(random: () => number, lengthBytes: number): string {
  return hex.encode(Uint8Array.from({ length: lengthBytes }, () => random() & 0xff));
}

interface CountingHost {
  readonly url: string;
  traffic(): Traffic;
  close(): Promise<void>;
}

async function countingHost(publicFolder: string): Promise<CountingHost> {
  const answer = staticHost(publicFolder);
  const sockets = new Set<Socket>();
  let answers: Answered[] = [];
  let gone = 0;
  let told = 0;
  const server = createServer((request, response) => {
    const { socket } = request;
    const before = socket.bytesWritten;
    response.on('finish', () => {
      const bytes = socket.bytesWritten - before;
      answers.push({ path: request.url ?? '', status: response.statusCode, bytes });
    });
    answer(request, response);
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      gone += socket.bytesWritten;
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the repository got no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    traffic() {
      const sent = [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, gone);
      const since = { requests: answers.length, bytes: sent - told, answers };
      told = sent;
      answers = [];
      return since;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
