import { hex } from '@scure/base';
import { type Bytes, equalBytes, utf8 } from '../bytes.ts';
import type { ObjectStore } from '../register/object-store.ts';
import { StoreFailure } from './store-failure.ts';

/** Where probes are written, and removed again. */
export const PROBE_FOLDER = 'probe/';

/** Which promises of an `ObjectStore` hold. */
export interface StoreProbe {
  /** What was written is read, listed, replaced and deleted at once. */
  readonly consistent: boolean;
  /** `putNew` writes over nothing, and of several at the same moment one writes. */
  readonly putNewHolds: boolean;
  /** `replaceIf` replaces only what it was shown, and of several at the same moment one replaces. */
  readonly replaceIfHolds: boolean;
}

/** Several may publish there, from several machines. Else one machine must be the only one. */
export function takesManyPublishers({ consistent, putNewHolds, replaceIfHolds }: StoreProbe): boolean {
  return consistent && putNewHolds && replaceIfHolds;
}

/** A path of a probe that no other probe has. */
export function probePath(): string {
  return `${PROBE_FOLDER}${hex.encode(crypto.getRandomValues(new Uint8Array(8)))}.txt`;
}

const WRITERS = 4;

/**
 * Tries on the store itself what publishing relies on, with files of its own below `probe/`. Rejects as the store does
 * if it can't be used at all.
 */
export async function probeStore(store: ObjectStore): Promise<StoreProbe> {
  const [alone, raced] = [probePath(), probePath()];
  try {
    const inTurn = await probeInTurn(store, alone);
    const atOnce = await probeAtOnce(store, raced);
    for (const path of [alone, raced]) await store.remove(path);
    const left = await store.list(PROBE_FOLDER);
    const gone = (await store.get(alone)) === undefined && !left.includes(alone) && !left.includes(raced);
    return {
      consistent: inTurn.consistent && gone,
      putNewHolds: inTurn.putNewHolds && atOnce.putNewHolds,
      replaceIfHolds: inTurn.replaceIfHolds && atOnce.replaceIfHolds,
    };
  } finally {
    // Whatever stopped it is told; that a probe may have stayed isn't worth telling instead.
    await Promise.allSettled([alone, raced].map(path => store.remove(path)));
  }
}

async function probeInTurn(store: ObjectStore, path: string): Promise<StoreProbe> {
  const [first, second, third, fourth] = [utf8('first'), utf8('second'), utf8('third'), utf8('fourth')];
  const written = (await store.putNew(path, first)) === 'written' && (await holds(store, path, first));
  const listed = (await store.list(PROBE_FOLDER)).includes(path);
  const kept = (await store.putNew(path, second)) === 'taken' && (await holds(store, path, first));
  // Taken anew, for where putNew has just written over what was there.
  const etag = (await store.get(path))?.etag;
  const replaced = (await replaces(store, path, third, etag)) && (await holds(store, path, third));
  const outdated = (await replaces(store, path, fourth, etag)) || !(await holds(store, path, third));
  return {
    consistent: written && listed,
    putNewHolds: kept,
    replaceIfHolds: replaced && !outdated,
  };
}

async function probeAtOnce(
  store: ObjectStore,
  path: string,
): Promise<Pick<StoreProbe, 'putNewHolds' | 'replaceIfHolds'>> {
  const putNewHolds = await oneWins(
    store,
    path,
    async content => (await store.putNew(path, content)) === 'written',
  );
  const etag = (await store.get(path))?.etag;
  const replaceIfHolds = await oneWins(store, path, content => replaces(store, path, content, etag));
  return { putNewHolds, replaceIfHolds };
}

/** Several write at the same moment: one says that it did, and its content is what stands there. */
async function oneWins(
  store: ObjectStore,
  path: string,
  write: (content: Bytes) => Promise<boolean>,
): Promise<boolean> {
  const contents = Array.from({ length: WRITERS }, () => crypto.getRandomValues(new Uint8Array(16)));
  const wrote = await Promise.all(contents.map(write));
  const winners = contents.filter((_, index) => wrote[index]);
  const [winner] = winners;
  return winner !== undefined && winners.length === 1 && holds(store, path, winner);
}

async function replaces(
  store: ObjectStore,
  path: string,
  bytes: Bytes,
  etag: string | undefined,
): Promise<boolean> {
  if (etag === undefined) return false;
  try {
    return (await store.replaceIf(path, bytes, etag)) === 'written';
  } catch (error) {
    // A store that compares by no form of the mark that it gave: that is what was asked.
    if (error instanceof StoreFailure && error.problem === 'conditions') return false;
    throw error;
  }
}

async function holds(store: ObjectStore, path: string, bytes: Bytes): Promise<boolean> {
  const standing = await store.get(path);
  return standing !== undefined && equalBytes(standing.bytes, bytes);
}
