import type { ChainHead } from '../blocklist/head.ts';
import { sentence } from '../sentence.ts';
import { failure, type RegisterAccess, type RegisterFailure, readChain, readLink } from './chain.ts';
import { linesErasedBy, type Register, unexplainedGap, union } from './register.ts';
import { type RegisterObject, readRegisterPath, registerObjectPath } from './register-object.ts';

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
  const etags = await access.store.etags?.('register/');
  for (const path of etags?.keys() ?? (await access.store.list('register/'))) {
    const place = readRegisterPath(path);
    if (place === undefined) {
      return failure(
        'stray-file',
        sentence('told.register.strayFile')`${path} is no register object: move it away.`,
      );
    }
    if (!access.writers.has(place.writer)) {
      return failure(
        'unknown-writer',
        sentence(
          'told.register.unknownWriter',
        )`${path} is by a writer whom no signed root authorises: move it away, or restore metadata/ if it lacks a root.`,
      );
    }
    if (place.sequence > (ends.get(place.writer) ?? Number.POSITIVE_INFINITY)) leftOut.push(path);
    else chains.set(place.writer, Math.max(place.sequence, chains.get(place.writer) ?? 0));
  }
  const of = [...chains.values()].reduce((sum, length) => sum + length, 0);
  let done = 0;
  const onLink = () => access.onRead?.(++done, of);
  const hashes = new Map<string, string>();
  const objects: RegisterObject[] = [];
  const heads: ChainHead[] = [];
  for (const [writer, length] of chains) {
    const chain = await readChain(access, writer, length, { etags, onLink });
    if (!chain.ok) return chain;
    for (const { object, sha256 } of chain.links) {
      hashes.set(`${writer} ${object.sequence}`, sha256);
      objects.push(object);
    }
    const last = chain.links.at(-1);
    if (last) heads.push({ writer, sequence: length, sha256: last.sha256 });
  }
  const lost = [...known, ...objects.flatMap(object => object.seen)]
    // Somebody may have seen, in good faith, what was left out since.
    .filter(({ writer, sequence }) => sequence <= (ends.get(writer) ?? Number.POSITIVE_INFINITY))
    .map(head => contradictionOf(head, hashes.get(`${head.writer} ${head.sequence}`)))
    .find(contradiction => contradiction !== undefined);
  if (lost) return lost;
  const erased = linesErasedBy(objects);
  const gap = unexplainedGap(objects, erased);
  if (gap) return gap;
  return { ok: true, register: union(objects, heads, new Set(hashes.values()), erased), leftOut };
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

function contradictionOf(head: ChainHead, sha256: string | undefined): RegisterFailure | undefined {
  const path = registerObjectPath(head.writer, head.sequence);
  if (sha256 === undefined) {
    return failure(
      'missing-object',
      sentence('told.register.lost')`${path} was seen before and is missing: restore it from a backup.`,
    );
  }
  if (sha256 === head.sha256) return undefined;
  return failure(
    'fork',
    sentence(
      'told.register.fork',
    )`${path} isn't the object that was seen there before: two registers were mixed. Restore it from a backup.`,
  );
}
