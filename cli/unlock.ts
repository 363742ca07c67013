import { resolve } from 'node:path';
import { type KeyFile, type OrganisationKeys, readKeyFile } from '../utils/publish/key-files.ts';
import { takeOverKeyFiles } from '../utils/publish/key-folder.ts';
import { openOrganisation, signersOf } from '../utils/publish/organisation-file.ts';
import { type OpenedFile, openUnderPassphrase } from '../utils/publish/passphrase-file.ts';
import type { VerifiedRoots } from '../utils/publish/repository.ts';
import { isNamed } from '../utils/publish/rotation.ts';
import { parseMetadata } from '../utils/tuf/parse-metadata.ts';
import { Failure } from './failure.ts';
import { type Folder, keyStoreOf, LAYOUT, readBytes, repositoryStoreOf } from './folder.ts';
import { whileLocked } from './lock.ts';
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
  if (file === undefined) throw new Failure(`${path} is missing in ${folderPath}.`);
  const opened = await openUnderAny(file, await askPassphrase(passphrase));
  if (!opened.ok) {
    const why = {
      'wrong-passphrase': `The passphrase doesn't open ${path}.`,
      'not-an-age-file': `${path} is no age file: restore it from a backup.`,
      damaged: `${path} is damaged: restore it from a backup.`,
    };
    throw new Failure(why[opened.problem]);
  }
  const read = await readKeyFile(opened.plaintext, kind);
  if (!read.ok) throw new Failure(keyFileProblem(path, read.problem));
  return read.file;
}

async function openUnderAny(
  file: Uint8Array<ArrayBuffer>,
  passphrases: readonly string[],
): Promise<OpenedFile> {
  let opened: OpenedFile = { ok: false, problem: 'wrong-passphrase' };
  for (const passphrase of passphrases) {
    opened = await openUnderPassphrase(file, passphrase);
    if (opened.ok || opened.problem !== 'wrong-passphrase') return opened;
  }
  return opened;
}

function keyFileProblem(path: string, problem: 'malformed' | 'newer' | 'other-kind'): string {
  if (problem === 'newer') return `${path} was made by a newer Lethe: update Lethe.`;
  if (problem === 'other-kind') return `${path} is another kind of key file: was it put in the wrong place?`;
  return `${path} opens, but isn't what a key file holds: restore it from a backup.`;
}

/** @param identity an officer's or the recovery kit's */
export async function unlockOrganisation(
  folder: Folder,
  identity: string,
  roots: VerifiedRoots,
): Promise<OrganisationKeys> {
  const file = await readBytes(resolve(folder.path, LAYOUT.organisation));
  if (file === undefined) throw new Failure(`${LAYOUT.organisation} is missing in ${folder.path}.`);
  const opened = await openOrganisation(file, identity, signersOf(roots.set.root.signed));
  if (!opened.ok) {
    const why = {
      'not-for-you': `${LAYOUT.organisation} can't be opened by this key: it is damaged, or sealed to others.`,
      'bad-signature': `${LAYOUT.organisation} isn't signed by an officer of this organisation.`,
      malformed: `${LAYOUT.organisation} opens, but isn't what it should hold: restore it from a backup.`,
      newer: `${LAYOUT.organisation} was made by a newer Lethe: update Lethe.`,
    };
    throw new Failure(why[opened.problem]);
  }
  if (opened.keys.listId !== folder.settings.listId) {
    throw new Failure(`${LAYOUT.organisation} belongs to another organisation.`);
  }
  return opened.keys;
}

/**
 * Puts key files in place that a killed rotation left beside them. The newest root is read without being verified:
 * it only chooses among the officer's own files, and nothing is lost by a wrong choice.
 */
export async function settleKeyFiles(path: string): Promise<void> {
  const files = keyStoreOf(path);
  if ((await files.list('keys/new/')).length === 0) return;
  const repository = repositoryStoreOf(path);
  const versions = (await repository.list('metadata/')).flatMap(name => {
    const [, version] = /^metadata\/(\d{1,15})\.root\.json$/.exec(name) ?? [];
    return version === undefined ? [] : [Number(version)];
  });
  const name = `${Math.max(0, ...versions)}.root.json`;
  const stored = await repository.get(`metadata/${name}`);
  const root = stored && (await parseMetadata(stored.bytes, 'root', name));
  if (!root?.ok) return;
  await whileLocked(path, 'putting new keys in place', () =>
    takeOverKeyFiles(files, keyId => isNamed(root.value.signed, keyId)),
  );
}
