import { base64 } from '@scure/base';
import { Decrypter, Encrypter } from 'age-encryption';
import { utf8 } from '../bytes.ts';

/** Officers see how long a sealed address is, and shouldn't learn from it how long the address was. */
const PADDED_LENGTH_BYTES = 128;

/**
 * An identifier encrypted with age to those who may read it, in base64: padded by line feeds, which no identifier holds,
 * to a multiple of 128 bytes.
 * @param recipients `age1…`, at least one
 */
export async function sealAddress(canonical: string, recipients: readonly string[]): Promise<string> {
  const text = utf8(canonical);
  const length = Math.ceil(text.length / PADDED_LENGTH_BYTES) * PADDED_LENGTH_BYTES;
  const padded = new Uint8Array(length).fill('\n'.charCodeAt(0));
  padded.set(text);
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return base64.encode(await encrypter.encrypt(padded));
}

/** The identifier; undefined where it isn't sealed to this identity, or damaged. */
export async function openAddress(sealed: string, identity: string): Promise<string | undefined> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    const padded = await decrypter.decrypt(base64.decode(sealed));
    return new TextDecoder('utf-8', { fatal: true }).decode(padded).replace(/\n+$/u, '');
  } catch {
    // age throws alike for a wrong key, a cut text and a changed byte.
    return undefined;
  }
}
