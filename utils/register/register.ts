import type { ChainHead } from '../blocklist/head.ts';
import type { Key } from '../tuf/key.ts';
import type { Block } from './block.ts';
import type { ObjectStore } from './object-store.ts';
import type { CaseOperation, LiftOperation, LinePlace, OpeningOperation } from './operation.ts';
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
  /** Every block that was recorded and not erased, by its id. */
  readonly blocks: ReadonlyMap<string, Block>;
  /** Block id → what lifted it. */
  readonly lifts: ReadonlyMap<string, LiftOperation>;
  /** Reference → the steps of that case, in order of when they happened. */
  readonly cases: ReadonlyMap<string, readonly CaseOperation[]>;
  readonly openings: readonly OpeningOperation[];
  /** Erased by an officer's word, and still there: whoever did it was interrupted. See erase.ts. */
  readonly unfinishedErasures: readonly LinePlace[];
  /** The last object of each chain, by writer. */
  readonly heads: readonly ChainHead[];
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
  if (lost) return lost;
  const erased = linesErasedBy(objects);
  return unexplainedGap(objects, erased) ?? { ok: true, register: union(objects, heads, erased), leftOut };
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

export type Link =
  | { readonly ok: true; readonly object: RegisterObject; readonly sha256: string }
  | RegisterFailure;

/** Reads and verifies one object of a chain. */
export async function readLink(
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

/** Key of a line → its place. */
type ErasedLines = ReadonlyMap<string, LinePlace>;

function keyOf({ writer, sequence }: Pick<LinePlace, 'writer' | 'sequence'>, line: number): string {
  return `${writer} ${sequence} ${line}`;
}

function linesErasedBy(objects: readonly RegisterObject[]): ErasedLines {
  const operations = objects.flatMap(object => object.operations.map(({ operation }) => operation));
  const lines = operations.flatMap(operation => (operation.type === 'erasure' ? operation.lines : []));
  return new Map(lines.map(place => [keyOf(place, place.line), place]));
}

function unexplainedGap(
  objects: readonly RegisterObject[],
  erased: ErasedLines,
): RegisterFailure | undefined {
  for (const object of objects) {
    const line = object.erased.find(each => !erased.has(keyOf(object, each)));
    if (line === undefined) continue;
    const path = registerObjectPath(object.writer, object.sequence);
    const detail = `${path} lacks its line ${line}, and nobody recorded an erasure: restore it from a backup.`;
    return failure('missing-line', detail);
  }
  return undefined;
}

function union(
  objects: readonly RegisterObject[],
  heads: readonly ChainHead[],
  erased: ErasedLines,
): Register {
  const blocks = new Map<string, Block>();
  const lifts = new Map<string, LiftOperation>();
  const steps: CaseOperation[] = [];
  const openings: OpeningOperation[] = [];
  const unfinished: LinePlace[] = [];
  for (const object of objects) {
    const origin = { writer: object.writer, sequence: object.sequence };
    const counts = (line: number): boolean => {
      const place = erased.get(keyOf(object, line));
      if (place) unfinished.push(place);
      return place === undefined;
    };
    for (const { operation, line, identifierLines } of object.operations) {
      if (operation.type === 'block') {
        const { type: _, identifiers, ...ground } = operation;
        identifiers.forEach((identifier, index) => {
          if (counts(identifierLines[index] ?? line)) {
            blocks.set(identifier.id, { ...ground, ...identifier, origin });
          }
        });
        // Asked for its own sake as well: it may be all that an interrupted erasure left.
        counts(line);
      } else if (counts(line)) {
        if (operation.type === 'lift') for (const id of operation.blocks) lifts.set(id, operation);
        if (operation.type === 'case') steps.push(operation);
        if (operation.type === 'opening') openings.push(operation);
      }
    }
  }
  return {
    blocks,
    lifts,
    cases: casesOf(steps),
    openings,
    unfinishedErasures: unfinished,
    heads: heads.toSorted((a, b) => (a.writer < b.writer ? -1 : 1)),
  };
}

function casesOf(steps: readonly CaseOperation[]): Map<string, CaseOperation[]> {
  const cases = new Map<string, CaseOperation[]>();
  const inOrder = steps.toSorted((a, b) => a.event.at - b.event.at || a.recordedAt - b.recordedAt);
  for (const step of inOrder) cases.set(step.reference, [...(cases.get(step.reference) ?? []), step]);
  return cases;
}

/** What a list is made of. */
export type ListedRegister = Pick<Register, 'blocks' | 'lifts' | 'heads'>;

/** Blocks that nobody has lifted. */
export function standingBlocks(register: Pick<Register, 'blocks' | 'lifts'>): Block[] {
  return [...register.blocks.values()].filter(block => !register.lifts.has(block.id));
}

function failure(problem: RegisterProblem, detail: string): RegisterFailure {
  return { ok: false, problem, detail };
}
