import { createOrganisation, type NewOrganisation, newAuditorKey } from '../publish/create-organisation.ts';
import { encodeKeyFile, type KeyFile, readKeyFile } from '../publish/key-files.ts';
import { KEY_FILES, ORGANISATION_FILE } from '../publish/key-folder.ts';
import { sealOrganisation } from '../publish/organisation-file.ts';
import { type PassphraseFiles, passphraseFiles } from '../publish/passphrase-file.ts';
import { verifyRoots } from '../publish/repository.ts';
import { undoableStore } from '../publish/undoable-store.ts';
import type { ObjectStore } from '../register/object-store.ts';
import { sentence } from '../sentence.ts';
import { badOfficerName, isOfficerName } from './join-request.ts';
import { OfficerFailure } from './officer-failure.ts';
import { publishRegister } from './publication.ts';
import { type Session, sessionOf } from './session.ts';
import { SETTINGS_FORMAT, type Settings } from './settings.ts';
import type { Workplace } from './workplace.ts';

/** Of the key files; nothing else opens them. */
export interface Passphrases {
  readonly officer: string;
  readonly root: string;
  readonly timestamp: string;
  readonly recovery: string;
  /** Where the addresses are to be kept sealed: of the key that opens them, which is for somebody who is no officer. */
  readonly auditor?: string;
}

/** Who makes an organisation, and the passphrases that they chose. */
export interface Founder extends Passphrases {
  /** As other officers see them; who goes without a name has none. */
  readonly name?: string;
}

export interface Founded {
  readonly session: Session;
  readonly rootFile: NewOrganisation['rootFile'];
}

/**
 * Makes an organisation: keys in files under their passphrases, the recovery kit read back, and a first signed list that holds
 * nobody. Where it fails, all that it wrote is taken back.
 * @param placeOf the workplace of these settings; it holds no organisation yet
 * @param finish what makes the place count as an organisation's, done last
 * @throws OfficerFailure, and what the stores throw
 */
export async function foundOrganisation(
  settings: Omit<Settings, 'format' | 'listId'>,
  { name, ...passphrases }: Founder,
  placeOf: (settings: Settings) => Workplace,
  finish: (session: Session) => Promise<void>,
  underPassphrase: PassphraseFiles = passphraseFiles(),
): Promise<Founded> {
  if (name !== undefined && !isOfficerName(name)) {
    throw badOfficerName();
  }
  const created = await createOrganisation(Date.now(), name);
  const { listId } = created.organisation;
  const auditor = passphrases.auditor === undefined ? undefined : await newAuditorKey(listId);
  const sealing = auditor && { addressesSealedTo: [auditor.recipient] };
  const place = placeOf({ format: SETTINGS_FORMAT, listId, ...settings, ...sealing });
  const [repository, files] = [undoableStore(place.repository), undoableStore(place.files)];
  try {
    const sealKey = (key: SingleKey, passphrase: string) => writeKey(files, key, passphrase, underPassphrase);
    await writeKeys(files, created, passphrases, sealKey);
    await readKitBack(files, passphrases.recovery, underPassphrase);
    if (auditor && passphrases.auditor !== undefined) await sealKey(auditor.keys, passphrases.auditor);
    const session = await publishFirst({ ...place, repository, files }, created);
    await finish(session);
    return { session, rootFile: created.rootFile };
  } catch (error) {
    // What stood in a bucket before is another's. Whatever went wrong is told, not that this did too.
    await Promise.allSettled([repository.undo(), files.undo()]);
    throw error;
  }
}

async function publishFirst(
  workplace: Workplace,
  { rootFile, officer, organisation }: NewOrganisation,
): Promise<Session> {
  const put = await workplace.repository.putNew('metadata/1.root.json', rootFile);
  if (put === 'taken')
    throw new OfficerFailure(
      sentence('told.failure.taken')`There is an organisation here already: choose another place.`,
    );
  const roots = await verifyRoots({ store: workplace.repository, trustedRoot: rootFile });
  if (!roots.ok) throw new OfficerFailure(roots.said);
  const session = await sessionOf(workplace, officer, organisation, roots.value);
  const published = await workplace.exclusively('making an organisation', () => publishRegister(session));
  if (!published.ok)
    throw new OfficerFailure(
      sentence(
        'told.failure.firstList',
      )`The first list couldn't be published, and nothing was kept: ${published.said}`,
    );
  return session;
}

type SingleKey = Exclude<KeyFile, { kind: 'organisation' }>;

async function writeKeys(
  files: ObjectStore,
  created: NewOrganisation,
  passphrases: Passphrases,
  writeKey: (key: SingleKey, passphrase: string) => Promise<void>,
): Promise<void> {
  for (const kind of ['root', 'officer', 'timestamp', 'recovery'] as const) {
    await writeKey(created[kind], passphrases[kind]);
  }
  const { organisation, officer } = created;
  await write(files, ORGANISATION_FILE, await sealOrganisation(organisation, officer.signingKey));
}

async function writeKey(
  files: ObjectStore,
  key: SingleKey,
  passphrase: string,
  underPassphrase: PassphraseFiles,
): Promise<void> {
  await write(files, KEY_FILES[key.kind], await underPassphrase.seal(await encodeKeyFile(key), passphrase));
}

async function write(files: ObjectStore, path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if ((await files.putNew(path, bytes)) === 'written') return;
  throw new OfficerFailure(
    sentence('told.failure.fileTaken')`There is ${path} here already: choose another place.`,
  );
}

/** A kit that can't be read when it is needed is none. */
export async function readKitBack(
  files: ObjectStore,
  passphrase: string,
  { open }: Pick<PassphraseFiles, 'open'> = passphraseFiles(),
): Promise<void> {
  const file = await files.get(KEY_FILES.recovery);
  const opened = file && (await open(file.bytes, passphrase));
  const kit = opened?.ok ? await readKeyFile(opened.plaintext, 'recovery') : undefined;
  if (!kit?.ok) {
    throw new OfficerFailure(
      sentence(
        'told.founding.kit',
      )`${KEY_FILES.recovery} couldn't be read back: is the disk sound? Begin anew at another place.`,
    );
  }
}
