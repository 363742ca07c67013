import { hex } from '@scure/base';
import { utf8 } from '../bytes.ts';
import { crc32 } from '../enrolment/crc32.ts';

/**
 * A record as it rests in the store, with a checksum over it: disks and browsers lose and turn bits. It finds
 * accidents and no attacker, who could write what he likes anyway; and synchronous, as a transaction needs it.
 */
export interface Kept<T> {
  readonly value: T;
  readonly crc: number;
}

/** @param name of the store, so that one kind of record can't pass for another */
export function keep<T>(name: string, value: T): Kept<T> {
  return { value, crc: crcOf(name, value) };
}

/**
 * The record as it was written; undefined if a single bit of it is another, or if it is no such record at all. So a
 * record that comes through has the shape that this release of the store gives to it.
 */
export function intact<T>(name: string, kept: Kept<T> | 'unreadable' | undefined): T | undefined {
  // Beyond its declaration it may be anything, null included.
  if (typeof kept !== 'object' || kept === null) return undefined;
  return kept.crc === crcOf(name, kept.value) ? kept.value : undefined;
}

/** Two keys of an enrolment can't be read here: the canary tells whether they are the right ones. */
function crcOf(name: string, value: unknown): number {
  const text = JSON.stringify([name, value], (_, part: unknown) => {
    if (part instanceof Uint8Array) return { bytes: hex.encode(part) };
    return part instanceof CryptoKey ? { key: part.algorithm.name } : part;
  });
  return crc32(utf8(text));
}
