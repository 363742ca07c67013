import { Decrypter, Encrypter } from 'age-encryption';
import type { Bytes } from '../bytes.ts';
import { type Sentence, sentence } from '../sentence.ts';

/** Seals register objects to those who may read them, and opens them again. */
export interface Sealer {
  seal(plaintext: Bytes): Promise<Bytes>;
  /** Undefined where it is damaged, or sealed to others. */
  open(sealed: Bytes): Promise<Bytes | undefined>;
}

/**
 * A sealer by age (https://age-encryption.org/v1).
 * @param identity the officers' secret, `AGE-SECRET-KEY-1…`
 * @param recipients the officers' and every auditor's, `age1…`
 */
export function ageSealer(identity: string, recipients: readonly string[]): Sealer {
  return {
    async seal(plaintext) {
      const encrypter = new Encrypter();
      for (const recipient of recipients) encrypter.addRecipient(recipient);
      return new Uint8Array(await encrypter.encrypt(plaintext));
    },
    async open(sealed) {
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      try {
        return new Uint8Array(await decrypter.decrypt(sealed));
      } catch {
        // age throws alike for a wrong key, a cut file and a changed byte.
        return undefined;
      }
    },
  };
}

/** What to say of an object that a sealer doesn't open. */
export function unopened(path: string): Sentence {
  return sentence(
    'told.register.unreadable',
  )`${path} can't be opened: it was cut or changed, or is sealed to others. Restore it from a backup.`;
}
