import { isAbsolute, resolve } from 'node:path';
import { openKeyFile } from '../utils/officer/unlock.ts';
import type { KeyFile } from '../utils/publish/key-files.ts';
import { noSuchFile } from './disk-problem.ts';
import { Failure } from './failure.ts';
import { type Folder, readBytes } from './folder.ts';
import { LAYOUT } from './layout.ts';
import { askPassphrase, type PassphraseRequest } from './passphrase.ts';

export const OFFICER_PASSPHRASE: PassphraseRequest = {
  what: "officer's key",
  variables: ['LETHE_PASSPHRASE'],
};

/** Opens a key file under its passphrase, and checks that it belongs to this organisation. */
export async function unlockKeyFile<K extends KeyFile['kind']>(
  folder: Folder,
  path: string,
  kind: K,
  passphrase: PassphraseRequest,
): Promise<Extract<KeyFile, { kind: K }>> {
  const file = await unlockAnyKeyFile(folder.path, path, kind, passphrase);
  if (file.listId !== folder.settings.listId) {
    throw new Failure(
      `${path} is a key of another organisation: its list isn't the one in ${LAYOUT.settings}.`,
    );
  }
  return file;
}

/** As `unlockKeyFile`, of whatever organisation: for a recovery kit, which says itself whose it is. */
export async function unlockAnyKeyFile<K extends KeyFile['kind']>(
  folderPath: string,
  path: string,
  kind: K,
  passphrase: PassphraseRequest,
): Promise<Extract<KeyFile, { kind: K }>> {
  const file = await readBytes(resolve(folderPath, path));
  if (file === undefined) {
    throw isAbsolute(path) ? noSuchFile(path) : new Failure(`${path} is missing in ${folderPath}.`);
  }
  return openKeyFile(file, path, kind, await askPassphrase(passphrase));
}
