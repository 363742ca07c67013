import { hex } from '@scure/base';
import { identityToRecipient } from 'age-encryption';
import type { ChainHead } from '../blocklist/head.ts';
import { importSealKey } from '../blocklist/seal.ts';
import type { OfficerKeys, OrganisationKeys } from '../publish/key-files.ts';
import {
  openPublishedHead,
  openPublishedList,
  type PublishedList,
  type RepositoryAccess,
  type VerifiedMetadata,
  type VerifiedRoots,
  verifyMetadata,
} from '../publish/repository.ts';
import { unfinishedRotation } from '../publish/rotation.ts';
import type { RegisterAccess } from '../register/chain.ts';
import { endsOfRevoked, type ReadRegister, readRegister } from '../register/read-register.ts';
import type { Register } from '../register/register.ts';
import { type RememberedObjects, rememberedObjects } from '../register/remembered-objects.ts';
import { ageSealer } from '../register/sealer.ts';
import { importDigestKey } from '../scheme/digest.ts';
import { sentence } from '../sentence.ts';
import { registerFailure, repositoryFailure } from './officer-failure.ts';
import type { Workplace } from './workplace.ts';

/** What an officer has at hand for one command: keys opened, roots verified. */
export interface Session {
  readonly workplace: Workplace;
  readonly officer: OfficerKeys;
  readonly keys: OrganisationKeys;
  readonly digestKey: CryptoKey;
  readonly repository: RepositoryAccess;
  readonly roots: VerifiedRoots;
  readonly register: RegisterAccess;
}

/**
 * The session of keys that are open already.
 * @param remembered of the same register, by a session before
 */
export async function sessionOf(
  workplace: Workplace,
  officer: OfficerKeys,
  keys: OrganisationKeys,
  roots: VerifiedRoots,
  remembered: RememberedObjects = rememberedObjects(),
): Promise<Session> {
  const digestKey = await importDigestKey(keys.digestKey);
  const recipient = await identityToRecipient(keys.registerIdentity);
  return {
    workplace,
    officer,
    keys,
    digestKey,
    roots,
    repository: {
      store: workplace.repository,
      listId: new Uint8Array(hex.decode(keys.listId)),
      digestKey,
      sealKey: await importSealKey(keys.sealKey),
      sealEpoch: keys.sealEpoch,
      earlierSealKeys: await Promise.all(
        keys.earlierSealKeys.map(async ({ epoch, key }) => ({ epoch, key: await importSealKey(key) })),
      ),
      trustedRoot: officer.root,
      seen: workplace.seen,
    },
    register: {
      store: workplace.register,
      sealer: ageSealer(keys.registerIdentity, [recipient, ...workplace.settings.auditors]),
      listId: keys.listId,
      writers: roots.officers,
      remembered,
    },
  };
}

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
  const known = registerLost ? [] : [...published, ...(await session.workplace.seenHeads.load())];
  const ends = endsOfRevoked(
    roots.officers.keys(),
    roots.set.root.signed.roles.targets.keyIds,
    published,
    unfinishedRotation(session.keys, roots.set.root.signed)?.closed,
  );
  const access = { ...session.register, writers: roots.officers };
  const read = await readRegister(access, known, ends);
  if (read.ok && read.leftOut.length > 0) {
    const paths = read.leftOut.join(', ');
    session.workplace.warn(
      sentence(
        'told.remark.leftOut',
      )`Left out, since a revoked key wrote it after its last publication: ${paths}`,
    );
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
  if (!read.ok) throw registerFailure(read.said);
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
  if (!metadata.ok) throw repositoryFailure(metadata.said);
  if (metadata.value === undefined) return [];
  const published = await openPublishedHead(repository, metadata.value);
  if (!published.ok) throw repositoryFailure(published.said);
  return published.value.head.registerHeads;
}

/** The repository as it stands, verified; the list undefined if nothing was published yet. */
export async function openRepository(
  session: Session,
): Promise<{ readonly metadata: VerifiedMetadata; readonly published: PublishedList } | undefined> {
  const metadata = await verifyMetadata(session.repository, session.roots);
  if (!metadata.ok) throw repositoryFailure(metadata.said);
  if (metadata.value === undefined) return undefined;
  const published = await openPublishedList(session.repository, metadata.value);
  if (!published.ok) throw repositoryFailure(published.said);
  return { metadata: metadata.value, published: published.value };
}
