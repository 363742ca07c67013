import type { Bytes } from '../bytes.ts';
import type { Identifier } from '../identifier/identifier.ts';

const ENCODER = new TextEncoder();
/** Where messages are encoded, one after another; twice what the longest canonical form takes. */
const MESSAGE = new Uint8Array(4_096);
/** What stands before a canonical form, by kind and version. */
const labels = new Map<string, Bytes[]>();

export const DIGEST_KEY_LENGTH_BYTES = 32;
const TOO_LONG = 'no canonical form is so long';

/**
 * K_digest as a key that can sign and can't be exported. It protects against our own mistakes, not against the
 * machine's user, who holds the enrolment.
 * @param bytes 32 random bytes
 */
export async function importDigestKey(bytes: Bytes): Promise<CryptoKey> {
  if (bytes.length !== DIGEST_KEY_LENGTH_BYTES) throw new RangeError('a digest key has 32 bytes');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

/** HMAC-SHA-256(K_digest, "lethe/v1" 00 kind 00 version 00 canonical), 32 bytes; version in decimal digits, all in UTF-8. */
export async function digestOf(key: CryptoKey, identifier: Identifier): Promise<Bytes> {
  return new Uint8Array(await signed(key, identifier));
}

/** `digestOf` as it comes from WebCrypto, for who computes hundreds: each further promise costs as much as a lookup. */
export function signed(key: CryptoKey, identifier: Identifier): Promise<ArrayBuffer> {
  // WebCrypto takes its copy before it returns.
  return crypto.subtle.sign('HMAC', key, MESSAGE.subarray(0, writeMessage(identifier)));
}

/** Writes the message to the start of `MESSAGE` and gives its length in bytes. */
function writeMessage({ kind, version, canonical }: Identifier): number {
  const label = labelOf(kind, version);
  MESSAGE.set(label);
  let length = label.length;
  // By hand: most forms are short and ASCII, for which a call of the encoder costs more than the HMAC.
  for (let index = 0; index < canonical.length; index += 1) {
    const unit = canonical.charCodeAt(index);
    if (unit >= 0x80) return length - index + writeText(canonical, length - index);
    MESSAGE[length] = unit;
    length += 1;
  }
  if (length > MESSAGE.length) throw new RangeError(TOO_LONG);
  return length;
}

function labelOf(kind: string, version: number): Bytes {
  const known = labels.get(kind)?.[version];
  if (known) return known;
  const label = ENCODER.encode(`lethe/v1\0${kind}\0${version}\0`);
  const ofKind = labels.get(kind) ?? [];
  ofKind[version] = label;
  labels.set(kind, ofKind);
  return label;
}

function writeText(text: string, start: number): number {
  const { read, written } = ENCODER.encodeInto(text, MESSAGE.subarray(start));
  if (read !== text.length) throw new RangeError(TOO_LONG);
  return written;
}

/**
 * The first bits of a digest as an unsigned number.
 * @param prefixBits 1 to 32
 */
export function prefixOf(digest: Bytes, prefixBits: number): number {
  return wordAt(digest, 0) >>> (32 - prefixBits);
}

/** The first 64 bits of a digest in two uint32, which is how a domain stands in the list. */
export function domainPairOf(digest: Bytes): { readonly high: number; readonly low: number } {
  return { high: wordAt(digest, 0), low: wordAt(digest, 4) };
}

function wordAt(bytes: Bytes, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset);
}
