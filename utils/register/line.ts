import { sha256 } from '@noble/hashes/sha2.js';
import { base64urlnopad } from '@scure/base';
import { utf8 } from '../bytes.ts';

/** In base64url: a hash of so little as a date and a reference could be guessed otherwise. */
const SALT_LENGTH_BYTES = 16;
const SALT_LENGTH = 22;

/** A value as a line of an object: fresh salt, a space, JSON, which holds no line break. */
export function lineOf(value: unknown): string {
  const salt = base64urlnopad.encode(crypto.getRandomValues(new Uint8Array(SALT_LENGTH_BYTES)));
  return `${salt} ${JSON.stringify(value)}`;
}

/**
 * What a signed object keeps of a line: SHA-256 in base64url. Not by WebCrypto, which takes four times as long for
 * what is so short (220 bytes in Node 20, 2026-11: 26 µs with 2,000 in flight against 6).
 */
export function hashOfLine(line: string): string {
  return base64urlnopad.encode(sha256(utf8(line)));
}

/** The value; undefined where it is no line. */
export function valueOfLine(line: string): unknown {
  if (line[SALT_LENGTH] !== ' ') return undefined;
  try {
    return JSON.parse(line.slice(SALT_LENGTH + 1));
  } catch {
    return undefined;
  }
}
