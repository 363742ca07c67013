import { resolve } from 'node:path';
import { publishRegister } from '../utils/officer/publication.ts';
import { publishedHeads, type Session, sessionOf } from '../utils/officer/session.ts';
import { settleKeyFiles, unlockOrganisation } from '../utils/officer/unlock.ts';
import type { OfficerKeys, RecoveryKit } from '../utils/publish/key-files.ts';
import { lifetimes, timestampLifetime } from '../utils/publish/lifetimes.ts';
import type { NewKey } from '../utils/publish/new-keys.ts';
import { verifyRoots } from '../utils/publish/repository.ts';
import {
  finishRotation,
  type Newcomer,
  type Rotation,
  type Standing,
  startRotation,
  unfinishedRotation,
} from '../utils/publish/rotation.ts';
import type { Operation } from '../utils/register/operation.ts';
import { type UnpublishedObject, unpublishedObjects } from '../utils/register/read-register.ts';
import type { SigningKey } from '../utils/tuf/signer.ts';
import { Failure } from './failure.ts';
import { type Folder, openFolder, readBytes } from './folder.ts';
import { LAYOUT } from './layout.ts';
import type { PassphraseRequest } from './passphrase.ts';
import { unlockKeyFile } from './unlock.ts';

/** Which root key is at hand: `keys/root.age` unless one of these is named. */
export interface RootKeyOptions {
  readonly dir: string;
  readonly rootKey?: string;
  readonly kit?: string;
}

/** The keys with which others are replaced. */
export interface HeldKeys {
  readonly folder: Folder;
  /** root.age's, or the kit's. */
  readonly rootSigner: SigningKey;
  /** Whose identity opens org.age. */
  readonly opener: OfficerKeys | RecoveryKit;
  readonly officer: OfficerKeys | undefined;
}

/** After a run that was killed a file may be the old one or the new: in scripts both passphrases are tried. */
const NEW_PASSPHRASE = 'LETHE_NEW_PASSPHRASE';
const ROOT_PASSPHRASE: PassphraseRequest = {
  what: 'root key',
  variables: ['LETHE_ROOT_PASSPHRASE', 'LETHE_PASSPHRASE', NEW_PASSPHRASE],
};
const ROTATING_OFFICER: PassphraseRequest = {
  what: "officer's key",
  variables: ['LETHE_PASSPHRASE', NEW_PASSPHRASE],
};
export const KIT_PASSPHRASE: PassphraseRequest = {
  what: 'recovery kit',
  variables: ['LETHE_RECOVERY_PASSPHRASE', 'LETHE_PASSPHRASE', NEW_PASSPHRASE],
};

/** What a new key's passphrase is asked as. */
export function newPassphrase(what: string, variable?: string): PassphraseRequest {
  return { what, variables: [NEW_PASSPHRASE, ...(variable ? [variable] : []), 'LETHE_PASSPHRASE'] };
}

/**
 * Unlocks a root key and what opens org.age: the officer's key, or the kit's identity in place of it.
 * @param officerNeeded even where there is a kit
 */
export async function holdKeys(options: RootKeyOptions, officerNeeded: boolean): Promise<HeldKeys> {
  if (options.kit !== undefined && options.rootKey !== undefined) {
    throw new Failure('--root-key and --kit: one of the two is enough.', 'usage');
  }
  const folder = await openFolder(options.dir);
  await settleKeyFiles(folder);
  const kit =
    options.kit === undefined
      ? undefined
      : await unlockKeyFile(folder, resolve(options.kit), 'recovery', KIT_PASSPHRASE);
  const rootSigner = kit?.signingKey ?? (await unlockRoot(folder, options.rootKey));
  if (kit && !officerNeeded) return { folder, rootSigner, opener: kit, officer: undefined };
  if ((await readBytes(resolve(folder.path, LAYOUT.officer))) === undefined) {
    throw new Failure(
      `${LAYOUT.officer} is missing in ${folder.path}. Make a new one with the recovery kit: lethe rotate officer --kit FILE`,
    );
  }
  const officer = await unlockKeyFile(folder, LAYOUT.officer, 'officer', ROTATING_OFFICER);
  return { folder, rootSigner, opener: officer, officer };
}

async function unlockRoot(folder: Folder, named: string | undefined): Promise<SigningKey> {
  const path = named === undefined ? LAYOUT.root : resolve(named);
  if ((await readBytes(resolve(folder.path, path))) === undefined) {
    throw new Failure(
      `There is no root key at ${resolve(folder.path, path)}. Name its file by --root-key, or the recovery kit's by --kit.`,
    );
  }
  return (await unlockKeyFile(folder, path, 'root', ROOT_PASSPHRASE)).signingKey;
}

/** Keys that come and go. */
export interface Exchange {
  readonly newcomers: readonly Pick<NewKey<{ readonly signingKey: SigningKey }>, 'keys' | 'newcomer'>[];
  readonly leaving: readonly string[];
  /** Of those that leave: what they recorded and no publication took in stays out. */
  readonly closed?: readonly string[];
  /** If an officer comes. */
  readonly officer?: OfficerKeys;
}

/** `finished`: an earlier run's rotation, and nothing else. */
export interface RotationOutcome {
  readonly outcome: 'rotated' | 'finished';
  readonly standing: Standing;
  /** If one was at hand, or came. */
  readonly officer: OfficerKeys | undefined;
}

/**
 * Replaces keys, or finishes what an earlier run began.
 * @param purpose the command, for whoever waits for the folder
 * @param decide makes the new keys; not called where there is something to finish
 */
export async function rotate(
  held: HeldKeys,
  purpose: string,
  decide: (standing: Standing) => Promise<Exchange>,
): Promise<RotationOutcome> {
  const before = await standingOf(held);
  const begun = isBegun(before);
  const exchange = begun ? undefined : await decide(before);
  const officer = exchange?.officer ?? (begun ? await officerToFinish(held, before) : held.officer);
  return held.folder.exclusively(purpose, async () => {
    const now = await standingOf(held);
    if (
      now.roots.set.root.signed.version !== before.roots.set.root.signed.version ||
      isBegun(now) !== begun
    ) {
      throw new Failure('Another command replaced keys at the same time: try again.');
    }
    const started = exchange ? await start(held, now, exchange) : now;
    await publishUnlessClosed(held, started, officer);
    const standing = await finish(held, started, exchange, officer);
    return { outcome: begun ? 'finished' : 'rotated', standing, officer };
  });
}

/** org.age and the roots as they stand. */
export async function standingOf({ folder, opener }: HeldKeys): Promise<Standing> {
  const roots = await verifyRoots({ store: folder.repository, trustedRoot: opener.root });
  if (!roots.ok) throw new Failure(roots.detail);
  return { keys: await unlockOrganisation(folder, opener.identity, roots.value), roots: roots.value };
}

function isBegun({ keys, roots }: Standing): boolean {
  return unfinishedRotation(keys, roots.set.root.signed) !== undefined;
}

/** The list is to be signed by an officer who stays; who came in an earlier run has the file in its place by now. */
async function officerToFinish(held: HeldKeys, { keys, roots }: Standing): Promise<OfficerKeys | undefined> {
  const { targets, snapshot, timestamp } = roots.set.root.signed.roles;
  const signing = [targets, snapshot, timestamp].flatMap(role => role.keyIds);
  const needed = keys.rotation?.leaving.some(keyId => signing.includes(keyId)) ?? false;
  if (held.officer || !needed) return held.officer;
  return unlockKeyFile(held.folder, LAYOUT.officer, 'officer', {
    what: "officer's new key",
    variables: [NEW_PASSPHRASE, 'LETHE_PASSPHRASE'],
  });
}

async function start(held: HeldKeys, standing: Standing, exchange: Exchange): Promise<Standing> {
  const { newcomers, leaving, closed = [] } = exchange;
  const candidates = [held.officer?.signingKey, held.rootSigner];
  const rotation = rotationOf(held, standing, [held.rootSigner], candidates, leaving);
  const comers: Newcomer[] = newcomers.map(({ newcomer }) => newcomer);
  return standingAfter(await startRotation(rotation, comers, { leaving, closed }));
}

async function finish(
  held: HeldKeys,
  standing: Standing,
  exchange: Exchange | undefined,
  officer: OfficerKeys | undefined,
): Promise<Standing> {
  const leaving = standing.keys.rotation?.leaving ?? [];
  const newRootKeys = (exchange?.newcomers ?? [])
    .filter(({ newcomer: { kind } }) => kind === 'root' || kind === 'recovery')
    .map(({ keys }) => keys.signingKey);
  const rootSigners = [held.rootSigner, ...newRootKeys];
  if (rootSigners.every(({ key }) => leaving.includes(key.keyId))) {
    throw new Failure('This root key is being replaced. Run this again with the new one, keys/root.age.');
  }
  const rotation = rotationOf(held, standing, rootSigners, [officer?.signingKey, ...rootSigners], leaving);
  const { refreshing } = held.folder.settings;
  const signing = officer && {
    signer: officer.signingKey,
    lifetimes: { ...lifetimes, timestamp: timestampLifetime(refreshing) },
  };
  return standingAfter(await finishRotation(rotation, signing));
}

function rotationOf(
  { folder, opener }: HeldKeys,
  { keys }: Standing,
  rootSigners: readonly SigningKey[],
  organisationSigners: readonly (SigningKey | undefined)[],
  leaving: readonly string[],
): Rotation {
  const organisationSigner = organisationSigners.find(each => each && !leaving.includes(each.key.keyId));
  if (organisationSigner === undefined) {
    throw new Failure(
      `Every key at hand is being replaced, and ${LAYOUT.organisation} needs one that stays.`,
    );
  }
  return {
    access: {
      store: folder.repository,
      seen: folder.seen,
      trustedRoot: opener.root,
    },
    files: folder.files,
    keys,
    rootSigners,
    organisationSigner,
    now: Date.now(),
  };
}

function standingAfter(rotated: Awaited<ReturnType<typeof startRotation>>): Standing {
  if (rotated.ok) return rotated.value;
  throw new Failure(`${rotated.detail} Nothing is lost: run this again when that is mended.`);
}

/** What those who leave recorded and no publication took in, if it is to be taken in: before they are revoked. */
async function publishUnlessClosed(
  held: HeldKeys,
  standing: Standing,
  officer: OfficerKeys | undefined,
): Promise<void> {
  const rotation = standing.keys.rotation;
  const leavingOfficers = officersAmong(standing, rotation?.leaving ?? []);
  if (officer === undefined || leavingOfficers.length === 0 || rotation?.closed.length !== 0) return;
  const session = await sessionOf(held.folder, officer, standing.keys, standing.roots);
  const { objects } = await unpublishedOf(session, leavingOfficers);
  if (objects.length === 0) return;
  const published = await publishRegister(session);
  if (!published.ok) throw new Failure(`${published.detail} Run this again after: lethe publish`);
}

export function officersAmong({ roots }: Standing, keyIds: readonly string[]): string[] {
  const { targets } = roots.set.root.signed.roles;
  return keyIds.filter(keyId => targets.keyIds.includes(keyId));
}

/** What these officers recorded after the last publication; `problem` if that can't be told. */
export async function unpublishedOf(
  session: Session,
  officers: readonly string[],
): Promise<{ readonly objects: readonly UnpublishedObject[]; readonly problem: string | null }> {
  const published = await publishedHeads(session);
  const read = await unpublishedObjects(session.register, officers, published);
  return read.ok ? { objects: read.objects, problem: null } : { objects: [], problem: read.detail };
}

/** `take`: what an officer who leaves recorded last is published; `leave`: it stays out for good. */
export type Unpublished = 'take' | 'leave';

/**
 * Those of the leaving officers whose chains end where the last publication ended. Asks for a decision where they
 * recorded more: it may be theirs, or of whoever has their key.
 */
export async function closedOf(
  session: Session,
  officers: readonly string[],
  decision: Unpublished | undefined,
): Promise<readonly string[]> {
  const { objects, problem } = await unpublishedOf(session, officers);
  if (decision === 'leave') return officers;
  if (problem !== null) {
    throw new Failure(
      `The register of the key that is replaced can't be read to its end. ${problem}
To replace the key all the same, and leave out what no publication took in, add --unpublished leave.`,
    );
  }
  if (objects.length === 0 || decision === 'take') return [];
  const lines = objects.flatMap(({ path, object }) =>
    object.operations.map(({ operation }) => `  ${describe(operation)} (${path})`),
  );
  throw new Failure(
    `The key that is replaced recorded what no publication took in yet:
${lines.join('\n')}
If that is right, add --unpublished take. If somebody else may have had the key, add --unpublished leave: it stays out for good.`,
  );
}

function describe(operation: Operation): string {
  const when = new Date(operation.recordedAt).toISOString();
  switch (operation.type) {
    case 'block':
      return `${when} ${operation.reference}: ${operation.identifiers.length} blocked, ${operation.basis}, scope ${operation.scope}`;
    case 'lift':
      return `${when} ${operation.reference}: ${operation.blocks.length} blocks lifted`;
    case 'case':
      return `${when} ${operation.reference}: ${operation.event.kind}`;
    case 'opening':
      return `${when} ${operation.reference}: ${operation.blocks.length} seals opened`;
    case 'erasure':
      return `${when}: ${operation.lines.length} lines erased`;
  }
}
