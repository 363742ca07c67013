import { hex } from '@scure/base';
import type { Blocklist } from '../blocklist/blocklist.ts';
import { type Head, headPath } from '../blocklist/head.ts';
import { isRunUp } from '../blocklist/run-up.ts';
import { allowedRemovals, countRemoved } from '../blocklist/shrink-rule.ts';
import type { Problem } from '../lookup/verdict.ts';
import type { Fetch } from '../tuf/fetch-file.ts';
import type { TufProblem } from '../tuf/problem.ts';
import { type MetadataStore, type Repository, type UpdateResult, updateRepository } from '../tuf/updater.ts';
import { listOf } from './apply-segments.ts';
import { expiredOrClock } from './clock.ts';
import { corsMissing } from './cors-probe.ts';
import { createMetadataOverlay } from './metadata-overlay.ts';
import { isMerelyUnreached } from './protection.ts';
import { readHead } from './read-head.ts';
import { hintedFetch, type ServerHints } from './server-hints.ts';
import { failed, type Step } from './step.ts';
import type { EnrolmentRecord, MetadataFacts, Snapshot, Store, Swap, SyncStatus } from './store.ts';
import { freeBytes, storeProblem } from './store-problem.ts';
import { takeBlocklist } from './take-list.ts';
import { trustedRoot } from './trusted-root.ts';

/** A database is not written to on a disk with less room: a write that fails halfway can cost all of it. */
const SPARE_BYTES = 4 * 1024 * 1024;

/** What of the store a synchronisation reads and writes. */
export type SyncStore = Pick<Store, 'snapshot' | 'blocklist' | 'swap'>;

export interface SyncParts {
  readonly store: SyncStore;
  readonly fetch: Fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
}

/**
 * `changed`: another list is in force than before. `retryAfterMs`: the server asked to be left alone for so long. The
 * status is in the store either way.
 */
export type SyncOutcome =
  | { readonly ok: true; readonly changed: boolean }
  | { readonly ok: false; readonly problem: Problem; readonly retryAfterMs?: number };

/**
 * Repository → verified head and segments → store, in one transaction. Whatever fails, the list in force stays, and
 * the status names the problem; metadata that were verified on the way are kept, against going back.
 */
export async function syncOnce(parts: SyncParts): Promise<SyncOutcome> {
  let snapshot: Snapshot;
  try {
    snapshot = await parts.store.snapshot();
  } catch (error) {
    return { ok: false, problem: await storeProblem(error) };
  }
  const { enrolment, damaged } = snapshot;
  if (!enrolment) {
    return damaged.includes('enrolment')
      ? failed('store-broken', 'the enrolment is damaged: enrol again')
      : failed('not-enrolled', '');
  }
  const server = hintedFetch(parts.fetch, parts.now);
  const outcome = await syncEnrolled({ ...parts, fetch: server.fetch }, snapshot, enrolment, server.hints);
  const { retryAfterMs } = server.hints();
  return outcome.ok || retryAfterMs === null ? outcome : { ...outcome, retryAfterMs };
}

async function syncEnrolled(
  parts: SyncParts,
  snapshot: Snapshot,
  enrolment: EnrolmentRecord,
  hints: () => ServerHints,
): Promise<SyncOutcome> {
  const { store, now } = parts;
  const overlay = createMetadataOverlay(snapshot.trusted);
  const attemptedAt = now();
  const updated = await updateFrom(parts, enrolment, overlay.store, snapshot.status.problem !== null);
  const metadata = updated.ok ? factsOf(updated) : snapshot.status.metadata;
  const found: Step<Found> = updated.ok
    ? await newList(parts, snapshot, enrolment, updated).catch(unforeseen)
    : {
        ok: false,
        problem: expiredOrClock(
          await unreachedWhy(updated.problem, hints(), enrolment, parts.fetch),
          hints().time,
          attemptedAt,
        ),
      };
  const trusted = overlay.files();
  if (!found.ok) {
    const status = {
      ...snapshot.status,
      attemptedAt,
      metadata,
      problem: worst(snapshot.status, found.problem),
    };
    await keepStatus(store, enrolment, { trusted, status });
    return found;
  }
  const { list, confirmedBy } = found.value;
  const status: SyncStatus = {
    attemptedAt,
    confirmedAt: attemptedAt,
    confirmedBy,
    metadata,
    problem: null,
  };
  return putInForce(store, enrolment, snapshot.status, { trusted, status, ...(list ? { list } : {}) });
}

async function updateFrom(
  { fetch, now, signal }: SyncParts,
  { repository, root }: EnrolmentRecord,
  store: MetadataStore,
  pastCache: boolean,
): Promise<UpdateResult> {
  const metadataUrl = new URL('metadata/', repository).href;
  const trusted = await trustedRoot(root, { metadataUrl, store, fetch, ...(signal ? { signal } : {}) });
  if (!trusted.ok) return trusted;
  return updateRepository({
    metadataUrl,
    targetsUrl: new URL('targets/', repository).href,
    trustedRoot: trusted.value,
    store,
    fetch,
    now,
    pastCache,
    ...(signal ? { signal } : {}),
  });
}

/** Without `list`: the one in force is the one that the repository names. */
interface Found {
  readonly confirmedBy: readonly string[];
  readonly list?: NonNullable<Swap['list']>;
}

async function newList(
  parts: SyncParts,
  snapshot: Snapshot,
  enrolment: EnrolmentRecord,
  repository: Repository,
): Promise<Step<Found>> {
  const path = headPath(hex.encode(enrolment.listId));
  const target = await repository.find(path);
  if (!target.ok) return target;
  const headHash = target.value?.hashes.get('sha256');
  if (headHash === undefined) return failed('bad-file', `the repository names no ${path}`);
  const before = snapshot.list;
  const confirmedBy = repository.targetsKeyIds;
  // As 5.3.11 of the TUF specification for metadata: what a key signed that is revoked by now, a thief may have signed.
  // A publication number or prefix width of his choice mustn't keep the right list out for good.
  // Nor is anybody held to numbers that are run up: a key that stays may have confirmed the list that has them.
  const isOvertaken =
    snapshot.status.confirmedBy.some(id => !confirmedBy.includes(id)) || isFarAhead(before?.head);
  const isWhole = !snapshot.damaged.includes('blocklist');
  if (isWhole && before?.headHash === headHash && before.enrolmentId === enrolment.id) {
    return { ok: true, value: { confirmedBy } };
  }
  const file = await repository.target(path);
  if (!file.ok) return file;
  const head = await readHead(enrolment, file.value);
  if (!head.ok) return head;
  if (before && !isOvertaken && wentBack(before.head, head.value)) {
    return failed('rollback', `publication ${head.value.publication} after ${before.head.publication}`);
  }
  const last = before && (await takeBlocklist(parts.store, before.head));
  const blocklistBefore = before && last ? { blocklist: last, operation: before.head.operation } : undefined;
  const blocklist = await listOf(head.value, blocklistBefore, { ...parts, enrolment });
  if (!blocklist.ok) return blocklist;
  if (before && last && !isOvertaken) {
    const removed = countRemoved(last, blocklist.value);
    const allowed = allowedRemovals(before.head, head.value);
    if (removed > allowed) return failed('shrunk', `${removed} removed, ${allowed} allowed`);
  }
  const generation = crypto.randomUUID();
  const record = { generation, enrolmentId: enrolment.id, headHash, head: head.value };
  return { ok: true, value: { confirmedBy, list: { record, blocklist: blocklist.value } } };
}

function isFarAhead(head: Head | undefined): boolean {
  return head !== undefined && [head.publication, head.operation, head.confirmedRemovals].some(isRunUp);
}

/** Publications only count up, and a list's prefixes only grow. */
function wentBack(before: Head, after: Head): boolean {
  return after.publication < before.publication || after.prefixBits < before.prefixBits;
}

function lengthBytesOf({ entries, domains }: Blocklist): number {
  return [entries, domains].reduce(
    (sum, { prefixes, tags, scopes }) => sum + prefixes.byteLength + tags.byteLength + scopes.byteLength,
    0,
  );
}

async function putInForce(
  store: SyncStore,
  enrolment: EnrolmentRecord,
  before: SyncStatus,
  swap: Swap,
): Promise<SyncOutcome> {
  const neededBytes = SPARE_BYTES + (swap.list ? lengthBytesOf(swap.list.blocklist) : 0);
  const free = await freeBytes();
  if (free < neededBytes) {
    const failure = failed('quota', `${free} bytes are free, and ${neededBytes} needed`);
    const status = { ...before, attemptedAt: swap.status.attemptedAt, problem: failure.problem };
    await keepStatus(store, enrolment, { status });
    return failure;
  }
  try {
    const swapped = await store.swap(enrolment.id, swap);
    return { ok: true, changed: swapped && swap.list !== undefined };
  } catch (error) {
    const problem = await storeProblem(error);
    const status = { ...before, attemptedAt: swap.status.attemptedAt, problem };
    await keepStatus(store, enrolment, { status });
    return { ok: false, problem };
  }
}

/** Where not even the status can be written, the caller still has the outcome. */
async function keepStatus(store: SyncStore, enrolment: EnrolmentRecord, swap: Swap): Promise<void> {
  if ((await freeBytes()) < SPARE_BYTES) return;
  try {
    await store.swap(enrolment.id, swap);
  } catch (error) {
    console.error('Lethe: the status of the synchronisation could not be written', error);
  }
}

/** Reading the list in force failed, or something that verified input can't cause: it must not pass for success. */
async function unforeseen(error: unknown): Promise<Step<never>> {
  console.error('Lethe: synchronisation failed', error);
  return { ok: false, problem: await storeProblem(error) };
}

/** Not reaching the repository doesn't undo what was wrong with its last answer. */
function worst(status: SyncStatus, problem: Problem): Problem {
  const last = status.problem;
  return last && isMerelyUnreached(problem) && !isMerelyUnreached(last) ? last : problem;
}

async function unreachedWhy(
  { code, detail }: TufProblem,
  { answered }: ServerHints,
  enrolment: EnrolmentRecord,
  fetch: Fetch,
): Promise<Problem> {
  // Without the words of this release, since it is kept.
  const problem = { code, detail };
  if (code !== 'offline' || answered) return problem;
  const missing = await corsMissing(new URL('metadata/timestamp.json', enrolment.repository).href, fetch);
  return missing ? { code: 'cors', detail: enrolment.repository } : problem;
}

function factsOf({ versions, expires }: Repository): MetadataFacts {
  return { versions: { ...versions }, expires: { ...expires } };
}
