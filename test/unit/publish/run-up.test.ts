import { hex } from '@scure/base';
import { describe, expect, it, vi } from 'vitest';
import { openClientStore } from '../../../cli/client-store.ts';
import { encodeHead, type Head, headPath, segmentPath } from '../../../utils/blocklist/head.ts';
import { headContext, sealFile } from '../../../utils/blocklist/seal.ts';
import { sha256 } from '../../../utils/bytes.ts';
import { pinOf } from '../../../utils/enrolment/root-pin.ts';
import { commitRelease } from '../../../utils/publish/commit.ts';
import { createOrganisation, type NewOrganisation } from '../../../utils/publish/create-organisation.ts';
import { lifetimes } from '../../../utils/publish/lifetimes.ts';
import { type Publication, publish } from '../../../utils/publish/publish.ts';
import { openPublishedList, verifyMetadata, verifyRoots } from '../../../utils/publish/repository.ts';
import { finishRotation, type Newcomer, startRotation } from '../../../utils/publish/rotation.ts';
import { segmentsOfNewList } from '../../../utils/publish/segments.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';
import type { Fetch } from '../../../utils/tuf/fetch-file.ts';
import {
  buildSnapshot,
  buildTimestamp,
  generateSigningKey,
  signMetadata,
} from '../../../utils/tuf/signer.ts';
import { type MetadataStore, updateRepository } from '../../../utils/tuf/updater.ts';
import { newAccess } from './access.ts';
import { memoryStore } from './memory-store.ts';
import { blocksOf, NOW } from './publisher.ts';

vi.setConfig({ testTimeout: 60_000 });

const LIFETIMES = { ...lifetimes, timestamp: lifetimes.timestampByHand };
const REPOSITORY = 'https://lists.example.com/';
const MOST = Number.MAX_SAFE_INTEGER;

/** An organisation whose list is published in memory, and a client that follows it. */
async function published() {
  const created = await createOrganisation(NOW);
  const store = memoryStore();
  const access = await newAccess(created, store);
  let blocks = blocksOf(1);
  const publication: Publication = {
    access,
    decoySecret: created.organisation.decoySecret,
    description: { organisation: 'Acme', contact: '', guard: 'hold', panelOnly: [] },
    signer: created.officer.signingKey,
    lifetimes: LIFETIMES,
    argon2id: argon2idNode,
    now: NOW,
    readRegister: async () => ({
      ok: true,
      register: { blocks: new Map(blocks.map(block => [block.id, block])), lifts: new Map(), heads: [] },
    }),
    removalConfirmed: false,
    record: async () => undefined,
  };
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const clientStore: MetadataStore = {
    load: async name => kept.get(name),
    save: async (name, bytes) => void kept.set(name, bytes),
  };
  const fetch: Fetch = async url => {
    const file = await store.get(url.slice(REPOSITORY.length));
    return new Response(file?.bytes ?? null, { status: file ? 200 : 404 });
  };
  const { digestKey, sealKey, sealEpoch } = created.organisation;
  const browser = await openClientStore(
    {
      organisation: 'Acme',
      repository: REPOSITORY,
      listId: access.listId,
      digestKey,
      sealKey,
      sealEpoch,
      root: await pinOf(created.rootFile),
    },
    undefined,
    NOW,
  );
  return {
    created,
    store,
    access,
    signer: created.officer.signingKey,
    publish(now: number) {
      return publish({ ...publication, signer: this.signer, now });
    },
    /** Publishes the list as it stands with another head. */
    async signHead(change: (head: Head) => Head, isGarbled = false, by = access) {
      const roots = await verifyRoots(access);
      const metadata = roots.ok ? await verifyMetadata(access, roots.value) : roots;
      if (!metadata.ok || !metadata.value) throw new Error('nothing published');
      const opened = await openPublishedList(access, metadata.value);
      if (!opened.ok) throw new Error(opened.detail);
      const changed = change(opened.value.head);
      const base = await segmentsOfNewList(access, opened.value.list, changed.operation);
      for (const { reference, file } of base.files) await store.putNew(segmentPath(reference.sha256), file);
      const head = { ...changed, segments: base.references };
      const context = headContext(access.listId, access.sealEpoch);
      const whole = await sealFile(access.sealKey, context, encodeHead(head));
      const file = isGarbled ? whole.toReversed() : whole;
      const path = headPath(created.organisation.listId);
      await store.putNew(`targets/${hex.encode(await sha256(file))}.${path}`, file);
      await commitRelease({
        access: by,
        metadata: metadata.value,
        signer: this.signer,
        lifetimes: LIFETIMES,
        now: NOW,
        targets: { [path]: file },
      });
    },
    /** What a browser makes of what stands there. */
    async synced(now: number) {
      const outcome = await syncOnce({ store: browser, fetch, now: () => now });
      return outcome.ok ? (outcome.changed ? 'taken' : 'confirmed') : outcome.problem.code;
    },
    block() {
      blocks = [...blocks, ...blocksOf(1)];
    },
    async followed(now: number) {
      const update = await updateRepository({
        metadataUrl: `${REPOSITORY}metadata/`,
        targetsUrl: `${REPOSITORY}targets/`,
        trustedRoot: created.rootFile,
        store: clientStore,
        now: () => now,
        fetch,
      });
      if (!update.ok) return update.problem.code;
      return (await update.target(`${hex.encode(access.listId)}.head`)).ok ? update.versions : 'no head';
    },
  };
}

async function put(
  { store }: Awaited<ReturnType<typeof published>>,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await store.replaceIf(path, bytes, (await store.get(path))?.etag);
}

/** The kind of key that was stolen goes, another comes. */
async function rotate(
  list: Awaited<ReturnType<typeof published>>,
  kind: 'timestamp' | 'officer',
  now: number,
) {
  const { access, created } = list;
  const { key: fresh, ...rest } = await newcomer(kind);
  const rotation = {
    access,
    files: memoryStore(),
    keys: created.organisation,
    rootSigners: [created.root.signingKey],
    organisationSigner: created.root.signingKey,
    now,
  };
  const leaving = { leaving: [stolen(created, kind).key.keyId], closed: [] };
  const started = await startRotation(rotation, [{ ...rest, key: fresh.key }], leaving);
  if (!started.ok) throw new Error(started.said.english);
  if (kind === 'officer') list.signer = fresh;
  const officer = { signer: list.signer, lifetimes: LIFETIMES };
  return finishRotation({ ...rotation, keys: started.value.keys }, officer);
}

async function newcomer(kind: Newcomer['kind']) {
  return { kind, key: await generateSigningKey(), recipient: null, sealed: null };
}

function stolen(created: NewOrganisation, kind: 'timestamp' | 'officer') {
  return kind === 'timestamp' ? created.timestamp.signingKey : created.officer.signingKey;
}

it("an automation's stolen key that ran the timestamp up to its end locks nobody out once it is replaced", async () => {
  const list = await published();
  await list.publish(NOW);
  const snapshot = await list.store.get('metadata/1.snapshot.json');
  const unsigned = await buildTimestamp(
    { version: MOST, expires: NOW + LIFETIMES.timestamp },
    { version: 1, bytes: snapshot?.bytes ?? new Uint8Array() },
  );
  await put(
    list,
    'metadata/timestamp.json',
    await signMetadata(unsigned, [list.created.timestamp.signingKey]),
  );
  expect(await list.followed(NOW)).toMatchObject({ timestamp: MOST });

  expect(await rotate(list, 'timestamp', NOW + 1_000)).toMatchObject({ ok: true });
  expect(await list.followed(NOW + 1_000)).toMatchObject({ root: 3, timestamp: NOW / 1000 + 1 });
  list.block();
  expect(await list.publish(NOW + 2_000)).toMatchObject({ ok: true, outcome: 'published' });
  expect(await list.followed(NOW + 2_000)).toMatchObject({ timestamp: NOW / 1000 + 2 });
});

it("an officer's stolen key that ran snapshot and timestamp up locks nobody out either", async () => {
  const list = await published();
  await list.publish(NOW);
  const thief = [list.created.officer.signingKey];
  const targets = await list.store.get('metadata/1.targets.json');
  const expires = NOW + LIFETIMES.timestamp;
  const named = { version: 1, bytes: targets?.bytes ?? new Uint8Array() };
  const snapshot = await signMetadata(await buildSnapshot({ version: MOST, expires }, named), thief);
  const timestamp = await buildTimestamp({ version: MOST, expires }, { version: MOST, bytes: snapshot });
  await put(list, `metadata/${MOST}.snapshot.json`, snapshot);
  await put(list, 'metadata/timestamp.json', await signMetadata(timestamp, thief));
  expect(await list.followed(NOW)).toMatchObject({ snapshot: MOST, timestamp: MOST });

  expect(await rotate(list, 'officer', NOW + 1_000)).toMatchObject({ ok: true });
  expect(await list.followed(NOW + 1_000)).toMatchObject({ root: 3, snapshot: NOW / 1000 + 1 });
});

it('names that leave no number above them keep nobody from publishing', async () => {
  const list = await published();
  await list.publish(NOW);
  for (const number of ['999999999999999', '1000000000000000']) {
    for (const role of ['targets', 'snapshot']) {
      await list.store.putNew(`metadata/${number}.${role}.json`, new Uint8Array());
    }
  }
  list.block();
  expect(await list.publish(NOW + 1_000)).toMatchObject({ ok: true, outcome: 'published' });
  expect(await list.followed(NOW + 1_000)).toMatchObject({ targets: 2, snapshot: 2 });
});

describe('a head whose numbers a stolen key ran up to their end', () => {
  const NUMBERS = { publication: MOST, operation: MOST, confirmedRemovals: MOST };

  it.each(['publication', 'operation', 'confirmedRemovals'] as const)(
    'by its %s keeps nobody from the right list afterwards, although a key that stays confirmed it',
    async field => {
      const list = await published();
      await list.publish(NOW);
      await list.signHead(head => ({ ...head, [field]: NUMBERS[field] }));
      expect(await list.synced(NOW)).toBe('taken');
      expect(await rotate(list, 'officer', NOW + 1_000)).toMatchObject({ ok: true });
      // The same list, named by a key that stays.
      expect(await list.synced(NOW + 1_000)).toBe('confirmed');
      list.block();
      expect(await list.publish(NOW + 2_000)).toMatchObject({ ok: true, outcome: 'published' });
      expect(await list.synced(NOW + 2_000)).toBe('taken');
      // And from there on it counts up as ever.
      list.block();
      expect(await list.publish(NOW + 3_000)).toMatchObject({ ok: true, touched: 1 });
      expect(await list.synced(NOW + 3_000)).toBe('taken');
    },
  );

  it('or that nobody can open gives way to the timestamp that this machine saw before', async () => {
    const list = await published();
    await list.publish(NOW);
    expect(await list.synced(NOW)).toBe('taken');
    const seen = await list.access.seen.load('timestamp.json');
    const thief = { ...list.access, seen: { load: async () => undefined, save: async () => undefined } };
    await list.signHead(head => head, true, thief);
    expect(await list.synced(NOW)).toBe('bad-file');
    expect(await list.publish(NOW)).toMatchObject({ ok: false, problem: 'repository' });

    await put(list, 'metadata/timestamp.json', seen ?? new Uint8Array());
    expect(await rotate(list, 'officer', NOW + 1_000)).toMatchObject({ ok: true });
    list.block();
    expect(await list.publish(NOW + 2_000)).toMatchObject({ ok: true, outcome: 'published', touched: 1 });
    expect(await list.synced(NOW + 2_000)).toBe('taken');
  });

  it('by its date keeps nobody from publishing', async () => {
    const list = await published();
    await list.publish(NOW);
    await list.signHead(head => ({ ...head, publishedAt: MOST }));
    list.block();
    expect(await list.publish(NOW + 1_000)).toMatchObject({ ok: true, outcome: 'published' });
  });

  it('leaves a clock that is behind to be told all the same', async () => {
    const list = await published();
    await list.publish(NOW);
    for (const behindMs of [86_400_000, 34 * 86_400_000, 10 * 365 * 86_400_000]) {
      expect(await list.publish(NOW - behindMs)).toMatchObject({ ok: false, problem: 'clock' });
    }
  });
});
