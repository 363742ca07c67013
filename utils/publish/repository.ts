import { hex } from '@scure/base';
import { type Blocklist, emptyBlocklist } from '../blocklist/blocklist.ts';
import { type Head, headPath } from '../blocklist/head.ts';
import { epochOf } from '../blocklist/seal.ts';
import type { Bytes } from '../bytes.ts';
import type { Problem } from '../lookup/verdict.ts';
import type { ObjectStore } from '../register/object-store.ts';
import { type Sentence, sentence } from '../sentence.ts';
import { listOf } from '../sync/apply-segments.ts';
import { readHead } from '../sync/read-head.ts';
import type { Fetch } from '../tuf/fetch-file.ts';
import { metadataFileName, targetFilePath } from '../tuf/file-names.ts';
import { mismatchOf } from '../tuf/hashes.ts';
import type { Key } from '../tuf/key.ts';
import type { Root } from '../tuf/metadata.ts';
import { parseMetadata } from '../tuf/parse-metadata.ts';
import { clauseOf, type TufProblem } from '../tuf/problem.ts';
import {
  type CompleteSet,
  openTrustedSet,
  type RootSet,
  recallSnapshot,
  recallTimestamp,
  revokesKeys,
  updateRoot,
  updateSnapshot,
  updateTargets,
  updateTimestamp,
} from '../tuf/trusted-set.ts';
import type { MetadataStore } from '../tuf/updater.ts';

export interface SealKey {
  readonly epoch: number;
  readonly key: CryptoKey;
}

/** What is needed to verify a repository and open its list. */
export interface RepositoryAccess {
  readonly store: ObjectStore;
  readonly listId: Bytes;
  readonly digestKey: CryptoKey;
  /** What is written is sealed with this key. */
  readonly sealKey: CryptoKey;
  readonly sealEpoch: number;
  /** What is published may be sealed with one of these. */
  readonly earlierSealKeys: readonly SealKey[];
  readonly trustedRoot: Bytes;
  /** Root, timestamp and snapshot as this machine last saw them: below them it never goes. */
  readonly seen: MetadataStore;
}

/** The roots of a repository, verified one by one. */
export interface VerifiedRoots {
  readonly set: RootSet;
  /** The newest root's file. */
  readonly rootFile: Bytes;
  /** Key id → every officer whom one of these roots authorised. */
  readonly officers: ReadonlyMap<string, Key>;
  /** Version of the last root that revoked a key of timestamp or snapshot; 0 if none did since the trusted root. */
  readonly lastRevocation: number;
}

/** The metadata as it stands, verified, and the mark by which `timestamp.json` can be replaced. */
export interface VerifiedMetadata {
  readonly set: CompleteSet;
  readonly timestampEtag: string;
}

export interface PublishedHead {
  /** Of the key with which its files are sealed. */
  readonly sealEpoch: number;
  /** The file's path in the repository. */
  readonly path: string;
  /** Of the file, in hex. */
  readonly sha256: string;
  readonly head: Head;
}

export interface PublishedList extends PublishedHead {
  readonly list: Blocklist;
}

export interface RepositoryFailure {
  readonly ok: false;
  readonly problem: 'repository';
  /** Names the file. */
  readonly said: Sentence;
  readonly detail: string;
}

type Verified<T> = { readonly ok: true; readonly value: T } | RepositoryFailure;

/**
 * An officer renews what has expired, so expiry is no reason to refuse: every expiry is compared with this moment.
 * Signatures, versions and hashes are judged as a client judges them.
 */
const BEFORE_ANY_EXPIRY = 0;

/** 5.3 of the TUF specification, on the store itself: from the trusted root one step at a time. */
export async function verifyRoots({
  store,
  trustedRoot,
}: Pick<RepositoryAccess, 'store' | 'trustedRoot'>): Promise<Verified<VerifiedRoots>> {
  const opened = await openTrustedSet(trustedRoot, BEFORE_ANY_EXPIRY);
  if (!opened.ok) return unverified(opened.problem);
  let set = opened.value;
  let rootFile = trustedRoot;
  let lastRevocation = 0;
  const officers = new Map(officersOf(set.root.signed));
  for (;;) {
    const next = await store.get(`metadata/${metadataFileName('root', set.root.signed.version + 1)}`);
    if (next === undefined) return { ok: true, value: { set, rootFile, officers, lastRevocation } };
    const updated = await updateRoot(set, next.bytes);
    if (!updated.ok) return unverified(updated.problem);
    if (revokesKeys(set.root.signed, updated.value.root.signed)) {
      lastRevocation = updated.value.root.signed.version;
    }
    set = updated.value;
    rootFile = next.bytes;
    for (const [id, key] of officersOf(set.root.signed)) officers.set(id, key);
  }
}

/** The keys of the targets role: whoever may sign lists may write the register. */
function officersOf(root: Root): [string, Key][] {
  return root.roles.targets.keyIds.flatMap((id): [string, Key][] => {
    const key = root.keys.get(id);
    return key ? [[id, key]] : [];
  });
}

/** 5.4 to 5.6, on the store itself. Undefined if nothing was ever published. */
export async function verifyMetadata(
  { store, seen }: Pick<RepositoryAccess, 'store' | 'seen'>,
  roots: VerifiedRoots,
): Promise<Verified<VerifiedMetadata | undefined>> {
  const seenRoot = await seenRootVersion(seen);
  const version = roots.set.root.signed.version;
  if (version < seenRoot) {
    return failure(
      sentence(
        'told.repository.wentBack',
      )`metadata/ ends at ${version}.root.json, and root ${seenRoot} was there before: public/ went back. Restore it.`,
    );
  }
  // 5.3.11: what was seen under a key that is revoked now may have been run up by its thief.
  const recalls = roots.lastRevocation <= seenRoot;
  const seenTimestamp = await seen.load('timestamp.json');
  const seenSnapshot = await seen.load('snapshot.json');
  const stored = await store.get('metadata/timestamp.json');
  if (stored === undefined) {
    if (!seenTimestamp) return { ok: true, value: undefined };
    return failure(
      sentence(
        'told.repository.noTimestamp',
      )`metadata/timestamp.json is missing, and a list was published from here: restore it.`,
    );
  }
  const timestampBefore =
    recalls && seenTimestamp ? await recallTimestamp(roots.set, seenTimestamp) : undefined;
  if (timestampBefore?.ok === false) return unverified(timestampBefore.problem);
  const snapshotBefore = recalls && seenSnapshot ? await recallSnapshot(roots.set, seenSnapshot) : undefined;
  if (snapshotBefore?.ok === false) return unverified(snapshotBefore.problem);

  const timestamp = await updateTimestamp(roots.set, stored.bytes, timestampBefore?.value);
  if (!timestamp.ok) return unverified(timestamp.problem);
  const snapshotName = metadataFileName('snapshot', timestamp.value.timestamp.signed.snapshot.version);
  const snapshotFile = await store.get(`metadata/${snapshotName}`);
  if (snapshotFile === undefined) return failure(missing(`metadata/${snapshotName}`));
  const snapshot = await updateSnapshot(timestamp.value, snapshotFile.bytes, snapshotBefore?.value);
  if (!snapshot.ok) return unverified(snapshot.problem);
  const targetsVersion = snapshot.value.snapshot.signed.meta.get('targets.json')?.version;
  if (targetsVersion === undefined) return failure(unnamed(snapshotName, 'targets.json'));
  const targetsName = metadataFileName('targets', targetsVersion);
  const targetsFile = await store.get(`metadata/${targetsName}`);
  if (targetsFile === undefined) return failure(missing(`metadata/${targetsName}`));
  const set = await updateTargets(snapshot.value, targetsFile.bytes);
  if (!set.ok) return unverified(set.problem);
  return { ok: true, value: { set: set.value, timestampEtag: stored.etag } };
}

/** Keeps in mind what was verified or written, so that a later publication can't start below it. */
export async function remember(seen: MetadataStore, timestamp: Bytes, snapshot: Bytes): Promise<void> {
  await seen.save('snapshot.json', snapshot);
  await seen.save('timestamp.json', timestamp);
}

/** Keeps the root in mind; after timestamp and snapshot, which count only if no root since has revoked their keys. */
export async function rememberRoot(seen: MetadataStore, root: Bytes): Promise<void> {
  await seen.save('root.json', root);
}

/** 0 if none was seen. */
async function seenRootVersion(seen: MetadataStore): Promise<number> {
  const bytes = await seen.load('root.json');
  const root = bytes && (await parseMetadata(bytes, 'root', 'the stored root.json'));
  return root?.ok ? root.value.signed.version : 0;
}

/** The head's file, as verified metadata names it. */
export async function readHeadFile(
  { store, listId }: Pick<RepositoryAccess, 'store' | 'listId'>,
  { set }: VerifiedMetadata,
): Promise<Verified<{ readonly path: string; readonly sha256: string; readonly bytes: Bytes }>> {
  const path = headPath(hex.encode(listId));
  const target = set.targets.signed.targets.get(path);
  const sha256 = target?.hashes.get('sha256');
  const filePath = targetFilePath(path, sha256);
  if (target === undefined || sha256 === undefined || filePath === undefined) {
    return failure(unnamed(`${set.targets.signed.version}.targets.json`, path));
  }
  const file = await store.get(`targets/${filePath}`);
  if (file === undefined) return failure(missing(`targets/${filePath}`));
  const mismatch = await mismatchOf(file.bytes, target, `targets/${filePath}`);
  if (mismatch !== undefined) return restorable(mismatch);
  return { ok: true, value: { path: `targets/${filePath}`, sha256, bytes: file.bytes } };
}

/** Opens the published head with the client's own code: what it can't read, no rep can. */
export async function openPublishedHead(
  access: RepositoryAccess,
  metadata: VerifiedMetadata,
): Promise<Verified<PublishedHead>> {
  const file = await readHeadFile(access, metadata);
  if (!file.ok) return file;
  const { path, sha256, bytes } = file.value;
  const { sealKey, sealEpoch } = sealKeyOf(access, epochOf(bytes));
  const head = await readHead({ ...access, sealKey, sealEpoch }, bytes);
  if (!head.ok) return unusable(head.problem);
  return { ok: true, value: { sealEpoch, path, sha256, head: head.value } };
}

/** As `openPublishedHead`, and the list that it describes. */
export async function openPublishedList(
  access: RepositoryAccess,
  metadata: VerifiedMetadata,
): Promise<Verified<PublishedList>> {
  const opened = await openPublishedHead(access, metadata);
  if (!opened.ok) return opened;
  const { sealEpoch, head } = opened.value;
  const list = await listOf(
    head,
    { blocklist: emptyBlocklist(head.prefixBits), operation: 0 },
    {
      enrolment: { ...access, ...sealKeyOf(access, sealEpoch), repository: STORE_ADDRESS },
      fetch: fetchFrom(access.store),
    },
  );
  if (!list.ok) return unusable(list.problem);
  return { ok: true, value: { ...opened.value, list: list.value } };
}

/** The key of this epoch; where none of ours is meant, the present one, which then doesn't open the file. */
function sealKeyOf(
  { sealKey, sealEpoch, earlierSealKeys }: RepositoryAccess,
  epoch: number | undefined,
): Pick<RepositoryAccess, 'sealKey' | 'sealEpoch'> {
  const earlier = earlierSealKeys.find(each => each.epoch === epoch);
  return earlier && epoch !== sealEpoch
    ? { sealKey: earlier.key, sealEpoch: earlier.epoch }
    : { sealKey, sealEpoch };
}

const STORE_ADDRESS = 'https://store.invalid/';

/** Files of the store, by the client's way of asking. */
function fetchFrom(store: ObjectStore): Fetch {
  return async url => {
    const stored = await store.get(url.slice(STORE_ADDRESS.length));
    return new Response(stored?.bytes ?? null, { status: stored ? 200 : 404 });
  };
}

/** What a client refuses, whose details are technical: files, numbers and sizes. */
function unusable({ code, detail }: Problem): RepositoryFailure {
  switch (code) {
    case 'update-lethe':
      return failure(
        sentence(
          'told.repository.newerList',
        )`The published list was made by a newer Lethe (${detail}): update Lethe.`,
      );
    case 'other-epoch':
    case 'wrong-key':
      return failure(
        sentence(
          'told.repository.otherKey',
        )`The published list is sealed with a key that isn't at hand (${detail}): was the key replaced elsewhere? Restore org.age from a backup.`,
      );
    default:
      return failure(
        sentence(
          'told.repository.list',
        )`The published list can't be used (${detail}): restore its files from the host or a backup.`,
      );
  }
}

function missing(path: string): Sentence {
  return sentence('told.repository.missing')`${path} is missing: restore it from the host or a backup.`;
}

function unnamed(file: string, named: string): Sentence {
  return sentence(
    'told.repository.unnamed',
  )`${file} doesn't name ${named}: restore it from the host or a backup.`;
}

function unverified(problem: TufProblem): RepositoryFailure {
  const clause = clauseOf(problem);
  if (problem.code === 'update-lethe')
    return failure(sentence('told.repository.newer')`${clause}: update Lethe.`);
  return restorable(clause);
}

function restorable(clause: Sentence | string): RepositoryFailure {
  return failure(sentence('told.repository.unverified')`${clause}: restore it from the host or a backup.`);
}

function failure(said: Sentence): RepositoryFailure {
  return { ok: false, problem: 'repository', said, detail: said.english };
}
