import { hex } from '@scure/base';
import { type Blocklist, hashOfSet } from '../blocklist/blocklist.ts';
import {
  encodeHead,
  type GuardLevel,
  HEAD_FORMAT,
  type Head,
  headPath,
  SUITE,
  segmentPath,
} from '../blocklist/head.ts';
import { isAtEnd, numberAnew } from '../blocklist/run-up.ts';
import { headContext, sealFile } from '../blocklist/seal.ts';
import { countTouched, type Segment, segmentBetween } from '../blocklist/segment.ts';
import { countRemoved, freeRemovals } from '../blocklist/shrink-rule.ts';
import { type Bytes, sha256 } from '../bytes.ts';
import { allVersions } from '../identifier/versions.ts';
import type { RegisterFailure } from '../register/chain.ts';
import type { NewPublication } from '../register/publication-record.ts';
import type { PublicationName } from '../register/publications.ts';
import { type ListedRegister, standingBlocks } from '../register/register.ts';
import type { Argon2id } from '../scheme/tag.ts';
import { SUITE_1 } from '../scheme/tag.ts';
import { type Sentence, sentence } from '../sentence.ts';
import { targetFilePath } from '../tuf/file-names.ts';
import { limits } from '../tuf/limits.ts';
import type { SigningKey } from '../tuf/signer.ts';
import { commitRelease, type Lifetimes, renewMetadata } from './commit.ts';
import { lifetimes } from './lifetimes.ts';
import { canaryEntries, listOfBlocks } from './list-of-register.ts';
import type { OnPublishProgress } from './publish-progress.ts';
import {
  openPublishedList,
  type PublishedList,
  type RepositoryAccess,
  type RepositoryFailure,
  type VerifiedMetadata,
  type VerifiedRoots,
  verifyMetadata,
  verifyRoots,
} from './repository.ts';
import { continuedSegments, type LiveSegments, segmentsOfNewList } from './segments.ts';

/** What a head says to reps besides the list. */
export interface ListDescription {
  readonly organisation: string;
  readonly contact: string;
  readonly country?: string;
  readonly guard: GuardLevel;
  readonly panelOnly: readonly string[];
}

export interface Publication {
  readonly access: RepositoryAccess;
  readonly decoySecret: Bytes;
  readonly description: ListDescription;
  readonly signer: SigningKey;
  readonly lifetimes: Lifetimes;
  readonly argon2id: Argon2id;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /**
   * Reads the register. Called anew on each attempt, with the heads that the last publication took in: it must reach
   * them. Where it says how the list is described, that counts.
   */
  readonly readRegister: (
    roots: VerifiedRoots,
    known: Head['registerHeads'],
  ) => Promise<
    | { readonly ok: true; readonly register: ListedRegister; readonly description?: ListDescription }
    | RegisterFailure
  >;
  /** True after an officer was told how many entries go, and wants it. */
  readonly removalConfirmed: boolean;
  /** Called before the commit, and awaited: a publication that can't be recorded isn't made. See publications.ts. */
  readonly record: (publication: NewPublication, replaced: PublicationName | undefined) => Promise<void>;
  readonly onProgress?: OnPublishProgress;
}

export interface PublicationFacts {
  readonly publication: number;
  readonly operation: number;
  /** Entries and domains in the list, canary and decoys included. */
  readonly entries: number;
  readonly domains: number;
  /** Entries and domains that came or changed, and that went. */
  readonly touched: number;
  readonly removed: number;
}

export type PublishResult =
  | ({ readonly ok: true; readonly outcome: 'published' } & PublicationFacts)
  /** Nothing new: the list was confirmed as it stands. */
  | ({ readonly ok: true; readonly outcome: 'confirmed' } & PublicationFacts)
  | RepositoryFailure
  | { readonly ok: false; readonly problem: 'register'; readonly said: Sentence; readonly detail: string }
  /** So many entries would go that it needs an officer's word. */
  | {
      readonly ok: false;
      readonly problem: 'removal';
      readonly said: Sentence;
      readonly detail: string;
      readonly removed: number;
    }
  | {
      readonly ok: false;
      readonly problem: 'not-authorised' | 'clock' | 'busy';
      readonly said: Sentence;
      readonly detail: string;
    };

const ATTEMPTS = 5;
/** Clocks of two officers' machines may differ by so much. */
const CLOCK_TOLERANCE_MS = 3_600_000;

/**
 * Publishes what the register says: verifies what stands there as a client would, builds the list, and writes new
 * files first and `timestamp.json` last. Whoever kills it at any moment leaves the old list or the new one.
 */
export async function publish(publication: Publication): Promise<PublishResult> {
  const canary = await canaryEntries(secretsOf(publication), publication.argon2id);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const result = await attemptPublication(publication, canary);
    if (result !== 'conflict') return result;
  }
  return failure('busy', sentence('told.publish.busy')`Others are publishing at the same time: try again.`);
}

async function attemptPublication(
  publication: Publication,
  canary: Awaited<ReturnType<typeof canaryEntries>>,
): Promise<PublishResult | 'conflict'> {
  const { access, signer, now, onProgress } = publication;
  await onProgress?.({ step: 'check' });
  const roots = await verifyRoots(access);
  if (!roots.ok) return roots;
  const unauthorised = unauthorisedFor(roots.value, signer);
  if (unauthorised) return unauthorised;
  const metadata = await verifyMetadata(access, roots.value);
  if (!metadata.ok) return metadata;
  const current = metadata.value && (await openPublishedList(access, metadata.value));
  if (current?.ok === false) return current;
  const before = current && standingOf(current.value, now);
  if (before && isAfter(before.head.publishedAt, now)) {
    const when = new Date(before.head.publishedAt);
    return failure(
      'clock',
      sentence('told.publish.clock')`The last list is of ${when}: set this machine's clock.`,
    );
  }

  await onProgress?.({ step: 'register' });
  const read = await publication.readRegister(roots.value, before?.head.registerHeads ?? []);
  if (!read.ok) return { ok: false, problem: 'register', said: read.said, detail: read.detail };
  await onProgress?.({ step: 'build' });
  const blocks = standingBlocks(read.register);
  const prefixBits = before?.head.prefixBits ?? 0;
  const list = await listOfBlocks(blocks, canary, secretsOf(publication), prefixBits);
  const { description = publication.description } = read;
  return release({ ...publication, description }, metadata.value, before, list, read.register);
}

/** The list that stands there, as the next one goes on from it. */
interface StandingList extends PublishedList {
  /** Whose place the next takes. */
  readonly name: PublicationName;
  /** Its numbers were run up to their end, so the next counts anew and has a base alone. */
  readonly isAtEnd: boolean;
}

/**
 * Whoever held an officer's key may have signed a head with numbers after which none could come. Clients are held to none
 * that is run up (see sync.ts), so they take what counts anew.
 */
function standingOf(published: PublishedList, now: number): StandingList {
  const { head, sha256 } = published;
  const name = { publication: head.publication, head: sha256 };
  if (![head.publication, head.operation, head.confirmedRemovals].some(isAtEnd)) {
    return { ...published, name, isAtEnd: false };
  }
  const number = numberAnew(now);
  const counted = { ...head, publication: number, operation: number, confirmedRemovals: 0 };
  return { ...published, head: counted, name, isAtEnd: true };
}

/**
 * True for a list by whose date this machine's clock is behind. One that is further ahead than anything signed lives is of a
 * thief who wants none after it, unless it is certain that this clock is wrong.
 */
function isAfter(publishedAt: number, now: number): boolean {
  const aheadMs = publishedAt - now;
  return aheadMs > CLOCK_TOLERANCE_MS && (aheadMs <= lifetimes.targets || now < limits.earliestTime);
}

function unauthorisedFor({ set }: VerifiedRoots, signer: SigningKey): PublishResult | undefined {
  const { roles, version } = set.root.signed;
  const missing = (['targets', 'snapshot', 'timestamp'] as const).find(
    role => !roles[role].keyIds.includes(signer.key.keyId),
  );
  if (missing === undefined) return undefined;
  return failure(
    'not-authorised',
    sentence(
      'told.publish.notAuthorised',
    )`This key may not sign ${missing}: root ${version} doesn't name it. Was this officer removed? Another one can publish.`,
  );
}

function failure(problem: 'not-authorised' | 'clock' | 'busy', said: Sentence): PublishResult {
  return { ok: false, problem, said, detail: said.english };
}

async function release(
  publication: Publication,
  metadata: VerifiedMetadata | undefined,
  before: StandingList | undefined,
  list: Blocklist,
  register: ListedRegister,
): Promise<PublishResult | 'conflict'> {
  const { access, signer, now, onProgress } = publication;
  const change = changeOf(before, list);
  const head = await headOf(publication, before?.head, change, list, register);
  const isAnew = before !== undefined && (before.sealEpoch !== access.sealEpoch || before.isAtEnd);
  if (metadata && before && !isAnew && saysTheSame(before.head, head)) {
    await onProgress?.({ step: 'sign' });
    const renewed = await renewMetadata({ access, metadata, signer, lifetimes: publication.lifetimes, now });
    return renewed === 'conflict'
      ? renewed
      : { ok: true, outcome: 'confirmed', ...factsOf(before.head, 0, 0) };
  }
  const removal = removalProblem(publication, before, change.removed);
  if (removal) return removal;

  const live = await segmentsAfter(access, before, change, list, head.operation);
  const files = live?.files ?? [];
  const of = files.reduce((sum, { file }) => sum + file.length, 0);
  let done = 0;
  await onProgress?.({ step: 'write', part: { done, of } });
  for (const { reference, file } of files) {
    await access.store.putNew(segmentPath(reference.sha256), file);
    done += file.length;
    await onProgress?.({ step: 'write', part: { done, of } });
  }
  await onProgress?.({ step: 'sign' });
  const finished: Head = { ...head, segments: live?.references ?? head.segments };
  const headFile = await sealFile(
    access.sealKey,
    headContext(access.listId, access.sealEpoch),
    encodeHead(finished),
  );
  const path = headPath(hex.encode(access.listId));
  const headSha256 = hex.encode(await sha256(headFile));
  const filePath = targetFilePath(path, headSha256);
  if (filePath === undefined) throw new Error(`${path} is no target path`);
  await access.store.putNew(`targets/${filePath}`, headFile);
  await publication.record(recordOf(finished, headSha256, change.removed), before?.name);
  const committed = await commitRelease({
    access,
    metadata,
    signer,
    lifetimes: publication.lifetimes,
    now,
    targets: { [path]: headFile },
  });
  if (committed === 'conflict') return committed;
  return { ok: true, outcome: 'published', ...factsOf(finished, change.touched, change.removed) };
}

interface Change {
  /** What differs; undefined where segments can't continue the list before. */
  readonly step: Segment | undefined;
  /** Entries and domains that differ, those that went included; after a step of the prefix width all of them. */
  readonly touched: number;
  readonly removed: number;
}

function changeOf(before: StandingList | undefined, list: Blocklist): Change {
  const count = list.entries.prefixes.length + list.domains.prefixes.length;
  if (before === undefined) return { step: undefined, touched: count, removed: 0 };
  const removed = countRemoved(before.list, list);
  if (before.list.prefixBits !== list.prefixBits || before.isAtEnd)
    return { step: undefined, touched: count + removed, removed };
  const { operation } = before.head;
  const step = segmentBetween(before.list, list, operation, operation);
  const touched = countTouched(step);
  return { step: { ...step, to: operation + touched }, touched, removed };
}

/** The segments that the new head names; undefined if those of the head before still say it all. */
async function segmentsAfter(
  access: RepositoryAccess,
  before: StandingList | undefined,
  { step, touched }: Change,
  list: Blocklist,
  operation: number,
): Promise<LiveSegments | undefined> {
  if (!before || !step || before.sealEpoch !== access.sealEpoch) {
    return segmentsOfNewList(access, list, operation);
  }
  return touched === 0 ? undefined : continuedSegments(access, before.head.segments, step, list);
}

/** All of the new head but its segments. */
async function headOf(
  { description, now }: Publication,
  before: Head | undefined,
  change: Change,
  list: Blocklist,
  register: ListedRegister,
): Promise<Head> {
  const removedByWord =
    before && change.removed > freeRemovals(before.entryCount + before.domainCount) ? change.removed : 0;
  return {
    format: HEAD_FORMAT,
    suite: SUITE,
    ...description,
    canonical: allVersions(),
    argon2: SUITE_1,
    prefixBits: list.prefixBits,
    operation: (before?.operation ?? 0) + change.touched,
    publication: (before?.publication ?? 0) + 1,
    publishedAt: now,
    entryCount: list.entries.prefixes.length,
    domainCount: list.domains.prefixes.length,
    setSha256: hex.encode(await hashOfSet(list)),
    confirmedRemovals: (before?.confirmedRemovals ?? 0) + removedByWord,
    segments: before?.segments ?? [],
    registerHeads: register.heads,
  };
}

/** Whether a new head would tell nobody anything: apart from its number and date. */
function saysTheSame(before: Head, after: Head): boolean {
  const content = ({ publication: _, publishedAt: __, ...rest }: Head) =>
    JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  return content(before) === content(after);
}

function removalProblem(
  { removalConfirmed }: Publication,
  before: StandingList | undefined,
  removed: number,
): PublishResult | undefined {
  if (before === undefined || removalConfirmed) return undefined;
  const count = before.head.entryCount + before.head.domainCount;
  if (removed <= freeRemovals(count)) return undefined;
  const said = sentence(
    'told.publish.removal',
  )`${removed} of ${count} entries would leave the list. Clients refuse that without an officer's word.`;
  return { ok: false, problem: 'removal', removed, said, detail: said.english };
}

function recordOf(head: Head, sha256: string, removed: number): NewPublication {
  const { publication, operation, publishedAt, registerHeads, entryCount, domainCount } = head;
  const size = { entries: entryCount, domains: domainCount, removed };
  return { publication, operation, publishedAt, head: sha256, registerHeads, ...size };
}

function factsOf(head: Head, touched: number, removed: number): PublicationFacts {
  const { publication, operation, entryCount, domainCount } = head;
  return { publication, operation, entries: entryCount, domains: domainCount, touched, removed };
}

function secretsOf({ access, decoySecret }: Publication) {
  return { listId: access.listId, digestKey: access.digestKey, decoySecret };
}
