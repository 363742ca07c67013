import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hex } from '@scure/base';
import type { ChainHead } from '../../../utils/blocklist/head.ts';
import type { Bytes } from '../../../utils/bytes.ts';
import type { Enrolment } from '../../../utils/enrolment/enrolment.ts';
import { pinOf } from '../../../utils/enrolment/root-pin.ts';
import type { Scope } from '../../../utils/lookup/verdict.ts';
import { createOrganisation } from '../../../utils/publish/create-organisation.ts';
import { folderStore } from '../../../utils/publish/folder-store-node.ts';
import { lifetimes } from '../../../utils/publish/lifetimes.ts';
import type { Publication } from '../../../utils/publish/publish.ts';
import {
  openPublishedList,
  type PublishedList,
  type RepositoryAccess,
  verifyMetadata,
  verifyRoots,
} from '../../../utils/publish/repository.ts';
import type { Block } from '../../../utils/register/block.ts';
import type { ObjectStore } from '../../../utils/register/object-store.ts';
import type { ListedRegister } from '../../../utils/register/register.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { newAccess } from './access.ts';

export const NOW = Date.UTC(2026, 10, 23);
export const DAY_MS = 86_400_000;

/**
 * It gives 568 decoys. A random one at times gives some 500: then the first few people bring the list to the 512 entries
 * at which the prefix widens, and a publication that should touch one entry touches all of them.
 */
const DECOY_SECRET: Bytes = new Uint8Array(32).fill(7);

/** An organisation in a temporary folder, with a register that a test writes as it likes. */
export interface Publisher {
  readonly folder: string;
  readonly publication: Publication;
  /** What the register says from now on. */
  setBlocks(blocks: readonly Block[]): void;
  setHeads(heads: readonly ChainHead[]): void;
  published(): Promise<PublishedList>;
  /** What an extension needs to read the list at this address. */
  enrolmentAt(repository: string): Promise<Enrolment>;
  close(): Promise<void>;
}

export async function createPublisher(now = NOW): Promise<Publisher> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-publish-'));
  const created = await createOrganisation(now);
  const { organisation } = created;
  const store = folderStore(join(folder, 'public'), join(folder, 'unfinished'));
  const access = await newAccess(created, store);
  let register: ListedRegister = { blocks: new Map(), lifts: new Map(), heads: [] };
  return {
    folder,
    publication: {
      access,
      decoySecret: DECOY_SECRET,
      description: { organisation: 'Acme', contact: '', guard: 'hold', panelOnly: [] },
      signer: created.officer.signingKey,
      lifetimes: { ...lifetimes, timestamp: lifetimes.timestampByHand },
      argon2id: argon2idNode,
      now,
      readRegister: async () => ({ ok: true, register }),
      removalConfirmed: false,
      record: async () => undefined,
    },
    setBlocks(blocks) {
      register = { ...register, blocks: new Map(blocks.map(block => [block.id, block])) };
    },
    setHeads(heads) {
      register = { ...register, heads };
    },
    published: () => publishedIn(access),
    enrolmentAt: async repository => ({
      organisation: 'Acme',
      repository,
      listId: access.listId,
      digestKey: organisation.digestKey,
      sealKey: organisation.sealKey,
      sealEpoch: organisation.sealEpoch,
      root: await pinOf(created.rootFile),
    }),
    close: () => rm(folder, { recursive: true }),
  };
}

/** Reads what stands there with the verifying code, from the trusted root on. */
export async function publishedIn(access: RepositoryAccess): Promise<PublishedList> {
  const fresh = { ...access, seen: { load: async () => undefined, save: async () => undefined } };
  const roots = await verifyRoots(fresh);
  if (!roots.ok) throw new Error(roots.detail);
  const metadata = await verifyMetadata(fresh, roots.value);
  if (!metadata.ok) throw new Error(metadata.detail);
  if (!metadata.value) throw new Error('nothing published');
  const list = await openPublishedList(fresh, metadata.value);
  if (!list.ok) throw new Error(list.detail);
  return list.value;
}

/** Blocks with random digests: people whom nobody knows. */
export function blocksOf(count: number, scope: Scope = 'all', kind: 'email' | 'domain' = 'email'): Block[] {
  return Array.from({ length: count }, () => {
    const digest = crypto.getRandomValues(new Uint8Array(32));
    const tag = kind === 'domain' ? null : new DataView(digest.buffer).getUint32(8);
    return {
      id: hex.encode(digest.slice(0, 16)),
      kind,
      forms: [{ version: 1, digest, tag }],
      scope,
      basis: 'erasure',
      reference: 'DPO-1',
      recordedAt: NOW,
      evidence: null,
      wording: null,
      reviewAt: null,
      sealed: null,
      origin: { writer: 'f'.repeat(64), sequence: 1 },
    };
  });
}

/** A store whose process is killed at the n-th write, before it or after; and whether it had committed by then. */
export function killedAt(
  store: ObjectStore,
  write: number,
  when: 'before' | 'after',
): { readonly store: ObjectStore; committed(): boolean } {
  let writes = 0;
  let committed = false;
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    writes += 1;
    if (writes > write || (writes === write && when === 'before')) throw new Error('killed');
    const result = await work();
    if (writes === write) throw new Error('killed');
    return result;
  }
  return {
    committed: () => committed,
    store: {
      ...store,
      putNew: (path, bytes) => guarded(() => store.putNew(path, bytes)),
      remove: path => guarded(() => store.remove(path)),
      replaceIf: (path, bytes, etag) =>
        guarded(async () => {
          const result = await store.replaceIf(path, bytes, etag);
          committed ||= path === 'metadata/timestamp.json' && result === 'written';
          return result;
        }),
    },
  };
}
