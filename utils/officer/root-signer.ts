import type { Bytes } from '../bytes.ts';
import { readKeyFile } from '../publish/key-files.ts';
import { type PassphraseFiles, passphraseFiles } from '../publish/passphrase-file.ts';
import type { SigningKey } from '../tuf/signer.ts';
import { OfficerFailure } from './officer-failure.ts';

/**
 * What signs roots, out of a root key's file or a recovery kit's: whichever an officer has brought.
 * @throws OfficerFailure
 */
export async function rootSignerIn(
  file: Bytes,
  passphrase: string,
  listId: string,
  { open }: Pick<PassphraseFiles, 'open'> = passphraseFiles(),
): Promise<SigningKey> {
  const opened = await open(file, passphrase);
  if (!opened.ok) {
    const why = {
      'wrong-passphrase': ["The passphrase doesn't open this file: is it the right one?", 'passphrase'],
      'not-an-age-file': ['This file is no age file: choose root.age, or the recovery kit.', 'not-age'],
      damaged: ['This file is damaged: take another copy.', 'damaged'],
    } as const;
    const [message, code] = why[opened.problem];
    throw new OfficerFailure(message, code, ['root.age']);
  }
  const root = await readKeyFile(opened.plaintext, 'root');
  const read = root.ok ? root : await readKeyFile(opened.plaintext, 'recovery');
  if (!read.ok)
    throw new OfficerFailure(
      'This is another key file: choose root.age, or the recovery kit.',
      'other-key-file',
    );
  if (read.file.listId !== listId)
    throw new OfficerFailure(
      "This is a key of another organisation: choose this one's root.age, or its recovery kit.",
      'other-organisation',
    );
  return read.file.signingKey;
}
