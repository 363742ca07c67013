import type { Bytes } from '../../utils/bytes.ts';

/** A source of numbers that a seed determines. */
export interface Random {
  /** A whole number from 0 to `bound` - 1. */
  below(bound: number): number;
  /** True once in so many. */
  oneIn(count: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  bytes(lengthBytes: number): Bytes;
}

/** sfc32 (Chris Doty-Humphrey, PractRand), begun from a seed and a name so that each target has its own stream. */
export function seededRandom(seed: number, name: string): Random {
  const next = sfc32(seed, name);
  const below = (bound: number) => Math.floor((next() / 2 ** 32) * bound);
  return {
    below,
    oneIn: count => below(count) === 0,
    pick: items => items[below(items.length)] ?? items[0],
    bytes: lengthBytes => Uint8Array.from({ length: lengthBytes }, () => next() & 0xff),
  };
}

function sfc32(seed: number, name: string): () => number {
  let a = seed >>> 0;
  let b = Math.floor(seed / 2 ** 32) >>> 0;
  let c = [...name].reduce((hash, character) => Math.imul(hash ^ character.charCodeAt(0), 0x01000193), 0);
  let counter = 1;
  const next = () => {
    const result = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
  // Until every bit of the seed has reached every bit of the state.
  for (let round = 0; round < 15; round += 1) next();
  return next;
}
