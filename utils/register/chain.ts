import { type Sentence, sentence } from '../sentence.ts';
import type { Key } from '../tuf/key.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import { readAhead } from './read-ahead.ts';
import { hashOfObject, readObject, registerObjectPath } from './register-object.ts';
import type { OpenedObject, RememberedObjects } from './remembered-objects.ts';
import { type Sealer, unopened } from './sealer.ts';

/** What a register needs to be read. */
export interface RegisterAccess {
  readonly store: ObjectStore;
  readonly sealer: Sealer;
  /** The list's id in hex. */
  readonly listId: string;
  /** Key id → key of every officer whom signed metadata authorises or ever authorised. */
  readonly writers: ReadonlyMap<string, Key>;
  /** Absent where the register is read once. */
  readonly remembered?: RememberedObjects;
  /** Called after each object, with how many were read and how many there are. */
  readonly onRead?: (done: number, of: number) => void;
}

/**
 * - `stray-file`: something among the objects that is none;
 * - `unknown-writer`: a chain whose writer no signed root names;
 * - `missing-object`: a gap in a chain, or its end is gone;
 * - `missing-line`: a line is gone from an object, and no officer's word says that it was erased;
 * - `unreadable`: cut, changed, or sealed to others;
 * - `bad-signature`, `malformed`, `newer`: as for any signed file;
 * - `wrong-place`: a whole object that belongs elsewhere: another list, writer or sequence;
 * - `broken-chain`: it doesn't continue the object before;
 * - `fork`: another object stands where one was seen before.
 */
export type RegisterProblem =
  | 'stray-file'
  | 'unknown-writer'
  | 'missing-object'
  | 'missing-line'
  | 'unreadable'
  | 'bad-signature'
  | 'malformed'
  | 'newer'
  | 'wrong-place'
  | 'broken-chain'
  | 'fork';

export type RegisterFailure = {
  readonly ok: false;
  readonly problem: RegisterProblem;
  /** Names the object. */
  readonly said: Sentence;
  readonly detail: string;
};

export type Link = ({ readonly ok: true } & OpenedObject) | RegisterFailure;

/** An object as it is stored, or as it was opened before from what stands there still. */
type Found = StoredObject | OpenedObject | undefined;

/**
 * Reads and verifies one object of a chain.
 * @param coming the object, where it was asked for already
 */
export async function readLink(
  access: RegisterAccess,
  writer: string,
  sequence: number,
  previous: string | null,
  coming?: Promise<Found>,
): Promise<Link> {
  const path = registerObjectPath(writer, sequence);
  const found = await (coming ?? access.store.get(path));
  if (found === undefined) {
    return failure(
      'missing-object',
      sentence('told.register.missing')`${path} is missing from the register: restore it from a backup.`,
    );
  }
  const opened = await openObject(access, writer, path, found);
  if (!opened.ok) return opened;
  const { object } = opened;
  if (object.listId !== access.listId || object.writer !== writer || object.sequence !== sequence) {
    return failure(
      'wrong-place',
      sentence(
        'told.register.wrongPlace',
      )`${path} holds an object of another register, writer or number: restore it from a backup.`,
    );
  }
  if (object.previous !== previous) {
    return failure(
      'broken-chain',
      sentence(
        'told.register.brokenChain',
      )`${path} doesn't continue the object before it: restore both from a backup.`,
    );
  }
  return opened;
}

/** Opens an object and checks its signature, unless that was done before. */
async function openObject(
  { sealer, writers, remembered }: RegisterAccess,
  writer: string,
  path: string,
  found: Exclude<Found, undefined>,
): Promise<Link> {
  const key = writers.get(writer);
  if (!key) return failure('unknown-writer', reasonOf(undefined, path));
  if ('object' in found) return { ok: true, ...found };
  const { bytes, etag } = found;
  const known = remembered?.get(path, etag);
  if (known) return { ok: true, ...known };
  const signed = await sealer.open(bytes);
  if (signed === undefined) return failure('unreadable', unopened(path));
  const read = await readObject(signed, key);
  if (!read.ok) return failure(read.problem, reasonOf(read.problem, path));
  const opened: OpenedObject = { object: read.object, sha256: await hashOfObject(signed) };
  remembered?.keep(path, etag, bytes.length, opened);
  return { ok: true, ...opened };
}

function reasonOf(problem: 'bad-signature' | 'malformed' | 'newer' | undefined, path: string): Sentence {
  if (problem === 'newer')
    return sentence('told.register.newer')`${path} was written by a newer Lethe: update Lethe.`;
  if (problem === 'malformed')
    return sentence(
      'told.register.malformed',
    )`${path} is signed, but isn't what a register object holds: restore it from a backup.`;
  return sentence(
    'told.register.badSignature',
  )`${path} isn't signed by the writer whose chain it stands in: restore it from a backup.`;
}

/** What a chain holds, in order. */
export type ReadChain =
  | { readonly ok: true; readonly links: readonly Extract<Link, { ok: true }>[] }
  | RegisterFailure;

/**
 * Reads and verifies the first `length` objects of a chain, which are all that it has to hold.
 * @param etags of what stands in the store, where that is known: what is remembered isn't fetched
 * @param onLink called after each
 */
export async function readChain(
  access: RegisterAccess,
  writer: string,
  length: number,
  {
    etags,
    onLink,
  }: { readonly etags?: ReadonlyMap<string, string> | undefined; readonly onLink?: () => void } = {},
): Promise<ReadChain> {
  const links: Extract<Link, { ok: true }>[] = [];
  const ahead = readAhead<Found>(length, async sequence => {
    const path = registerObjectPath(writer, sequence);
    const etag = etags?.get(path);
    return (etag === undefined ? undefined : access.remembered?.get(path, etag)) ?? access.store.get(path);
  });
  for (let sequence = 1; sequence <= length; sequence++) {
    const link = await readLink(access, writer, sequence, links.at(-1)?.sha256 ?? null, ahead(sequence));
    if (!link.ok) return link;
    links.push(link);
    onLink?.();
  }
  return { ok: true, links };
}

/** Why a register can't be used: a sentence that names the object. */
export function failure(problem: RegisterProblem, said: Sentence): RegisterFailure {
  return { ok: false, problem, said, detail: said.english };
}
