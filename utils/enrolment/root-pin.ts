import { hex } from '@scure/base';
import { type Bytes, equalBytes, sha256 } from '../bytes.ts';
import { canonicalJson } from '../tuf/canonical-json.ts';
import { type JsonObject, type JsonValue, parseJson } from '../tuf/json.ts';

/**
 * One TUF root, and no other: its version, and the SHA-256 of its canonical signed part. The root itself is fetched;
 * other signatures on it, or other white space, leave the pin as it is.
 */
export interface RootPin {
  readonly version: number;
  /** 32 bytes. */
  readonly sha256: Bytes;
}

/**
 * The pin of a root.
 * @throws when the bytes are no TUF root
 */
export async function pinOf(root: Bytes): Promise<RootPin> {
  const signed = signedPartOf(root);
  if (signed === undefined) throw new Error('These bytes are no TUF root.');
  return { version: Number(signed.version), sha256: await sha256(canonicalJson(signed)) };
}

/** True if these bytes are the pinned root. Says nothing of its signatures. */
export async function isPinned(root: Bytes, pin: RootPin): Promise<boolean> {
  const signed = signedPartOf(root);
  return signed !== undefined && equalBytes(await sha256(canonicalJson(signed)), pin.sha256);
}

/**
 * What two people read to each other to know that they trust the same root.
 * @example fingerprintOf(pin) // → '9f2c 01ab …' (16 groups)
 */
export function fingerprintOf({ sha256: digest }: RootPin): string {
  return (hex.encode(digest).match(/.{4}/g) ?? []).join(' ');
}

function signedPartOf(root: Bytes): JsonObject | undefined {
  let file: JsonValue;
  try {
    file = parseJson(root);
  } catch {
    return undefined;
  }
  const signed = isObject(file) ? file.signed : undefined;
  return isObject(signed) && signed._type === 'root' && isVersion(signed.version) ? signed : undefined;
}

function isVersion(value: JsonValue | undefined): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
