import { Decrypter, Encrypter } from 'age-encryption';
import type { Bytes } from '../bytes.ts';

export type OpenedFile =
  | { readonly ok: true; readonly plaintext: Bytes }
  | { readonly ok: false; readonly problem: 'not-an-age-file' | 'wrong-passphrase' | 'damaged' };

/** What opens and closes files under passphrases: here, or elsewhere, since it takes a second or more. */
export interface PassphraseFiles {
  seal(plaintext: Bytes, passphrase: string): Promise<Bytes>;
  open(file: Bytes, passphrase: string): Promise<OpenedFile>;
}

/**
 * By this thread.
 * @param workFactor lower than the default in tests alone
 */
export function passphraseFiles(workFactor?: number): PassphraseFiles {
  return {
    seal: (plaintext, passphrase) => sealUnderPassphrase(plaintext, passphrase, workFactor),
    open: openUnderPassphrase,
  };
}

/** log2 of scrypt's N: some second a guess, as age itself takes. */
const SCRYPT_WORK_FACTOR = 18;
const AGE_HEADER = 'age-encryption.org/v1\n';

/** Encrypts under a passphrase, as `age -p` does. `workFactor` below the default is for tests alone. */
export async function sealUnderPassphrase(
  plaintext: Bytes,
  passphrase: string,
  workFactor: number = SCRYPT_WORK_FACTOR,
): Promise<Bytes> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase.normalize('NFC'));
  encrypter.setScryptWorkFactor(workFactor);
  return new Uint8Array(await encrypter.encrypt(plaintext));
}

/** Opens a file under a passphrase; `wrong-passphrase` where nothing says that the file itself is at fault. */
export async function openUnderPassphrase(file: Bytes, passphrase: string): Promise<OpenedFile> {
  const start = new TextDecoder().decode(file.subarray(0, AGE_HEADER.length));
  if (start !== AGE_HEADER) return { ok: false, problem: 'not-an-age-file' };
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase.normalize('NFC'));
  try {
    return { ok: true, plaintext: new Uint8Array(await decrypter.decrypt(file)) };
  } catch (error) {
    // The one message by which the library (0.3.1) tells a file key that doesn't open from a broken file.
    const unmatched = error instanceof Error && error.message.startsWith('no identity matched');
    return { ok: false, problem: unmatched ? 'wrong-passphrase' : 'damaged' };
  }
}
