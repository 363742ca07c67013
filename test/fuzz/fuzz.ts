import { getHeapStatistics } from 'node:v8';
import type { Bytes } from '../../utils/bytes.ts';
import { mutate, type Samples } from './mutate.ts';
import { type Random, seededRandom } from './random.ts';

/** What reads bytes that somebody else may have written. */
export interface Target {
  readonly name: string;
  /** Everything that the checks need, from this source of numbers alone. */
  prepare(random: Random): Promise<Prepared> | Prepared;
}

export interface Prepared {
  /** Sound inputs; each must be accepted, or nothing behind the first check would ever be reached. */
  readonly samples: Samples;
  /** Pieces that mean something to the reader, put in here and there. */
  readonly tokens?: readonly Bytes[];
  /** An input from scratch, in place of every fourth mutation. */
  generate?(random: Random): Bytes;
  /** Reads the input. True where it is accepted; throws where a property doesn't hold. */
  check(input: Bytes): boolean | Promise<boolean>;
}

export interface Report {
  readonly name: string;
  readonly seed: number;
  readonly inputs: number;
  /** How many of them were accepted. */
  readonly accepted: number;
  readonly seconds: number;
  /** The slowest single input. */
  readonly worstMs: number;
  readonly failure?: Failure;
}

export interface Failure {
  readonly input: Bytes;
  readonly reason: string;
}

/** Told of each input before it is read, so that it is known also when reading never returns. */
export type Watch = (input: Bytes) => void;

/** An input of at most 16 KB is read in far below this. */
const MAX_MS = 1000;
/** From here on an input is timed again. */
const SUSPECT_MS = 5;
/** A collection of garbage hides what was taken before it, so this is a bound of what one input may take at once. */
const MAX_MEMORY_BYTES = 64 * 2 ** 20;

/** Reads the samples, and then so many inputs made of them; ends at the first that fails. */
export async function fuzz(target: Target, runs: number, seed: number, watch?: Watch): Promise<Report> {
  const random = seededRandom(seed, target.name);
  const prepared = await target.prepare(random);
  const started = performance.now();
  const count = { name: target.name, seed, inputs: 0, accepted: 0, worstMs: 0 };
  const report = (failure?: Failure): Report => ({
    ...count,
    seconds: (performance.now() - started) / 1000,
    ...(failure && { failure }),
  });
  for (const sample of prepared.samples) {
    const tried = await tryInput(prepared, sample, watch);
    if (tried.reason !== undefined) return report({ input: sample, reason: tried.reason });
    if (!tried.accepted) return report({ input: sample, reason: 'a sound input was refused' });
  }
  for (; count.inputs < runs; count.inputs += 1) {
    const input = nextInput(prepared, random);
    const tried = await tryInput(prepared, input, watch);
    count.worstMs = Math.max(count.worstMs, tried.ms);
    if (tried.accepted) count.accepted += 1;
    if (tried.reason !== undefined) return report({ input, reason: tried.reason });
  }
  return report();
}

/** Reads one input again, as a failure printed it. Undefined if nothing is wrong with it. */
export async function fuzzOne(target: Target, input: Bytes, seed: number): Promise<string | undefined> {
  const prepared = await target.prepare(seededRandom(seed, target.name));
  return (await tryInput(prepared, input)).reason;
}

function nextInput(prepared: Prepared, random: Random): Bytes {
  if (prepared.generate && random.oneIn(4)) return prepared.generate(random);
  return mutate(random, prepared.samples, prepared.tokens ?? []);
}

interface Tried {
  readonly accepted: boolean;
  readonly ms: number;
  /** Why it failed. */
  readonly reason?: string;
}

async function tryInput(prepared: Prepared, input: Bytes, watch?: Watch): Promise<Tried> {
  watch?.(input);
  const before = memoryBytes();
  const first = await timed(prepared, input);
  const takenBytes = memoryBytes() - before;
  if (first.reason !== undefined) return first;
  if (takenBytes > MAX_MEMORY_BYTES) return { ...first, reason: `took ${takenBytes} bytes of memory` };
  if (first.ms <= SUSPECT_MS) return first;
  // The machine may have been busy, or compiled; an input that is slow stays so.
  const again = [await timed(prepared, input), await timed(prepared, input)];
  const ms = Math.min(first.ms, ...again.map(tried => tried.ms));
  return ms <= MAX_MS ? { ...first, ms } : { ...first, ms, reason: `took ${Math.round(ms)} ms` };
}

async function timed(prepared: Prepared, input: Bytes): Promise<Tried> {
  // A check that changes its input mustn't change what a failure prints.
  const copy = input.slice();
  const started = performance.now();
  try {
    const accepted = await prepared.check(copy);
    return { accepted, ms: performance.now() - started };
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { accepted: false, ms: performance.now() - started, reason };
  }
}

function memoryBytes(): number {
  const heap = getHeapStatistics();
  return heap.used_heap_size + heap.external_memory;
}
