import { join } from 'node:path';
import { hex } from '@scure/base';
import { identityToRecipient } from 'age-encryption';
import type { ChainHead } from '../utils/blocklist/head.ts';
import { importSealKey } from '../utils/blocklist/seal.ts';
import type { Bytes } from '../utils/bytes.ts';
import type { OfficerKeys, OrganisationKeys } from '../utils/publish/key-files.ts';
import {
  openPublishedHead,
  openPublishedList,
  type PublishedList,
  type RepositoryAccess,
  type VerifiedMetadata,
  type VerifiedRoots,
  verifyMetadata,
  verifyRoots,
} from '../utils/publish/repository.ts';
import { unfinishedRotation } from '../utils/publish/rotation.ts';
import type { RegisterAccess } from '../utils/register/chain.ts';
import { endsOfRevoked, type ReadRegister, readRegister } from '../utils/register/read-register.ts';
import type { Register } from '../utils/register/register.ts';
import { ageSealer } from '../utils/register/sealer.ts';
import { importDigestKey } from '../utils/scheme/digest.ts';
import { Failure, warn } from './failure.ts';
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
import { OFFICER_PASSPHRASE, settleKeyFiles, unlockKeyFile, unlockOrganisation } from './unlock.ts';

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

/** Opens the officer's key and the organisation's, and verifies the roots. */
export async function openSession(directory: string): Promise<Session> {
  const folder = await openFolder(directory);
  await settleKeyFiles(folder.path);
  const officer = await unlockKeyFile(folder, LAYOUT.officer, 'officer', OFFICER_PASSPHRASE);
  const repositoryStore = repositoryStoreOf(folder.path);
  const roots = await verifyRoots({ store: repositoryStore, trustedRoot: officer.root });
  if (!roots.ok) throw new Failure(`${roots.detail} (${join(folder.path, LAYOUT.public, 'metadata')})`);
  const { version, roles } = roots.value.set.root.signed;
  if (!roles.targets.keyIds.includes(officer.signingKey.key.keyId)) {
    throw new Failure(`${LAYOUT.officer} was replaced: root ${version} doesn't name it any more.`);
  }
  const keys = await unlockOrganisation(folder, officer.identity, roots.value);
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

const SEEN_HEADS = join(LAYOUT.state, 'register-heads.json');

/**
 * Reads the register: it must reach what was seen before, from here or by the last publication, unless that is known
 * to be lost, and takes in nothing that a revoked key wrote after that publication.
 */
export async function readOwnRegister(
  session: Session,
  published: readonly ChainHead[],
  {
    roots = session.roots,
    registerLost = false,
  }: { readonly roots?: VerifiedRoots; readonly registerLost?: boolean } = {},
): Promise<ReadRegister> {
  const known = registerLost ? [] : [...published, ...(await headsIn(join(session.folder.path, SEEN_HEADS)))];
  const ends = endsOfRevoked(
    roots.officers.keys(),
    roots.set.root.signed.roles.targets.keyIds,
    published,
    unfinishedRotation(session.keys, roots.set.root.signed)?.closed,
  );
  const access = { ...session.register, writers: roots.officers };
  const read = await readRegister(access, known, ends);
  if (read.ok && read.leftOut.length > 0) {
    warn(`left out, since a revoked key wrote it after its last publication: ${read.leftOut.join(', ')}`);
  }
  return read;
}

/**
 * As `readOwnRegister`; a register that can't be read ends the command.
 * @param published heads of the last publication; read where they aren't given and matter, so that blocks can be
 * recorded even where public/ is broken
 */
export async function requireRegister(session: Session, published?: readonly ChainHead[]): Promise<Register> {
  const known = published ?? (hasRevoked(session) ? await publishedHeads(session) : []);
  const read = await readOwnRegister(session, known);
  if (!read.ok) throw new Failure(`The register can't be used. ${read.detail}`);
  return read.register;
}

function hasRevoked({ keys, roots: { officers, set } }: Session): boolean {
  const { signed: root } = set.root;
  const closed = unfinishedRotation(keys, root)?.closed ?? [];
  return closed.length > 0 || [...officers.keys()].some(id => !root.roles.targets.keyIds.includes(id));
}

/** Heads of the register that the last publication took in. */
export async function publishedHeads({ repository, roots }: Session): Promise<readonly ChainHead[]> {
  const metadata = await verifyMetadata(repository, roots);
  if (!metadata.ok) throw new Failure(metadata.detail);
  if (metadata.value === undefined) return [];
  const published = await openPublishedHead(repository, metadata.value);
  if (!published.ok) throw new Failure(published.detail);
  return published.value.head.registerHeads;
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
