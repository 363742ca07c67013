import { hex } from '@scure/base';
import { type Bytes, sha256 } from '../bytes.ts';
import { canonicalJson } from '../tuf/canonical-json.ts';
import { type JsonObject, type JsonValue, parseJson } from '../tuf/json.ts';

export type SignedPart = { readonly ok: true; readonly signed: JsonObject } | { readonly ok: false };

/** The signed part of a root's file. Says nothing of its signatures. */
export function signedPartOf(root: Bytes): SignedPart {
  let file: JsonValue;
  try {
    file = parseJson(root);
  } catch {
    return { ok: false };
  }
  const signed = isObject(file) ? file.signed : undefined;
  return isObject(signed) && signed._type === 'root' ? { ok: true, signed } : { ok: false };
}

/**
 * What two people read to each other to know that they hold the same root: SHA-256 of its canonical signed part,
 * in hex, in groups of four. Other signatures on the same root leave it as it is.
 * @example await rootFingerprint(root) // → '9f2c 01ab …' (16 groups)
 * @throws when the bytes are no TUF root; `decodeEnrolment` has refused such
 */
export async function rootFingerprint(root: Bytes): Promise<string> {
  const part = signedPartOf(root);
  if (!part.ok) throw new Error('These bytes are no TUF root.');
  const digits = hex.encode(await sha256(canonicalJson(part.signed)));
  return (digits.match(/.{4}/g) ?? []).join(' ');
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
