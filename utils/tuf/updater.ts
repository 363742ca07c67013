import type { Bytes } from '../bytes.ts';
import type { Fetch } from './fetch-file.ts';
import { targetFilePath } from './file-names.ts';
import { mismatchOf } from './hashes.ts';
import { type Limits, limits } from './limits.ts';
import type { TargetFile, TopLevelRole } from './metadata.ts';
import { bad, type Checked, dateText, good, type TufProblem } from './problem.ts';
import {
  catchingStore,
  discardFile,
  fetchListed,
  fetchMetadata,
  fetchProblem,
  fetchTarget,
  fetchTimestamp,
  loadFile,
  type Session,
  saveFile,
} from './session.ts';
import { findTarget, type LoadDelegated } from './target-search.ts';
import {
  type CompleteSet,
  checkRoot,
  openTrustedSet,
  type RootSet,
  recallSnapshot,
  recallTimestamp,
  revokesKeys,
  type SnapshotSet,
  type TimestampSet,
  updateRoot,
  updateSnapshot,
  updateTargets,
  updateTimestamp,
  verifyTargets,
} from './trusted-set.ts';

/**
 * Where verified metadata is kept between updates; each enrolment has its own. Names are file names such as
 * `2.root.json`, `timestamp.json`. An empty file counts as absent: that is how a file is discarded. Nothing read
 * from it is trusted without its signatures, so it needs no protection beyond the extension's own storage.
 */
export interface MetadataStore {
  load(fileName: string): Promise<Bytes | undefined>;
  save(fileName: string, bytes: Bytes): Promise<void>;
}

export interface UpdateOptions {
  /** Address of the folder with `timestamp.json`, ending in `/`. */
  readonly metadataUrl: string;
  /** Address of the folder with the targets, ending in `/`. */
  readonly targetsUrl: string;
  /** The root from enrolment: a signed `N.root.json`. */
  readonly trustedRoot: Bytes;
  readonly store: MetadataStore;
  readonly fetch: Fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly limits?: Partial<Limits>;
  /**
   * True to have the timestamp sent anew, whatever the browser's cache holds: after an update that failed, its copy
   * may be why, and a server that goes by dates would confirm it.
   */
  readonly pastCache?: boolean;
  readonly signal?: AbortSignal;
}

/** What the repository says now, verified. */
export interface Repository {
  /**
   * True if this update brought metadata that the store didn't have. For logs: whoever applies a target compares
   * its hash with what is applied, since the download after an earlier update may have failed.
   */
  readonly changed: boolean;
  /** Milliseconds since the epoch. */
  readonly expires: Readonly<Record<TopLevelRole, number>>;
  readonly versions: Readonly<Record<TopLevelRole, number>>;
  /** Whom the root names for targets now. */
  readonly targetsKeyIds: readonly string[];
  /** Length and hashes of a target; undefined if no role that may speak for this path names it. */
  find(path: string): Promise<Checked<TargetFile | undefined>>;
  /** Downloads a target and gives its verified bytes. */
  target(path: string): Promise<Checked<Bytes>>;
}

export type UpdateResult =
  | ({ readonly ok: true } & Repository)
  | { readonly ok: false; readonly problem: TufProblem };

/**
 * The client workflow of the TUF specification 1.0.34, section 5: brings the stored metadata up to date and
 * verifies all of it. Each file is saved as soon as it is trusted, so that a rollback is noticed even after an
 * update that broke off; the next update takes up from there. One update at a time for one store.
 *
 * @example
 * const update = await updateRepository({ metadataUrl, targetsUrl, trustedRoot, store, fetch, now: Date.now });
 * if (!update.ok) return report(update.problem);
 * const head = await update.target('0123….head');
 */
export async function updateRepository(options: UpdateOptions): Promise<UpdateResult> {
  const session = { options, limits: { ...limits, ...options.limits }, saved: [] };
  const complete = await catchingStore(() => updateAll(session));
  return complete.ok ? { ok: true, ...repositoryOf(session, complete.value) } : complete;
}

async function updateAll(session: Session): Promise<Checked<CompleteSet>> {
  // 5.1: one time for the whole update.
  const time = session.options.now();
  if (time < session.limits.earliestTime) {
    return bad('clock', `This machine's clock says ${dateText(time)}`);
  }
  const opened = await openTrustedSet(session.options.trustedRoot, time);
  if (!opened.ok) return opened;
  const walked = await walkRoots(session, await replayRoots(session, opened.value));
  if (!walked.ok) return walked;
  const root = checkRoot(walked.value);
  if (!root.ok) return root;
  const timestamp = await takeTimestamp(session, root.value);
  if (!timestamp.ok) return timestamp;
  const snapshot = await takeSnapshot(session, timestamp.value);
  if (!snapshot.ok) return snapshot;
  return takeTargets(session, snapshot.value);
}

/**
 * 5.2: the stored roots that follow the enrolled one. Every step is verified again, so that a damaged or
 * exchanged store can't plant a root; where one doesn't verify, the walk goes on from the repository.
 */
async function replayRoots(session: Session, opened: RootSet): Promise<RootSet> {
  let set = opened;
  for (;;) {
    const bytes = await loadFile(session, rootName(set));
    if (bytes === undefined) return set;
    const next = await updateRoot(set, bytes);
    if (!next.ok) return set;
    set = next.value;
  }
}

/** 5.3.2 to 5.3.9. */
async function walkRoots(session: Session, replayed: RootSet): Promise<Checked<RootSet>> {
  let set = replayed;
  for (let taken = 0; taken < session.limits.maxRootRotations; taken++) {
    const name = rootName(set);
    const file = await fetchMetadata(session, name, session.limits.rootMaxLengthBytes);
    // 5.3.3: only "there is none" ends the walk. Anything else may be somebody keeping a new root from us.
    if (!file.ok && file.reason === 'missing') return good(set);
    if (!file.ok) return fetchProblem(name, file);
    const next = await updateRoot(set, file.bytes);
    if (!next.ok) return next;
    // 5.3.11, before 5.3.8: if we are interrupted between the two, the next update comes here again.
    if (revokesKeys(set.root.signed, next.value.root.signed)) {
      await discardFile(session, 'timestamp.json');
      await discardFile(session, 'snapshot.json');
    }
    await saveFile(session, name, file.bytes);
    set = next.value;
  }
  return good(set);
}

function rootName(set: RootSet): string {
  return `${set.root.signed.version + 1}.root.json`;
}

/** 5.4. */
async function takeTimestamp(session: Session, set: RootSet): Promise<Checked<TimestampSet>> {
  const name = 'timestamp.json';
  const stored = await loadFile(session, name);
  const recalled = stored && (await recallTimestamp(set, stored));
  const file = await fetchTimestamp(session);
  if (!file.ok) return fetchProblem(name, file);
  const next = await updateTimestamp(set, file.bytes, recalled?.ok ? recalled.value : undefined);
  if (next.ok && next.value.timestamp.bytes !== stored)
    await saveFile(session, name, next.value.timestamp.bytes);
  return next;
}

/** 5.5. The stored snapshot is either the one that the timestamp names, or what the new one is compared with. */
async function takeSnapshot(session: Session, set: TimestampSet): Promise<Checked<SnapshotSet>> {
  const stored = await loadFile(session, 'snapshot.json');
  const current = stored && (await updateSnapshot(set, stored));
  if (current?.ok) return current;
  const recalled = stored && (await recallSnapshot(set, stored));
  const expected = set.timestamp.signed.snapshot;
  const file = await fetchListed(session, set, 'snapshot', expected, session.limits.snapshotMaxLengthBytes);
  if (!file.ok) return file;
  const next = await updateSnapshot(set, file.value, recalled?.ok ? recalled.value : undefined);
  if (next.ok) await saveFile(session, 'snapshot.json', file.value);
  return next;
}

/** 5.6.1 to 5.6.6. */
async function takeTargets(session: Session, set: SnapshotSet): Promise<Checked<CompleteSet>> {
  return takeVerified(session, set, 'targets', 'targets.json', bytes => updateTargets(set, bytes));
}

/** 5.6.1 to 5.6.6 for a delegated role. Stored apart, so that no role's name can be that of another file. */
function loadDelegated(session: Session, set: CompleteSet): LoadDelegated {
  return (role, keys) => {
    const storedName = `delegated.${encodeURIComponent(role.name)}.json`;
    return takeVerified(session, set, role.name, storedName, bytes =>
      verifyTargets(set, bytes, role.name, role, keys),
    );
  };
}

/** The stored file of a targets role if it passes every check, else the repository's. */
async function takeVerified<T>(
  session: Session,
  set: SnapshotSet,
  role: string,
  storedName: string,
  verify: (bytes: Bytes) => Promise<Checked<T>>,
): Promise<Checked<T>> {
  const stored = await loadFile(session, storedName);
  const current = stored && (await verify(stored));
  if (current?.ok) return current;
  const expected = set.snapshot.signed.meta.get(`${role}.json`);
  if (expected === undefined) return bad('bad-file', `The snapshot doesn't name ${role}.json`);
  const file = await fetchListed(session, set, role, expected, session.limits.targetsMaxLengthBytes);
  if (!file.ok) return file;
  const next = await verify(file.value);
  if (next.ok) await saveFile(session, storedName, file.value);
  return next;
}

function repositoryOf(session: Session, set: CompleteSet): Repository {
  const { root, timestamp, snapshot, targets } = set;
  const ofEach = (pick: (signed: { version: number; expires: number }) => number) => ({
    root: pick(root.signed),
    timestamp: pick(timestamp.signed),
    snapshot: pick(snapshot.signed),
    targets: pick(targets.signed),
  });
  const find = (path: string) =>
    findTarget(targets, path, loadDelegated(session, set), session.limits.maxDelegations);
  return {
    changed: session.saved.length > 0,
    expires: ofEach(signed => signed.expires),
    versions: ofEach(signed => signed.version),
    targetsKeyIds: root.signed.roles.targets.keyIds,
    find: path => catchingStore(() => find(path)),
    target: path =>
      catchingStore(async () => {
        const file = await find(path);
        return file.ok ? download(session, set, path, file.value) : file;
      }),
  };
}

/** 5.7: fetches a target and checks it against its metadata. */
async function download(
  session: Session,
  set: CompleteSet,
  path: string,
  file: TargetFile | undefined,
): Promise<Checked<Bytes>> {
  if (file === undefined) return bad('bad-file', `The repository has no target ${path}`);
  const [hash] = file.hashes.values();
  const filePath = targetFilePath(path, set.root.signed.consistentSnapshot ? hash : undefined);
  if (filePath === undefined) return bad('bad-file', `Target ${path} has no name that could be fetched`);
  if (file.lengthBytes > session.limits.targetMaxLengthBytes) {
    return bad('bad-file', `Target ${path} has ${file.lengthBytes} bytes, too many`);
  }
  const fetched = await fetchTarget(session, filePath, file.lengthBytes);
  if (!fetched.ok) return fetchProblem(`Target ${path}`, fetched);
  const mismatch = await mismatchOf(fetched.bytes, file, `Target ${path}`);
  return mismatch === undefined ? good(fetched.bytes) : bad('bad-file', mismatch);
}
