import type { Random } from '../../fuzz/random.ts';

/** One thing that can go wrong with a record, by name. */
export interface Flip {
  readonly name: string;
  /** What lies there afterwards; undefined where nothing does. The record given isn't changed. */
  apply(record: unknown): Promise<unknown>;
}

/** Flips in each field of each part of a record, arrays of bytes and words included, `each` at random places. */
export function flipsOf(record: unknown, random: Random, each: number): Flip[] {
  return pathsOf(record).flatMap(path =>
    Array.from({ length: each }, () => {
      const seed = random.below(2 ** 31);
      return {
        name: `${path.join('.')} at ${seed}`,
        apply: (whole: unknown) => replaced(whole, path, value => flipped(value, seed)),
      };
    }),
  );
}

/** What no release ever wrote, and fields that are gone. */
export function otherShapesOf(record: unknown): Flip[] {
  const shapes: [string, unknown][] = [
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a text', 'list'],
    ['an array', []],
    ['an empty object', {}],
    ['a shell', { value: null, crc: 0 }],
    ['a shell of a shell', { value: { value: {} }, crc: Number.NaN }],
  ];
  const gone = pathsOf(record).map(path => ({
    name: `without ${path.join('.')}`,
    apply: (whole: unknown) => replaced(whole, path, () => undefined),
  }));
  return [...shapes.map(([name, shape]) => ({ name, apply: async () => shape })), ...gone];
}

type Path = readonly string[];

/** Where every value of a record stands that has no parts itself. */
function pathsOf(value: unknown): Path[] {
  if (!hasParts(value)) return [[]];
  return Object.entries(value).flatMap(([name, part]) => pathsOf(part).map(path => [name, ...path]));
}

function hasParts(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof CryptoKey) &&
    Object.keys(value).length > 0
  );
}

async function replaced(whole: unknown, path: Path, change: (value: unknown) => unknown): Promise<unknown> {
  const [name, ...rest] = path;
  if (name === undefined) return change(whole);
  if (!hasParts(whole)) throw new Error(`no ${name} here`);
  const copy: object = Array.isArray(whole) ? [...whole] : { ...whole };
  Reflect.set(copy, name, await replaced(Reflect.get(whole, name), rest, change));
  return copy;
}

/** The value with one bit the other way, where the seed says. */
function flipped(value: unknown, seed: number): unknown {
  if (typeof value === 'number') return flippedNumber(value, seed);
  if (typeof value === 'string') return flippedText(value, seed);
  if (value instanceof CryptoKey) return anotherKey(value);
  if (ArrayBuffer.isView(value)) return flippedView(value, seed);
  // Null, undefined and empty objects have no bits of their own.
  return seed % 2 === 0 ? false : [value];
}

function flippedNumber(value: number, seed: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const byte = seed % 8;
  view.setUint8(byte, view.getUint8(byte) ^ (1 << ((seed >>> 3) % 8)));
  return view.getFloat64(0);
}

function flippedText(text: string, seed: number): string {
  if (text === '') return '\u0001';
  const at = seed % text.length;
  return (
    text.slice(0, at) +
    String.fromCharCode(text.charCodeAt(at) ^ (1 << ((seed >>> 8) % 7))) +
    text.slice(at + 1)
  );
}

function flippedView(view: ArrayBufferView, seed: number): unknown {
  const copy = structuredClone(view);
  if (copy.byteLength === 0) return new Uint8Array(1);
  const bytes = new Uint8Array(copy.buffer, copy.byteOffset, copy.byteLength);
  const at = seed % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << ((seed >>> 8) % 8));
  return copy;
}

/** What is left of a key whose bits were turned: another key of its kind. */
async function anotherKey({ algorithm, usages }: CryptoKey): Promise<CryptoKey> {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const how = algorithm.name === 'HMAC' ? { name: 'HMAC', hash: 'SHA-256' } : algorithm.name;
  return crypto.subtle.importKey('raw', bytes, how, false, usages);
}
