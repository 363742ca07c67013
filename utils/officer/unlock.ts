import type { Bytes } from '../bytes.ts';
import { type KeyFile, type OrganisationKeys, readKeyFile } from '../publish/key-files.ts';
import { ORGANISATION_FILE, takeOverKeyFiles } from '../publish/key-folder.ts';
import { openOrganisation, signersOf } from '../publish/organisation-file.ts';
import { type OpenedFile, type PassphraseFiles, passphraseFiles } from '../publish/passphrase-file.ts';
import type { VerifiedRoots } from '../publish/repository.ts';
import { isNamed } from '../publish/rotation.ts';
import { sentence } from '../sentence.ts';
import { parseMetadata } from '../tuf/parse-metadata.ts';
import { OfficerFailure } from './officer-failure.ts';
import type { Workplace } from './workplace.ts';

/**
 * Opens a key file under the first of these passphrases that fits.
 * @param name of the file, for messages
 * @throws OfficerFailure
 */
export async function openKeyFile<K extends KeyFile['kind']>(
  file: Bytes,
  name: string,
  kind: K,
  passphrases: readonly string[],
  { open }: Pick<PassphraseFiles, 'open'> = passphraseFiles(),
): Promise<Extract<KeyFile, { kind: K }>> {
  const opened = await openUnderAny(file, passphrases, open);
  if (!opened.ok) {
    throw notOpened(name, opened.problem);
  }
  const read = await readKeyFile(opened.plaintext, kind);
  if (!read.ok) throw notRead(name, read.problem);
  return read.file;
}

async function openUnderAny(
  file: Bytes,
  passphrases: readonly string[],
  open: PassphraseFiles['open'],
): Promise<OpenedFile> {
  let opened: OpenedFile = { ok: false, problem: 'wrong-passphrase' };
  for (const passphrase of passphrases) {
    opened = await open(file, passphrase);
    if (opened.ok || opened.problem !== 'wrong-passphrase') return opened;
  }
  return opened;
}

/** A key file that doesn't open. */
export function notOpened(
  name: string,
  problem: Extract<OpenedFile, { ok: false }>['problem'],
): OfficerFailure {
  const why = {
    'wrong-passphrase': sentence(
      'told.failure.passphrase',
    )`The passphrase doesn't open ${name}: is it the right one?`,
    'not-an-age-file': sentence(
      'told.failure.notAge',
    )`${name} is no key file: choose another, or restore it from a backup.`,
    damaged: sentence(
      'told.failure.damaged',
    )`${name} is damaged: take another copy, or restore it from a backup.`,
  };
  return new OfficerFailure(why[problem]);
}

/** A key file that opens, and isn't the one that is asked for. */
export function notRead(name: string, problem: 'malformed' | 'newer' | 'other-kind'): OfficerFailure {
  const why = {
    malformed: sentence(
      'told.failure.damaged',
    )`${name} is damaged: take another copy, or restore it from a backup.`,
    newer: sentence('told.organisationFile.newer')`${name} was made by a newer Lethe: update Lethe.`,
    'other-kind': sentence(
      'told.failure.otherKeyFile',
    )`${name} is another kind of key file: choose the one that is asked for.`,
  };
  return new OfficerFailure(why[problem]);
}

/**
 * The organisation's keys, out of org.age.
 * @param identity an officer's or the recovery kit's
 * @throws OfficerFailure
 */
export async function unlockOrganisation(
  { files, settings }: Pick<Workplace, 'files' | 'settings'>,
  identity: string,
  roots: VerifiedRoots,
): Promise<OrganisationKeys> {
  const file = await files.get(ORGANISATION_FILE);
  if (file === undefined)
    throw new OfficerFailure(
      sentence('told.organisationFile.missing')`${ORGANISATION_FILE} is missing: restore it from a backup.`,
    );
  const opened = await openOrganisation(file.bytes, identity, signersOf(roots.set.root.signed));
  if (!opened.ok) {
    const why = {
      'not-for-you': sentence(
        'told.organisationFile.notForYou',
      )`${ORGANISATION_FILE} can't be opened by this key: it is damaged, and to be restored from a backup, or sealed to others, one of whom can invite you.`,
      'bad-signature': sentence(
        'told.organisationFile.badSignature',
      )`${ORGANISATION_FILE} isn't signed by an officer of this organisation: restore it from a backup.`,
      malformed: sentence(
        'told.organisationFile.malformed',
      )`${ORGANISATION_FILE} opens, but isn't what it should hold: restore it from a backup.`,
      newer: sentence(
        'told.organisationFile.newer',
      )`${ORGANISATION_FILE} was made by a newer Lethe: update Lethe.`,
    };
    throw new OfficerFailure(why[opened.problem]);
  }
  if (opened.keys.listId !== settings.listId) {
    throw new OfficerFailure(
      sentence(
        'told.organisationFile.otherOrganisation',
      )`${ORGANISATION_FILE} belongs to another organisation: restore this one's from a backup.`,
    );
  }
  return opened.keys;
}

/**
 * Puts key files in place that a killed rotation left beside them. The newest root is read without being verified:
 * it only chooses among the officer's own files, and nothing is lost by a wrong choice.
 */
export async function settleKeyFiles({
  files,
  repository,
  exclusively,
}: Pick<Workplace, 'files' | 'repository' | 'exclusively'>): Promise<void> {
  if ((await files.list('keys/new/')).length === 0) return;
  const versions = (await repository.list('metadata/')).flatMap(name => {
    const [, version] = /^metadata\/(\d{1,15})\.root\.json$/.exec(name) ?? [];
    return version === undefined ? [] : [Number(version)];
  });
  const name = `${Math.max(0, ...versions)}.root.json`;
  const stored = await repository.get(`metadata/${name}`);
  const root = stored && (await parseMetadata(stored.bytes, 'root', name));
  if (!root?.ok) return;
  await exclusively('putting new keys in place', () =>
    takeOverKeyFiles(files, keyId => isNamed(root.value.signed, keyId)),
  );
}
