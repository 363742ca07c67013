import type { ChainHead } from '../blocklist/head.ts';
import type { Key } from '../tuf/key.ts';
import type { Block, LiftOperation, Operation } from './block.ts';
import type { ObjectStore } from './object-store.ts';
import {
  hashOfObject,
  type RegisterObject,
  readObject,
  readRegisterPath,
  registerObjectPath,
} from './register-object.ts';
import type { Sealer } from './sealer.ts';

/** What a register needs to be read. */
export interface RegisterAccess {
  readonly store: ObjectStore;
  readonly sealer: Sealer;
  /** The list's id in hex. */
  readonly listId: string;
  /** Key id → key of every officer whom signed metadata authorises or ever authorised. */
  readonly writers: ReadonlyMap<string, Key>;
}

/** The union of all chains, verified. */
export interface Register {
  /** Every block ever recorded, by its id. */
  readonly blocks: ReadonlyMap<string, Block>;
  /** Block id → what lifted it. */
  readonly lifts: ReadonlyMap<string, LiftOperation>;
  /** The last object of each chain, by writer. */
  readonly heads: readonly ChainHead[];
}

/**
 * - `stray-file`: something among the objects that is none;
 * - `unknown-writer`: a chain whose writer no signed root names;
 * - `missing-object`: a gap in a chain, or its end is gone;
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
  /** A sentence that names the object. */
  readonly detail: string;
};

export type ReadRegister =
  | {
      readonly ok: true;
      readonly register: Register;
      /** Paths of objects that stand behind the end of a closed chain: not taken in. */
      readonly leftOut: readonly string[];
    }
  | RegisterFailure;

/** Writer → the last object of theirs that counts. A writer who isn't in it may go on. */
export type ChainEnds = ReadonlyMap<string, number>;

/**
 * Where the chains of revoked officers end: with what the last publication took in. Whoever stole such a key could
 * still add to its chain, and nobody could tell when they did; but a publication says what was there before.
 * @param published heads of the last publication
 * @param closed officers who are about to be revoked, and from whom nothing more is to be taken in
 */
export function endsOfRevoked(
  writers: Iterable<string>,
  current: readonly string[],
  published: readonly ChainHead[],
  closed: readonly string[] = [],
): ChainEnds {
  const revoked = [...writers].filter(writer => !current.includes(writer) || closed.includes(writer));
  return new Map(
    revoked.map(writer => [writer, published.find(head => head.writer === writer)?.sequence ?? 0]),
  );
}

/**
 * Reads and verifies every chain.
 * @param known heads seen before (of the last publication, of this machine): chains must reach and hold them
 * @param ends of chains whose writers were revoked
 */
export async function readRegister(
  access: RegisterAccess,
  known: readonly ChainHead[],
  ends: ChainEnds = new Map(),
): Promise<ReadRegister> {
  const chains = new Map<string, number>();
  const leftOut: string[] = [];
  for (const path of await access.store.list('register/')) {
    const place = readRegisterPath(path);
    if (place === undefined) return failure('stray-file', `${path} is no register object: move it away.`);
    if (!access.writers.has(place.writer)) {
      return failure('unknown-writer', `${path} is by a writer whom no signed root authorises.`);
    }
    if (place.sequence > (ends.get(place.writer) ?? Number.POSITIVE_INFINITY)) leftOut.push(path);
    else chains.set(place.writer, Math.max(place.sequence, chains.get(place.writer) ?? 0));
  }
  const hashes = new Map<string, string>();
  const objects: RegisterObject[] = [];
  const heads: ChainHead[] = [];
  for (const [writer, length] of chains) {
    let previous: string | null = null;
    for (let sequence = 1; sequence <= length; sequence++) {
      const link = await readLink(access, writer, sequence, previous);
      if (!link.ok) return link;
      previous = link.sha256;
      hashes.set(`${writer} ${sequence}`, previous);
      objects.push(link.object);
    }
    if (previous !== null) heads.push({ writer, sequence: length, sha256: previous });
  }
  const lost = [...known, ...objects.flatMap(object => object.seen)]
    // Somebody may have seen, in good faith, what was left out since.
    .filter(({ writer, sequence }) => sequence <= (ends.get(writer) ?? Number.POSITIVE_INFINITY))
    .map(head => contradictionOf(head, hashes.get(`${head.writer} ${head.sequence}`)))
    .find(contradiction => contradiction !== undefined);
  return lost ?? { ok: true, register: union(objects, heads), leftOut };
}

/** An object that no publication has taken in yet, and where it stands. */
export interface UnpublishedObject {
  readonly path: string;
  readonly object: RegisterObject;
}

/**
 * What these writers recorded and no publication took in: for an officer to look at before their keys are revoked.
 * @param published heads of the last publication
 */
export async function unpublishedObjects(
  access: RegisterAccess,
  writers: readonly string[],
  published: readonly ChainHead[],
): Promise<{ readonly ok: true; readonly objects: readonly UnpublishedObject[] } | RegisterFailure> {
  const objects: UnpublishedObject[] = [];
  for (const writer of writers) {
    const taken = published.find(head => head.writer === writer);
    let previous = taken?.sha256 ?? null;
    for (let sequence = (taken?.sequence ?? 0) + 1; ; sequence++) {
      const path = registerObjectPath(writer, sequence);
      if ((await access.store.get(path)) === undefined) break;
      const link = await readLink(access, writer, sequence, previous);
      if (!link.ok) return link;
      previous = link.sha256;
      objects.push({ path, object: link.object });
    }
  }
  return { ok: true, objects };
}

type Link = { readonly ok: true; readonly object: RegisterObject; readonly sha256: string } | RegisterFailure;

async function readLink(
  { store, sealer, listId, writers }: RegisterAccess,
  writer: string,
  sequence: number,
  previous: string | null,
): Promise<Link> {
  const path = registerObjectPath(writer, sequence);
  const stored = await store.get(path);
  if (stored === undefined) {
    return failure('missing-object', `${path} is missing from the register: restore it from a backup.`);
  }
  const signed = await sealer.open(stored.bytes);
  if (signed === undefined) {
    return failure(
      'unreadable',
      `${path} can't be opened: it was cut or changed, or is sealed to others. Restore it from a backup.`,
    );
  }
  const key = writers.get(writer);
  const read = key && (await readObject(signed, key));
  if (!read?.ok) return failure(read?.problem ?? 'unknown-writer', `${path} ${reasonOf(read?.problem)}`);
  const { object } = read;
  if (object.listId !== listId || object.writer !== writer || object.sequence !== sequence) {
    return failure('wrong-place', `${path} holds an object of another register, writer or number.`);
  }
  if (object.previous !== previous) {
    return failure('broken-chain', `${path} doesn't continue the object before it.`);
  }
  return { ok: true, object, sha256: await hashOfObject(signed) };
}

function reasonOf(problem: 'bad-signature' | 'malformed' | 'newer' | undefined): string {
  if (problem === 'newer') return 'was written by a newer Lethe: update Lethe.';
  if (problem === 'malformed') return "is signed, but isn't what a register object holds.";
  return "isn't signed by the writer whose chain it stands in.";
}

function contradictionOf(head: ChainHead, sha256: string | undefined): RegisterFailure | undefined {
  const path = registerObjectPath(head.writer, head.sequence);
  if (sha256 === undefined) {
    return failure('missing-object', `${path} was seen before and is missing: restore it from a backup.`);
  }
  if (sha256 === head.sha256) return undefined;
  return failure('fork', `${path} isn't the object that was seen there before: two registers were mixed.`);
}

function union(objects: readonly RegisterObject[], heads: readonly ChainHead[]): Register {
  const blocks = new Map<string, Block>();
  const lifts = new Map<string, LiftOperation>();
  for (const operation of objects.flatMap(object => object.operations)) enter(operation, blocks, lifts);
  return { blocks, lifts, heads: heads.toSorted((a, b) => (a.writer < b.writer ? -1 : 1)) };
}

function enter(operation: Operation, blocks: Map<string, Block>, lifts: Map<string, LiftOperation>): void {
  if (operation.type === 'lift') {
    for (const id of operation.blocks) lifts.set(id, operation);
    return;
  }
  const { type: _, identifiers, ...ground } = operation;
  for (const identifier of identifiers) blocks.set(identifier.id, { ...ground, ...identifier });
}

/** Blocks that nobody has lifted. */
export function standingBlocks(register: Register): Block[] {
  return [...register.blocks.values()].filter(block => !register.lifts.has(block.id));
}

function failure(problem: RegisterProblem, detail: string): RegisterFailure {
  return { ok: false, problem, detail };
}
