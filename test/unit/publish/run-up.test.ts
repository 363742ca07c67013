import { hex } from '@scure/base';
import { expect, it, vi } from 'vitest';
import { createOrganisation, type NewOrganisation } from '../../../utils/publish/create-organisation.ts';
import { lifetimes } from '../../../utils/publish/lifetimes.ts';
import { type Publication, publish } from '../../../utils/publish/publish.ts';
import { finishRotation, type Newcomer, startRotation } from '../../../utils/publish/rotation.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
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
  return {
    created,
    store,
    access,
    publish: (now: number) => publish({ ...publication, now }),
    block() {
      blocks = [...blocks, ...blocksOf(1)];
    },
    async followed(now: number) {
      const update = await updateRepository({
        metadataUrl: 'https://lists.example.com/metadata/',
        targetsUrl: 'https://lists.example.com/targets/',
        trustedRoot: created.rootFile,
        store: clientStore,
        now: () => now,
        fetch: async url => {
          const file = await store.get(url.slice('https://lists.example.com/'.length));
          return new Response(file?.bytes ?? null, { status: file ? 200 : 404 });
        },
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
  { access, created }: Awaited<ReturnType<typeof published>>,
  kind: 'timestamp' | 'officer',
  now: number,
) {
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
  const signer = kind === 'officer' ? fresh : created.officer.signingKey;
  return finishRotation({ ...rotation, keys: started.value.keys }, { signer, lifetimes: LIFETIMES });
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
