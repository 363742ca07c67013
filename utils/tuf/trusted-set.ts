import type { Bytes } from '../bytes.ts';
import { type Sentence, sentence } from '../sentence.ts';
import { mismatchOf } from './hashes.ts';
import type { Key } from './key.ts';
import type { Metadata, Role, Root, Snapshot, Targets, Timestamp, TopLevelRole } from './metadata.ts';
import { parseMetadata } from './parse-metadata.ts';
import { bad, type Checked, dateText, good } from './problem.ts';
import { countSignatures } from './threshold.ts';

/**
 * The metadata that one update trusts so far, in the specification's order: each step takes the set of the step
 * before, and bytes, and gives a larger set that trusts them, or the problem. It only verifies: no network, no
 * store, no clock. Sections are those of the TUF specification 1.0.34
 * (https://theupdateframework.github.io/specification/v1.0.34/).
 */
export interface RootSet {
  /** 5.1: the time at which the update began; every expiry is judged by it. */
  readonly time: number;
  readonly root: Metadata<Root>;
}

/** The timestamp is valid now. */
export interface TimestampSet extends RootSet {
  readonly timestamp: Metadata<Timestamp>;
}

/** The snapshot is the one that the timestamp names, and valid now. */
export interface SnapshotSet extends TimestampSet {
  readonly snapshot: Metadata<Snapshot>;
}

/** The top-level targets are those that the snapshot names, and valid now. */
export interface CompleteSet extends SnapshotSet {
  readonly targets: Metadata<Targets>;
}

/**
 * 5.2: starts from a root that came another way (enrolment). Its expiry doesn't matter here, since 5.3 updates
 * it; that it is signed by itself is checked all the same, so that a damaged one is noticed at once.
 */
export async function openTrustedSet(rootBytes: Bytes, time: number): Promise<Checked<RootSet>> {
  const root = await parseMetadata(rootBytes, 'root', 'the trusted root');
  if (!root.ok) return root;
  const unsigned = await unsignedBy(root.value, root.value.signed, 'root', 'The trusted root');
  return unsigned ?? good({ time, root: root.value });
}

/** 5.3.4 to 5.3.7, for the root after the trusted one. */
export async function updateRoot(set: RootSet, bytes: Bytes): Promise<Checked<RootSet>> {
  const version = set.root.signed.version + 1;
  const name = `${version}.root.json`;
  const root = await parseMetadata(bytes, 'root', name);
  if (!root.ok) return root;

  // 5.3.4, arbitrary software attack: only whom the trusted root names can say who comes next, and the new
  // root's own keys must exist and agree, or the next rotation would lock everybody out.
  const unsigned =
    (await unsignedBy(root.value, set.root.signed, 'root', `${name}, by the keys of root ${version - 1},`)) ??
    (await unsignedBy(root.value, root.value.signed, 'root', `${name}, by its own keys,`));
  if (unsigned) return unsigned;

  // 5.3.5, rollback attack: exactly one step, so that no root and none of its revocations is skipped.
  if (root.value.signed.version !== version) {
    return bad('rollback', otherVersion(name, root.value.signed.version));
  }

  // 5.3.6: an expired intermediate root is a step like any other; `checkRoot` judges the last one.
  return good({ time: set.time, root: root.value });
}

/**
 * 5.3.11, fast-forward attack: whoever held a key of timestamp or snapshot may have run the versions up. True if
 * the new root revokes such a key; then stored timestamp and snapshot must be forgotten, so that lower versions
 * are taken again. A key added is no rotation: forgetting then would only give up protection against rollback.
 */
export function revokesKeys(before: Root, after: Root): boolean {
  return (['timestamp', 'snapshot'] as const).some(role =>
    before.roles[role].keyIds.some(keyId => !after.roles[role].keyIds.includes(keyId)),
  );
}

/** 5.3.10, freeze attack: the last root that was to be had must be valid now. */
export function checkRoot(set: RootSet): Checked<RootSet> {
  return expired(set, set.root.signed, `${set.root.signed.version}.root.json`) ?? good(set);
}

/**
 * Reads the timestamp of an earlier update, to compare the new one with. It may be expired; it must be signed by
 * today's keys, which is also what makes a fast-forwarded one of a revoked key vanish (5.3.11).
 */
export async function recallTimestamp(set: RootSet, bytes: Bytes): Promise<Checked<Metadata<Timestamp>>> {
  const name = 'the stored timestamp.json';
  const timestamp = await parseMetadata(bytes, 'timestamp', name);
  if (!timestamp.ok) return timestamp;
  return (await unsignedBy(timestamp.value, set.root.signed, 'timestamp', name)) ?? timestamp;
}

/**
 * 5.4.2 to 5.4.4. `recalled` is the timestamp of an earlier update; where the new one has the same version, the
 * recalled one stays, and must not have expired.
 */
export async function updateTimestamp(
  set: RootSet,
  bytes: Bytes,
  recalled?: Metadata<Timestamp>,
): Promise<Checked<TimestampSet>> {
  const name = 'timestamp.json';
  const read = await parseMetadata(bytes, 'timestamp', name);
  if (!read.ok) return read;
  const next = read.value.signed;
  const trusted = recalled?.signed;

  // 5.4.2, arbitrary software attack: signed by whom the root names.
  const unsigned = await unsignedBy(read.value, set.root.signed, 'timestamp', name);
  if (unsigned) return unsigned;

  // 5.4.3.1, rollback attack: an older list would lack the people who were blocked since.
  if (trusted && next.version < trusted.version) {
    return bad(
      'rollback',
      sentence('told.tuf.older')`${name} is version ${next.version}, seen before was ${trusted.version}`,
    );
  }

  // 5.4.3.1: an equal version is the one at hand. The specification ends the update here; we go on with the one
  // at hand, so that its expiry is judged (the same file served for ever is a freeze attack) and an update that
  // broke off after saving it is completed.
  if (recalled && next.version === recalled.signed.version) {
    return expired(set, recalled.signed, name) ?? good({ ...set, timestamp: recalled });
  }

  // 5.4.3.2, rollback attack: a new timestamp can't bring back an older snapshot.
  if (trusted && next.snapshot.version < trusted.snapshot.version) {
    const [is, was] = [next.snapshot.version, trusted.snapshot.version];
    return bad('rollback', namesOlder(name, 'snapshot', is, was));
  }

  // 5.4.4, freeze attack: whoever keeps newer files from us can do so only until this date.
  return expired(set, next, name) ?? good({ ...set, timestamp: read.value });
}

/** Reads the snapshot of an earlier update, to compare the new one with. It may be expired or outdated. */
export async function recallSnapshot(set: RootSet, bytes: Bytes): Promise<Checked<Metadata<Snapshot>>> {
  const name = 'the stored snapshot.json';
  const snapshot = await parseMetadata(bytes, 'snapshot', name);
  if (!snapshot.ok) return snapshot;
  return (await unsignedBy(snapshot.value, set.root.signed, 'snapshot', name)) ?? snapshot;
}

/** 5.5.2 to 5.5.6. `recalled` is the snapshot of an earlier update. */
export async function updateSnapshot(
  set: TimestampSet,
  bytes: Bytes,
  recalled?: Metadata<Snapshot>,
): Promise<Checked<SnapshotSet>> {
  const expected = set.timestamp.signed.snapshot;
  const name = `${expected.version}.snapshot.json`;

  // 5.5.2, mix-and-match attack: exactly the snapshot that the timestamp vouches for.
  const mismatch = await mismatchOf(bytes, expected, name);
  if (mismatch !== undefined) return bad('bad-file', mismatch);

  const read = await parseMetadata(bytes, 'snapshot', name);
  if (!read.ok) return read;
  const next = read.value.signed;

  // 5.5.3, arbitrary software attack.
  const unsigned = await unsignedBy(read.value, set.root.signed, 'snapshot', name);
  if (unsigned) return unsigned;

  // 5.5.4, mix-and-match attack: hashes are optional, the version isn't.
  if (next.version !== expected.version) {
    return bad('bad-file', otherVersion(name, next.version));
  }

  // 5.5.5, rollback attack: no targets metadata may go back or vanish.
  for (const [file, trusted] of recalled?.signed.meta ?? []) {
    const listed = next.meta.get(file);
    if (listed === undefined)
      return bad('rollback', sentence('told.tuf.noLonger')`${name} no longer names ${file}`);
    if (listed.version < trusted.version) {
      return bad('rollback', namesOlder(name, file, listed.version, trusted.version));
    }
  }

  // 5.5.6, freeze attack.
  return expired(set, next, name) ?? good({ ...set, snapshot: read.value });
}

/** 5.6.2 to 5.6.5 for the top-level targets. */
export async function updateTargets(set: SnapshotSet, bytes: Bytes): Promise<Checked<CompleteSet>> {
  const { keys, roles } = set.root.signed;
  const targets = await verifyTargets(set, bytes, 'targets', roles.targets, keys);
  return targets.ok ? good({ ...set, targets: targets.value }) : targets;
}

/**
 * 5.6.2 to 5.6.5 for any targets role, under the keys of the role that delegates to it. Nothing is kept: a role
 * trusted by one delegator must be judged anew under another.
 */
export async function verifyTargets(
  set: SnapshotSet,
  bytes: Bytes,
  roleName: string,
  role: Role,
  keys: ReadonlyMap<string, Key>,
): Promise<Checked<Metadata<Targets>>> {
  // The snapshot must name every role that is used, or it couldn't protect it against rollback.
  const expected = set.snapshot.signed.meta.get(`${roleName}.json`);
  if (expected === undefined) return bad('bad-file', `The snapshot doesn't name ${roleName}.json`);
  const name = `${expected.version}.${roleName}.json`;

  // 5.6.2, mix-and-match attack: exactly the file that the snapshot vouches for.
  const mismatch = await mismatchOf(bytes, expected, name);
  if (mismatch !== undefined) return bad('bad-file', mismatch);

  const read = await parseMetadata(bytes, 'targets', name);
  if (!read.ok) return read;

  // 5.6.3, arbitrary software attack.
  const unsigned = await tooFewSignatures(read.value, role, keys, name);
  if (unsigned) return unsigned;

  // 5.6.4, mix-and-match and rollback attack: the version that the snapshot names, neither older nor newer.
  if (read.value.signed.version !== expected.version) {
    return bad('bad-file', otherVersion(name, read.value.signed.version));
  }

  // 5.6.5, freeze attack.
  return expired(set, read.value.signed, name) ?? good(read.value);
}

function unsignedBy(metadata: Metadata<unknown>, root: Root, role: TopLevelRole, name: string) {
  return tooFewSignatures(metadata, root.roles[role], root.keys, name);
}

async function tooFewSignatures(
  metadata: Metadata<unknown>,
  role: Role,
  keys: ReadonlyMap<string, Key>,
  name: string,
) {
  const { valid, threshold } = await countSignatures(metadata, role, keys);
  if (valid >= threshold) return undefined;
  return bad(
    'bad-signature',
    sentence(
      'told.tuf.signatures',
    )`${name} has too few valid signatures: ${valid} of the ${threshold} needed`,
  );
}

/** "The expiration timestamp MUST be higher than the fixed update start time." */
function expired(set: RootSet, signed: { readonly expires: number }, name: string) {
  if (signed.expires > set.time) return undefined;
  return bad('expired', `${name} expired on ${dateText(signed.expires)}`);
}

function otherVersion(name: string, version: number): Sentence {
  return sentence('told.tuf.version')`${name} says it is version ${version}`;
}

function namesOlder(name: string, file: string, is: number, was: number): Sentence {
  return sentence('told.tuf.namesOlder')`${name} names ${file} ${is}, seen before was ${was}`;
}
