import { join } from 'node:path';
import { hex } from '@scure/base';
import { identityToRecipient } from 'age-encryption';
import type { ChainHead } from '../utils/blocklist/head.ts';
import { importSealKey } from '../utils/blocklist/seal.ts';
import type { Bytes } from '../utils/bytes.ts';
import {
  type KeyFile,
  type OfficerKeys,
  type OrganisationKeys,
  readKeyFile,
} from '../utils/publish/key-files.ts';
import { openOrganisation } from '../utils/publish/organisation-file.ts';
import { openUnderPassphrase } from '../utils/publish/passphrase-file.ts';
import {
  openPublishedList,
  type PublishedList,
  type RepositoryAccess,
  type VerifiedMetadata,
  type VerifiedRoots,
  verifyMetadata,
  verifyRoots,
} from '../utils/publish/repository.ts';
import {
  type ReadRegister,
  type Register,
  type RegisterAccess,
  readRegister,
} from '../utils/register/register.ts';
import { ageSealer } from '../utils/register/sealer.ts';
import { importDigestKey } from '../utils/scheme/digest.ts';
import { Failure } from './failure.ts';
import {
  type Folder,
  LAYOUT,
  openFolder,
  readBytes,
  registerStoreOf,
  replaceFile,
  repositoryStoreOf,
  seenIn,
} from './folder.ts';
import { askPassphrase, type PassphraseRequest } from './passphrase.ts';

/** What an officer has at hand for one command: keys opened, roots verified. */
export interface Session {
  readonly folder: Folder;
  readonly officer: OfficerKeys;
  readonly keys: OrganisationKeys;
  readonly digestKey: CryptoKey;
  readonly repository: RepositoryAccess;
  readonly roots: VerifiedRoots;
  readonly register: RegisterAccess;
}

export const OFFICER_PASSPHRASE: PassphraseRequest = {
  what: "officer's key",
  variables: ['LETHE_PASSPHRASE'],
};

/** Opens the officer's key and the organisation's, and verifies the roots. */
export async function openSession(directory: string): Promise<Session> {
  const folder = await openFolder(directory);
  const officer = await unlockKeyFile(folder, LAYOUT.officer, 'officer', OFFICER_PASSPHRASE);
  const repositoryStore = repositoryStoreOf(folder.path);
  const roots = await verifyRoots({ store: repositoryStore, trustedRoot: officer.root });
  if (!roots.ok) throw new Failure(`${roots.detail} (${join(folder.path, LAYOUT.public, 'metadata')})`);
  const keys = await unlockOrganisation(folder, officer, roots.value);
  return sessionOf(folder, officer, keys, roots.value);
}

/** The session of keys that are open already. */
export async function sessionOf(
  folder: Folder,
  officer: OfficerKeys,
  keys: OrganisationKeys,
  roots: VerifiedRoots,
): Promise<Session> {
  const digestKey = await importDigestKey(keys.digestKey);
  const recipient = await identityToRecipient(keys.registerIdentity);
  return {
    folder,
    officer,
    keys,
    digestKey,
    roots,
    repository: {
      store: repositoryStoreOf(folder.path),
      listId: new Uint8Array(hex.decode(keys.listId)),
      digestKey,
      sealKey: await importSealKey(keys.sealKey),
      sealEpoch: keys.sealEpoch,
      earlierSealKeys: await Promise.all(
        keys.earlierSealKeys.map(async ({ epoch, key }) => ({ epoch, key: await importSealKey(key) })),
      ),
      trustedRoot: officer.root,
      seen: seenIn(folder.path),
    },
    register: {
      store: registerStoreOf(folder.path),
      sealer: ageSealer(keys.registerIdentity, [recipient, ...folder.settings.auditors]),
      listId: keys.listId,
      writers: roots.officers,
    },
  };
}

/** Opens a key file under its passphrase, and checks that it belongs to this organisation. */
export async function unlockKeyFile<K extends KeyFile['kind']>(
  folder: Folder,
  path: string,
  kind: K,
  passphrase: PassphraseRequest,
): Promise<Extract<KeyFile, { kind: K }>> {
  const file = await readBytes(join(folder.path, path));
  if (file === undefined) throw new Failure(`${path} is missing in ${folder.path}.`);
  const opened = await openUnderPassphrase(file, await askPassphrase(passphrase));
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
  if (read.file.listId !== folder.settings.listId) {
    throw new Failure(
      `${path} is a key of another organisation: its list isn't the one in ${LAYOUT.settings}.`,
    );
  }
  return read.file;
}

function keyFileProblem(path: string, problem: 'malformed' | 'newer' | 'other-kind'): string {
  if (problem === 'newer') return `${path} was made by a newer Lethe: update Lethe.`;
  if (problem === 'other-kind') return `${path} is another kind of key file: was it put in the wrong place?`;
  return `${path} opens, but isn't what a key file holds: restore it from a backup.`;
}

async function unlockOrganisation(
  folder: Folder,
  officer: OfficerKeys,
  roots: VerifiedRoots,
): Promise<OrganisationKeys> {
  const file = await readBytes(join(folder.path, LAYOUT.organisation));
  if (file === undefined) throw new Failure(`${LAYOUT.organisation} is missing in ${folder.path}.`);
  const opened = await openOrganisation(file, officer.identity, [...roots.officers.values()]);
  if (!opened.ok) {
    const why = {
      'not-for-you': `${LAYOUT.organisation} can't be opened by this officer's key: it is damaged, or sealed to others.`,
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

const SEEN_HEADS = join(LAYOUT.state, 'register-heads.json');

/** Reads the register: it must reach what was seen before, from here or by the last publication. */
export async function readOwnRegister(
  session: Session,
  published: readonly ChainHead[],
): Promise<ReadRegister> {
  const file = join(session.folder.path, SEEN_HEADS);
  return readRegister(session.register, [...published, ...(await headsIn(file))]);
}

/** As `readOwnRegister`; a register that can't be read ends the command. */
export async function requireRegister(session: Session, published: readonly ChainHead[]): Promise<Register> {
  const read = await readOwnRegister(session, published);
  if (!read.ok) throw new Failure(`The register can't be used. ${read.detail}`);
  return read.register;
}

/** Keeps in mind how far the register went. The folder's lock must be held. */
export async function rememberHeads(session: Session, heads: readonly ChainHead[]): Promise<void> {
  await replaceFile(join(session.folder.path, SEEN_HEADS), JSON.stringify(heads));
}

async function headsIn(file: string): Promise<ChainHead[]> {
  const bytes: Bytes | undefined = await readBytes(file);
  if (bytes === undefined) return [];
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (Array.isArray(value) && value.every(isChainHead)) return value;
  } catch {
    // Falls through to the message.
  }
  throw new Failure(`${file} is damaged: delete it, and check that the register is whole.`);
}

function isChainHead(value: unknown): value is ChainHead {
  return (
    typeof value === 'object' &&
    value !== null &&
    'writer' in value &&
    typeof value.writer === 'string' &&
    'sequence' in value &&
    typeof value.sequence === 'number' &&
    'sha256' in value &&
    typeof value.sha256 === 'string'
  );
}

/** The repository as it stands, verified; the list undefined if nothing was published yet. */
export async function openRepository(
  session: Session,
): Promise<{ readonly metadata: VerifiedMetadata; readonly published: PublishedList } | undefined> {
  const metadata = await verifyMetadata(session.repository, session.roots);
  if (!metadata.ok) throw new Failure(metadata.detail);
  if (metadata.value === undefined) return undefined;
  const published = await openPublishedList(session.repository, metadata.value);
  if (!published.ok) throw new Failure(published.detail);
  return { metadata: metadata.value, published: published.value };
}
