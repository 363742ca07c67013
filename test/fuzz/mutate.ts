import { type Bytes, concatBytes } from '../../utils/bytes.ts';
import type { Random } from './random.ts';

/** At least one, so that a mutation has something to begin from. */
export type Samples = readonly [Bytes, ...Bytes[]];

type Mutation = (bytes: Bytes, random: Random, samples: Samples) => Bytes;

/** Longer inputs only make each try slower: what they would find, repetition finds. */
const MAX_LENGTH_BYTES = 16_384;

/** Where counts, lengths and signs go wrong. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff] as const;

/** A sample with one to eight changes, seldom many. */
export function mutate(random: Random, samples: Samples, tokens: readonly Bytes[]): Bytes {
  let bytes: Bytes = random.pick(samples).slice();
  do bytes = mutateOnce(bytes, random, samples, tokens);
  while (!random.oneIn(2));
  return bytes.subarray(0, MAX_LENGTH_BYTES).slice();
}

function mutateOnce(bytes: Bytes, random: Random, samples: Samples, tokens: readonly Bytes[]): Bytes {
  const [token, ...others] = tokens;
  if (token && random.oneIn(5)) return put(bytes, random, random.pick([token, ...others]));
  return random.pick(MUTATIONS)(bytes, random, samples);
}

const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  flipBit,
  setByte,
  setByte,
  setEdge,
  cutEnd,
  remove,
  repeat,
  move,
  insertNoise,
  splice,
  nudgeDigit,
];

function flipBit(bytes: Bytes, random: Random): Bytes {
  return change(bytes, random, byte => byte ^ (1 << random.below(8)));
}

function setByte(bytes: Bytes, random: Random): Bytes {
  return change(bytes, random, () => random.below(256));
}

function setEdge(bytes: Bytes, random: Random): Bytes {
  const width = random.pick([1, 2, 4]);
  if (bytes.length < width) return bytes;
  const edge = random.pick(EDGES);
  const at = random.below(bytes.length - width + 1);
  for (let index = 0; index < width; index += 1) bytes[at + index] = edge >>> (8 * (width - 1 - index));
  return bytes;
}

function cutEnd(bytes: Bytes, random: Random): Bytes {
  return bytes.slice(0, random.below(bytes.length + 1));
}

function remove(bytes: Bytes, random: Random): Bytes {
  const [from, to] = range(bytes, random);
  return concatBytes(bytes.subarray(0, from), bytes.subarray(to));
}

function repeat(bytes: Bytes, random: Random): Bytes {
  const [from, to] = range(bytes, random);
  const part = bytes.slice(from, to);
  const times = random.oneIn(10) ? 200 : 1;
  return concatBytes(bytes.subarray(0, to), ...Array.from({ length: times }, () => part), bytes.subarray(to));
}

/** Puts a part elsewhere, as reordered fields and swapped entries are. */
function move(bytes: Bytes, random: Random): Bytes {
  const [from, to] = range(bytes, random);
  const part = bytes.slice(from, to);
  return put(concatBytes(bytes.subarray(0, from), bytes.subarray(to)), random, part);
}

function insertNoise(bytes: Bytes, random: Random): Bytes {
  return put(bytes, random, random.bytes(1 + random.below(16)));
}

/** The beginning of this one, and the end of another. */
function splice(bytes: Bytes, random: Random, samples: Samples): Bytes {
  const other = random.pick(samples);
  const at = random.below(Math.min(bytes.length, other.length) + 1);
  return concatBytes(bytes.subarray(0, at), other.subarray(at));
}

/** In text: versions, lengths, dates and hashes keep their form and change their value. */
function nudgeDigit(bytes: Bytes, random: Random): Bytes {
  const start = random.below(bytes.length + 1);
  const at = bytes.findIndex((byte, index) => index >= start && byte >= 0x30 && byte <= 0x39);
  if (at >= 0) bytes[at] = 0x30 + random.below(10);
  return bytes;
}

function change(bytes: Bytes, random: Random, of: (byte: number) => number): Bytes {
  const at = random.below(bytes.length);
  const byte = bytes[at];
  if (byte !== undefined) bytes[at] = of(byte);
  return bytes;
}

function put(bytes: Bytes, random: Random, part: Bytes): Bytes {
  const at = random.below(bytes.length + 1);
  return concatBytes(bytes.subarray(0, at), part, bytes.subarray(at));
}

/** A part of the bytes, mostly short. */
function range(bytes: Bytes, random: Random): [number, number] {
  const from = random.below(bytes.length + 1);
  const length = random.below(random.oneIn(4) ? bytes.length + 1 : 17);
  return [from, Math.min(bytes.length, from + length)];
}
