import { isAtEnd, isRunUp, numberAnew } from '../blocklist/run-up.ts';
import type { Bytes } from '../bytes.ts';
import type { ObjectStore } from '../register/object-store.ts';
import { metadataFileName } from '../tuf/file-names.ts';
import {
  buildSnapshot,
  buildTimestamp,
  type Edition,
  nextVersion,
  type RepositoryFile,
  type SigningKey,
  signMetadata,
  signRelease,
} from '../tuf/signer.ts';
import { lifetimes as fixedLifetimes, isDue } from './lifetimes.ts';
import { type RepositoryAccess, remember, rememberRoot, type VerifiedMetadata } from './repository.ts';

/** How long what is signed now stays valid, in milliseconds. */
export interface Lifetimes {
  readonly timestamp: number;
  readonly snapshot: number;
  readonly targets: number;
}

interface Commit {
  readonly access: Pick<RepositoryAccess, 'store' | 'seen'>;
  /** What stands there, verified; undefined before the first publication. */
  readonly metadata: VerifiedMetadata | undefined;
  readonly signer: SigningKey;
  readonly lifetimes: Lifetimes;
  readonly now: number;
  /**
   * A key is about to be revoked, so that clients forget what they saw under it (5.3.11): numbers that its thief ran up to
   * their end begin anew. At any other time they would refuse lower ones.
   */
  readonly isBeforeRevocation?: true;
}

type VersionedRole = 'targets' | 'snapshot';

/**
 * Signs and writes targets and snapshot under numbers that nobody has taken, then replaces `timestamp.json`: that is
 * the moment at which everything before becomes visible. `conflict` if another publication was faster; what was
 * written is then referred to by nothing.
 */
export async function commitRelease(
  commit: Commit & { readonly targets: Readonly<Record<string, Bytes>> },
): Promise<'committed' | 'conflict'> {
  const { access, signer, lifetimes, now, targets } = commit;
  const signers = [signer];
  let least = { targets: 1, snapshot: 1 };
  for (;;) {
    const free = await freeVersions(commit, least);
    const [targetsFile, snapshotFile, timestampFile] = await signRelease({
      targets,
      editions: {
        targets: { version: free.targets, expires: now + lifetimes.targets },
        snapshot: { version: free.snapshot, expires: now + lifetimes.snapshot },
        timestamp: timestampEdition(commit),
      },
      signers: { targets: signers, snapshot: signers, timestamp: signers },
    });
    if (!targetsFile || !snapshotFile || !timestampFile) throw new Error('a release has three files');
    // A number that was taken since it was looked up is skipped: numbers are no locks.
    least = { targets: free.targets + 1, snapshot: free.snapshot + 1 };
    if (!(await written(access.store, targetsFile)) || !(await written(access.store, snapshotFile))) continue;
    return commitTimestamp(commit, timestampFile.bytes, snapshotFile.bytes);
  }
}

/**
 * Confirms the list as it stands. Where snapshot and targets are in the last third of their lives they are signed
 * anew with the same content.
 */
export async function renewMetadata(
  commit: Commit & { readonly metadata: VerifiedMetadata },
): Promise<'committed' | 'conflict'> {
  const { set } = commit.metadata;
  const due =
    isDue(set.targets.signed.expires, fixedLifetimes.targets, commit.now) ||
    isDue(set.snapshot.signed.expires, fixedLifetimes.snapshot, commit.now);
  return due ? renewAll(commit) : renewTimestamp(commit);
}

/** Confirms the list by a new timestamp alone: what an automation's key can do. */
export async function renewTimestamp(
  commit: Commit & { readonly metadata: VerifiedMetadata },
): Promise<'committed' | 'conflict'> {
  const { set } = commit.metadata;
  const snapshot = { version: set.snapshot.signed.version, bytes: set.snapshot.bytes };
  const timestamp = await signMetadata(await buildTimestamp(timestampEdition(commit), snapshot), [
    commit.signer,
  ]);
  return commitTimestamp(commit, timestamp, set.snapshot.bytes);
}

/** Signs the list as it stands anew, by this signer alone: after that nobody else's signature is needed. */
export async function renewAll(
  commit: Commit & { readonly metadata: VerifiedMetadata },
): Promise<'committed' | 'conflict'> {
  const { access, metadata, signer, lifetimes, now } = commit;
  let least = { targets: 1, snapshot: 1 };
  for (;;) {
    const free = await freeVersions(commit, least);
    const again = await nextVersion(metadata.set.targets.bytes, 'targets', now + lifetimes.targets);
    if (!again.ok) throw new Error(`Verified targets can't be signed again: ${again.problem.detail}`);
    const targets = {
      version: free.targets,
      bytes: await signMetadata({ ...again.value, version: free.targets }, [signer]),
    };
    const snapshotEdition = { version: free.snapshot, expires: now + lifetimes.snapshot };
    const snapshotBytes = await signMetadata(await buildSnapshot(snapshotEdition, targets), [signer]);
    const snapshot = { version: free.snapshot, bytes: snapshotBytes };
    const timestamp = await signMetadata(await buildTimestamp(timestampEdition(commit), snapshot), [signer]);
    const targetsFile = { name: metadataFileName('targets', targets.version), bytes: targets.bytes };
    const snapshotFile = { name: metadataFileName('snapshot', snapshot.version), bytes: snapshot.bytes };
    least = { targets: free.targets + 1, snapshot: free.snapshot + 1 };
    if (!(await written(access.store, targetsFile)) || !(await written(access.store, snapshotFile))) continue;
    return commitTimestamp(commit, timestamp, snapshot.bytes);
  }
}

function timestampEdition(commit: Commit): Edition {
  const { metadata, lifetimes, now } = commit;
  return {
    version: versionAfter(metadata?.set.timestamp.signed.version ?? 0, commit),
    expires: now + lifetimes.timestamp,
  };
}

function versionAfter(version: number, { isBeforeRevocation, now }: Commit): number {
  return isBeforeRevocation && isAtEnd(version) ? numberAnew(now) : version + 1;
}

async function commitTimestamp(
  { access, metadata }: Commit,
  timestamp: Bytes,
  snapshot: Bytes,
): Promise<'committed' | 'conflict'> {
  const replaced = await access.store.replaceIf(
    'metadata/timestamp.json',
    timestamp,
    metadata?.timestampEtag,
  );
  if (replaced === 'conflict') return 'conflict';
  await remember(access.seen, timestamp, snapshot);
  if (metadata) await rememberRoot(access.seen, metadata.set.root.bytes);
  return 'committed';
}

async function written(store: ObjectStore, file: RepositoryFile): Promise<boolean> {
  return (await store.putNew(`metadata/${file.name}`, file.bytes)) === 'written';
}

/** For each role a number above every one that was ever written, published or left by a kill. */
async function freeVersions(
  commit: Commit,
  least: Readonly<Record<VersionedRole, number>>,
): Promise<Record<VersionedRole, number>> {
  const names = await commit.access.store.list('metadata/');
  const above = (role: VersionedRole) => {
    const pattern = new RegExp(`^metadata/(\\d{1,15})\\.${role}\\.json$`);
    // A name that nobody reached by counting says nothing: whoever can write there could leave no room above it.
    const taken = names.map(name => Number(pattern.exec(name)?.[1] ?? 0)).filter(number => !isRunUp(number));
    const published = versionAfter(commit.metadata?.set[role].signed.version ?? 0, commit);
    return taken.reduce(
      (highest, version) => Math.max(highest, version + 1),
      Math.max(published, least[role]),
    );
  };
  return { targets: above('targets'), snapshot: above('snapshot') };
}
