import { hex } from '@scure/base';
import { type Bytes, sha256 } from '../bytes.ts';
import type { ObjectStore } from '../register/object-store.ts';
import type { TopLevelRole } from '../tuf/metadata.ts';
import type { SigningKey } from '../tuf/signer.ts';
import { type Lifetimes, renewTimestamp } from './commit.ts';
import {
  type RepositoryAccess,
  type RepositoryFailure,
  readHeadFile,
  type VerifiedRoots,
  verifyMetadata,
  verifyRoots,
} from './repository.ts';

export interface Refresh {
  readonly access: Pick<RepositoryAccess, 'store' | 'seen' | 'trustedRoot' | 'listId'>;
  /** The automation's key: names the list that stands there as the present one, and can do nothing else. */
  readonly signer: SigningKey;
  readonly lifetimes: Lifetimes;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type RefreshResult =
  | {
      readonly ok: true;
      readonly versions: Readonly<Record<TopLevelRole, number>>;
      /** Milliseconds since the epoch. */
      readonly expires: Readonly<Record<TopLevelRole, number>>;
    }
  | RepositoryFailure
  | {
      readonly ok: false;
      readonly problem: 'not-authorised' | 'nothing-published' | 'expired' | 'clock' | 'damaged' | 'busy';
      /** A sentence. */
      readonly detail: string;
    };

const ATTEMPTS = 5;
/** How far this machine's clock may be behind the last list: a confirmation still holds for most of a week. */
const MOST_BEHIND_MS = 86_400_000;

/**
 * Confirms the published list as it stands, after verifying all of it that can be verified without the seal key: roots,
 * metadata, and that no file's content differs from what its name says. Below what this machine saw before it never
 * goes, so a folder that was rolled back isn't confirmed.
 */
export async function refresh(work: Refresh): Promise<RefreshResult> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const result = await attemptRefresh(work);
    if (result !== 'conflict') return result;
  }
  return failure('busy', 'Others are publishing at the same time: try again.');
}

async function attemptRefresh(work: Refresh): Promise<RefreshResult | 'conflict'> {
  const { access, signer, lifetimes, now } = work;
  const roots = await verifyRoots(access);
  if (!roots.ok) return roots;
  const refusal = refusalBy(roots.value, work);
  if (refusal) return refusal;
  const metadata = await verifyMetadata(access, roots.value);
  if (!metadata.ok) return metadata;
  if (!metadata.value) return failure('nothing-published', 'Nothing was published yet: lethe publish');
  const { root, targets, snapshot, timestamp } = metadata.value.set;
  for (const { signed } of [targets, snapshot]) {
    if (signed.expires > now) continue;
    const when = new Date(signed.expires).toISOString();
    const detail = `${signed.version}.${signed.type}.json expired on ${when}, so reps see the list as stale. An officer must publish: lethe publish`;
    return failure('expired', detail);
  }
  // By the lifetimes of this release: where a later one shortens them, it is off by as much until the next publication.
  const signedAt = Math.max(
    targets.signed.expires - lifetimes.targets,
    snapshot.signed.expires - lifetimes.snapshot,
  );
  if (signedAt > now + MOST_BEHIND_MS) {
    const when = new Date(signedAt).toISOString();
    return failure('clock', `The last list is of ${when}: set this machine's clock.`);
  }
  const head = await readHeadFile(access, metadata.value);
  if (!head.ok) return head;
  const damaged = await damagedSegment(access.store);
  if (damaged !== undefined) {
    return failure('damaged', `${damaged} isn't what its name says: restore it, or publish anew.`);
  }
  const renewed = await renewTimestamp({ access, metadata: metadata.value, signer, lifetimes, now });
  if (renewed === 'conflict') return renewed;
  const version = timestamp.signed.version + 1;
  return {
    ok: true,
    versions: {
      root: root.signed.version,
      targets: targets.signed.version,
      snapshot: snapshot.signed.version,
      timestamp: version,
    },
    expires: {
      root: root.signed.expires,
      targets: targets.signed.expires,
      snapshot: snapshot.signed.expires,
      timestamp: now + lifetimes.timestamp,
    },
  };
}

function refusalBy({ set }: VerifiedRoots, { signer, now }: Refresh): RefreshResult | undefined {
  const { version, expires, roles } = set.root.signed;
  if (!roles.timestamp.keyIds.includes(signer.key.keyId)) {
    const detail = `Root ${version} doesn't name this timestamp key any more: take the new keys/timestamp.age.`;
    return failure('not-authorised', detail);
  }
  if (expires > now) return undefined;
  const when = new Date(expires).toISOString();
  return failure(
    'expired',
    `Root ${version} expired on ${when}, so no rep takes a new list: lethe rotate root`,
  );
}

/** Segments are named inside the sealed head; what can be told without it is whether each is what its name says. */
async function damagedSegment(store: ObjectStore): Promise<string | undefined> {
  for (const path of await store.list('segments/')) {
    const [, name] = /^segments\/([0-9a-f]{64})\.bin$/.exec(path) ?? [];
    const stored = name === undefined ? undefined : await store.get(path);
    if (stored && (await hashOf(stored.bytes)) !== name) return path;
  }
  return undefined;
}

async function hashOf(bytes: Bytes): Promise<string> {
  return hex.encode(await sha256(bytes));
}

function failure(
  problem: 'not-authorised' | 'nothing-published' | 'expired' | 'clock' | 'damaged' | 'busy',
  detail: string,
): RefreshResult {
  return { ok: false, problem, detail };
}
