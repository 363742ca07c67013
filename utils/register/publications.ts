import { isRunUp } from '../blocklist/run-up.ts';
import { type Sentence, sentence } from '../sentence.ts';
import type { SigningKey } from '../tuf/signer.ts';
import type { RegisterAccess } from './chain.ts';
import {
  hashOfRecord,
  type NewPublication,
  type PublicationRecord,
  publicationPath,
  readPublication,
  readPublicationPath,
  signPublication,
} from './publication-record.ts';
import { unopened } from './sealer.ts';

/** A publication by its number and the SHA-256 of its head, as verified metadata names it. */
export type PublicationName = Pick<PublicationRecord, 'publication' | 'head'>;

/**
 * Records a publication. Called before its commit, so that none can be without a record: what is recorded and then isn't
 * committed (by a kill, or because another was faster) is in no later record's past, and so isn't taken for one.
 * @param replaced the publication that it takes the place of
 */
export async function recordPublication(
  access: RegisterAccess,
  signer: SigningKey,
  publication: NewPublication,
  replaced: PublicationName | undefined,
): Promise<void> {
  const { store, sealer, listId } = access;
  const before = replaced && (await store.get(publicationPath(replaced)));
  const opened = before && (await sealer.open(before.bytes));
  const record: PublicationRecord = {
    listId,
    writer: signer.key.keyId,
    ...publication,
    replaces: replaced?.head ?? null,
    previous: opened ? await hashOfRecord(opened) : null,
  };
  await store.putNew(publicationPath(record), await sealer.seal(await signPublication(record, signer)));
}

/**
 * - `stray-file`, `unreadable`, `unknown-writer`, `bad-signature`, `malformed`, `newer`: as for register objects;
 * - `wrong-place`: a whole record that belongs elsewhere;
 * - `broken-chain`: it isn't the record that the one after it names.
 */
export type PublicationProblem =
  | 'stray-file'
  | 'unreadable'
  | 'unknown-writer'
  | 'bad-signature'
  | 'malformed'
  | 'newer'
  | 'wrong-place'
  | 'broken-chain';

export interface PublicationFailure {
  readonly ok: false;
  readonly problem: PublicationProblem;
  /** Names the file. */
  readonly said: Sentence;
  readonly detail: string;
}

/** A record as it was read: what its hash covers, and what it says. */
export interface SignedPublication {
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
  readonly record: PublicationRecord;
}

/** What was published, as far as records go. */
export interface Publications {
  /** From the first that is known on; each took the place of the one before. */
  readonly published: readonly SignedPublication[];
  /** Recorded, and never committed. */
  readonly abandoned: readonly SignedPublication[];
  /** SHA-256 of the head of the publication before the first that is known; null where none is missing. */
  readonly missing: string | null;
}

export type ReadPublications =
  | { readonly ok: true; readonly publications: Publications }
  | PublicationFailure;

/**
 * Reads and verifies all records, and tells which are of publications that happened: going back from what is published
 * now, each record names the head whose place it took.
 * @param current undefined where nothing was published yet
 */
export async function readPublications(
  access: RegisterAccess,
  current: PublicationName | undefined,
): Promise<ReadPublications> {
  const records: SignedPublication[] = [];
  for (const path of await access.store.list('publications/')) {
    const read = await readAt(access, path);
    if (!read.ok) return read;
    records.push(read.value);
  }
  return chainOf(records, current);
}

/**
 * As `readPublications`, back to what was in force at a time and no further: opening a record takes milliseconds, and
 * there are thousands after years. Records of publications that came to nothing aren't looked at.
 * @param since milliseconds since the epoch
 */
export async function publicationsSince(
  access: RegisterAccess,
  current: PublicationName | undefined,
  since: number,
): Promise<ReadPublications> {
  const records: SignedPublication[] = [];
  let isEnough = false;
  for (let name = current; name !== undefined && !isEnough; ) {
    const path = publicationPath(name);
    if ((await access.store.get(path)) === undefined) break;
    const read = await readAt(access, path);
    if (!read.ok) return read;
    const { publication, publishedAt, replaces } = read.value.record;
    records.push(read.value);
    isEnough = publishedAt < since;
    name = replaces === null ? undefined : { publication: publication - 1, head: replaces };
  }
  const chain = chainOf(records, current);
  if (!chain.ok || !isEnough) return chain;
  return { ok: true, publications: { ...chain.publications, missing: null } };
}

type ReadAt = { readonly ok: true; readonly value: SignedPublication } | PublicationFailure;

async function readAt({ store, sealer, listId, writers }: RegisterAccess, path: string): Promise<ReadAt> {
  const name = readPublicationPath(path);
  if (name === undefined) {
    return failure(
      'stray-file',
      sentence('told.publication.strayFile')`${path} is no publication's record: move it away.`,
    );
  }
  const stored = await store.get(path);
  const signed = stored && (await sealer.open(stored.bytes));
  if (signed === undefined) return failure('unreadable', unopened(path));
  const read = await readPublication(signed, writers);
  if (!read.ok) return failure(read.problem, REASONS[read.problem](path));
  const { record } = read;
  if (record.listId !== listId || record.publication !== name.publication || record.head !== name.head) {
    return failure(
      'wrong-place',
      sentence(
        'told.publication.wrongPlace',
      )`${path} holds the record of another publication: restore it from a backup.`,
    );
  }
  return { ok: true, value: { signed, sha256: await hashOfRecord(signed), record } };
}

const REASONS = {
  'unknown-writer': (path: string) =>
    sentence(
      'told.publication.unknownWriter',
    )`${path} is by a writer whom no signed root authorises: move it away.`,
  'bad-signature': (path: string) =>
    sentence(
      'told.publication.badSignature',
    )`${path} isn't signed by the officer whom it names: restore it from a backup.`,
  malformed: (path: string) =>
    sentence(
      'told.publication.malformed',
    )`${path} isn't what a publication's record holds: restore it from a backup.`,
  newer: (path: string) =>
    sentence('told.register.newer')`${path} was written by a newer Lethe: update Lethe.`,
};

/** Tells records of publications from those that came to nothing: goes back from what is published now. */
export function chainOf(
  records: readonly SignedPublication[],
  current: PublicationName | undefined,
): ReadPublications {
  const byHead = new Map(records.map(each => [each.record.head, each]));
  const published: SignedPublication[] = [];
  let expected = current?.publication;
  let sha256: string | null = null;
  let head = current?.head ?? null;
  for (let found = byHead.get(head ?? ''); found !== undefined; found = byHead.get(head ?? '')) {
    const { publication, previous, replaces } = found.record;
    if (!follows(publication, expected) || (sha256 ?? found.sha256) !== found.sha256) {
      const path = publicationPath(found.record);
      return failure(
        'broken-chain',
        sentence(
          'told.publication.brokenChain',
        )`${path} isn't the record that the publication after it names: restore it from a backup.`,
      );
    }
    published.unshift(found);
    expected = publication - 1;
    sha256 = previous;
    head = replaces;
  }
  const onChain = new Set(published);
  const abandoned = records.filter(record => !onChain.has(record));
  return { ok: true, publications: { published, abandoned, missing: head } };
}

/** Where a thief ran the number up to its end, the next one counted anew: see publish.ts. */
function follows(publication: number, expected: number | undefined): boolean {
  return publication === expected || isRunUp(publication) || (expected !== undefined && isRunUp(expected));
}

function failure(problem: PublicationProblem, said: Sentence): PublicationFailure {
  return { ok: false, problem, said, detail: said.english };
}
