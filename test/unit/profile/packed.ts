import { base64, hex } from '@scure/base';
import { importSealKey } from '../../../utils/blocklist/seal.ts';
import { importDigestKey } from '../../../utils/scheme/digest.ts';

/**
 * What a browser's database holds, as JSON: `$bytes` and `$words` in base64 for typed arrays (words in little-endian order), and
 * `$key` in hex for keys, which can be used there and not be read out.
 */
export type Packed =
  | string
  | number
  | boolean
  | null
  | readonly Packed[]
  | { readonly [name: string]: Packed };

/** A browser's database `lethe`, as a release left it. */
export interface Profile {
  readonly release: string;
  readonly databaseVersion: number;
  /** When it was last used, milliseconds since the epoch. */
  readonly at: number;
  readonly stores: Readonly<Record<string, readonly (readonly [key: Packed, value: Packed])[]>>;
  /** The list's files as of the publication after the one that it holds, in base64 by path. */
  readonly published: Readonly<Record<string, string>>;
}

/** @param keys raw, by what they are for */
export function pack(value: unknown, keys: Readonly<Record<'digest' | 'seal', Uint8Array>>): Packed {
  if (value instanceof CryptoKey) {
    const use = value.algorithm.name === 'HMAC' ? 'digest' : 'seal';
    return { $key: use, hex: hex.encode(keys[use]) };
  }
  if (value instanceof Uint8Array) return { $bytes: base64.encode(value) };
  if (value instanceof Uint32Array)
    return { $words: base64.encode(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  if (Array.isArray(value)) return value.map(each => pack(each, keys));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, pack(each, keys)]));
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return value;
  throw new Error(`a ${typeof value} is nothing that a database holds`);
}

export async function unpack(value: Packed): Promise<unknown> {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return Promise.all(value.map(unpack));
  if (typeof value.$bytes === 'string') return base64.decode(value.$bytes);
  if (typeof value.$words === 'string') return new Uint32Array(base64.decode(value.$words).slice().buffer);
  if (typeof value.hex === 'string' && value.$key === 'digest')
    return importDigestKey(hex.decode(value.hex).slice());
  if (typeof value.hex === 'string' && value.$key === 'seal')
    return importSealKey(hex.decode(value.hex).slice());
  const entries = Object.entries(value).map(async ([name, each]) => [name, await unpack(each)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function isList(value: Packed): value is readonly Packed[] {
  return Array.isArray(value);
}
