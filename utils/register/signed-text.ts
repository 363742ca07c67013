import { base64urlnopad, hex } from '@scure/base';
import { type Bytes, concatBytes, utf8 } from '../bytes.ts';
import { type Key, verifySignature } from '../tuf/key.ts';
import type { SigningKey } from '../tuf/signer.ts';

/**
 * An Ed25519 signature over label 00 text, in base64url.
 * @param label parts these signatures from those over metadata and other files, which officers give with the same key
 */
export async function signText(label: string, text: string, signer: SigningKey): Promise<string> {
  const signature = await crypto.subtle.sign('Ed25519', signer.privateKey, messageOf(label, text));
  return base64urlnopad.encode(new Uint8Array(signature));
}

/** True if `signText` gave this signature with this key. */
export async function isSignedText(
  label: string,
  text: string,
  signature: string,
  key: Key,
): Promise<boolean> {
  let bytes: Uint8Array;
  try {
    bytes = base64urlnopad.decode(signature);
  } catch {
    return false;
  }
  return verifySignature(key, messageOf(label, text), hex.encode(bytes));
}

function messageOf(label: string, text: string): Bytes {
  return concatBytes(utf8(`${label}\0`), utf8(text));
}
