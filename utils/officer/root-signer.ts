import type { Bytes } from '../bytes.ts';
import { readKeyFile } from '../publish/key-files.ts';
import { type PassphraseFiles, passphraseFiles } from '../publish/passphrase-file.ts';
import { sentence } from '../sentence.ts';
import type { SigningKey } from '../tuf/signer.ts';
import { OfficerFailure } from './officer-failure.ts';
import { notOpened, notRead } from './unlock.ts';

const NAME = 'root.age';

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
    throw notOpened(NAME, opened.problem);
  }
  const root = await readKeyFile(opened.plaintext, 'root');
  const read = root.ok ? root : await readKeyFile(opened.plaintext, 'recovery');
  if (!read.ok) throw notRead(NAME, 'other-kind');
  if (read.file.listId !== listId)
    throw new OfficerFailure(
      sentence('told.failure.otherOrganisation')`This is of another organisation: choose this one's.`,
    );
  return read.file.signingKey;
}
