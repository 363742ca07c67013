import type { OfficerKeys, RecoveryKit } from '../publish/key-files.ts';
import { ORGANISATION_FILE } from '../publish/key-folder.ts';
import { lifetimes, timestampLifetime } from '../publish/lifetimes.ts';
import { verifyRoots } from '../publish/repository.ts';
import {
  finishRotation,
  type Newcomer,
  type Rotation,
  type Standing,
  startRotation,
  unfinishedRotation,
} from '../publish/rotation.ts';
import { type UnpublishedObject, unpublishedObjects } from '../register/read-register.ts';
import { type Sentence, sentence } from '../sentence.ts';
import type { SigningKey } from '../tuf/signer.ts';
import { OfficerFailure, othersWrite, repositoryFailure } from './officer-failure.ts';
import { publishRegister } from './publication.ts';
import { publishedHeads, type Session, sessionOf } from './session.ts';
import { unlockOrganisation } from './unlock.ts';
import type { Workplace } from './workplace.ts';

/** The keys with which others come and go. */
export interface HeldKeys {
  readonly workplace: Workplace;
  /** root.age's, or the kit's. */
  readonly rootSigner: SigningKey;
  /** Whose identity opens org.age. */
  readonly opener: OfficerKeys | RecoveryKit;
  readonly officer: OfficerKeys | undefined;
}

/** Keys that come and go. */
export interface Exchange {
  readonly newcomers: readonly {
    readonly newcomer: Newcomer;
    /** The secret half, where it is here. */
    readonly keys?: { readonly signingKey: SigningKey };
  }[];
  readonly leaving: readonly string[];
  /** Of those that leave: what they recorded and no publication took in stays out. */
  readonly closed?: readonly string[];
  /** If an officer comes whose key is here. */
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
 * Lets keys come and go, or finishes what an earlier run began.
 * @param purpose what is done, for whoever waits for the workplace
 * @param decide makes the new keys; not called where there is something to finish
 * @param unlockOfficer who came in an earlier run, and has their file in its place by now
 * @throws OfficerFailure
 */
export async function exchangeKeys(
  held: HeldKeys,
  purpose: string,
  decide: (standing: Standing) => Promise<Exchange>,
  unlockOfficer?: () => Promise<OfficerKeys>,
): Promise<RotationOutcome> {
  const before = await standingOf(held);
  const begun = isBegun(before);
  const exchange = begun ? undefined : await decide(before);
  const finishing = begun && held.officer === undefined && needsOfficer(before);
  const officer = exchange?.officer ?? (finishing ? await unlockOfficer?.() : held.officer);
  return held.workplace.exclusively(purpose, async () => {
    const now = await standingOf(held);
    if (
      now.roots.set.root.signed.version !== before.roots.set.root.signed.version ||
      isBegun(now) !== begun
    ) {
      throw othersWrite();
    }
    const started = exchange ? await start(held, now, exchange) : now;
    await publishUnlessClosed(held, started, officer);
    const standing = await finish(held, started, exchange, officer);
    return { outcome: begun ? 'finished' : 'rotated', standing, officer };
  });
}

/** org.age and the roots as they stand. */
export async function standingOf({ workplace, opener }: HeldKeys): Promise<Standing> {
  const roots = await verifyRoots({ store: workplace.repository, trustedRoot: opener.root });
  if (!roots.ok) throw repositoryFailure(roots.said);
  return { keys: await unlockOrganisation(workplace, opener.identity, roots.value), roots: roots.value };
}

function isBegun({ keys, roots }: Standing): boolean {
  return unfinishedRotation(keys, roots.set.root.signed) !== undefined;
}

/** The list is to be signed by an officer who stays. */
function needsOfficer({ keys, roots }: Standing): boolean {
  const { targets, snapshot, timestamp } = roots.set.root.signed.roles;
  const signing = [targets, snapshot, timestamp].flatMap(role => role.keyIds);
  return keys.rotation?.leaving.some(keyId => signing.includes(keyId)) ?? false;
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
    .flatMap(({ keys }) => (keys ? [keys.signingKey] : []));
  const rootSigners = [held.rootSigner, ...newRootKeys];
  if (rootSigners.every(({ key }) => leaving.includes(key.keyId))) {
    throw new OfficerFailure(
      sentence(
        'told.rotation.replacedRoot',
      )`This root key is being replaced: do this again with the new one, keys/root.age.`,
    );
  }
  const rotation = rotationOf(held, standing, rootSigners, [officer?.signingKey, ...rootSigners], leaving);
  const { refreshing } = held.workplace.settings;
  const signing = officer && {
    signer: officer.signingKey,
    lifetimes: { ...lifetimes, timestamp: timestampLifetime(refreshing) },
  };
  return standingAfter(await finishRotation(rotation, signing));
}

function rotationOf(
  { workplace, opener }: HeldKeys,
  { keys }: Standing,
  rootSigners: readonly SigningKey[],
  organisationSigners: readonly (SigningKey | undefined)[],
  leaving: readonly string[],
): Rotation {
  const organisationSigner = organisationSigners.find(each => each && !leaving.includes(each.key.keyId));
  if (organisationSigner === undefined) {
    throw new OfficerFailure(
      sentence(
        'told.rotation.allReplaced',
      )`Every key at hand is being replaced, and ${ORGANISATION_FILE} needs one that stays: do this with another root key or the recovery kit.`,
    );
  }
  return {
    access: {
      store: workplace.repository,
      seen: workplace.seen,
      trustedRoot: opener.root,
    },
    files: workplace.files,
    keys,
    rootSigners,
    organisationSigner,
    now: Date.now(),
  };
}

function standingAfter(rotated: Awaited<ReturnType<typeof startRotation>>): Standing {
  if (rotated.ok) return rotated.value;
  throw new OfficerFailure(
    sentence('told.rotation.halted')`${rotated.said} Nothing is lost: do this again when that is mended.`,
  );
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
  const session = await sessionOf(held.workplace, officer, standing.keys, standing.roots);
  const { objects } = await unpublishedOf(session, leavingOfficers);
  if (objects.length === 0) return;
  const published = await publishRegister(session);
  if (published.ok) return;
  throw new OfficerFailure(
    sentence('told.rotation.publishFirst')`${published.said} Publish first, then do this again.`,
  );
}

export function officersAmong({ roots }: Standing, keyIds: readonly string[]): string[] {
  const { targets } = roots.set.root.signed.roles;
  return keyIds.filter(keyId => targets.keyIds.includes(keyId));
}

/** `take`: what an officer who leaves recorded last is published; `leave`: it stays out for good. */
export type Unpublished = 'take' | 'leave';

/** What an officer who leaves recorded and nobody published: it may be theirs, or of whoever has their key. */
export class UndecidedFailure extends OfficerFailure {
  /** Empty where their chain can't be read to its end. */
  readonly objects: readonly UnpublishedObject[];

  constructor(said: Sentence, objects: readonly UnpublishedObject[]) {
    super(said);
    this.objects = objects;
  }
}

/**
 * Those of the leaving officers whose chains end where the last publication ended.
 * @throws UndecidedFailure where they recorded more and nobody decided
 */
export async function closedOf(
  session: Session,
  officers: readonly string[],
  decision: Unpublished | undefined,
): Promise<readonly string[]> {
  const { objects, problem } = await unpublishedOf(session, officers);
  if (decision === 'leave') return officers;
  if (problem !== null) {
    throw new UndecidedFailure(
      sentence(
        'told.rotation.unreadable',
      )`The register of the key that leaves can't be read to its end. ${problem}`,
      [],
    );
  }
  if (objects.length === 0 || decision === 'take') return [];
  throw new UndecidedFailure(
    sentence(
      'told.rotation.undecided',
    )`The key that leaves recorded what no publication took in yet: decide whether that is taken in.`,
    objects,
  );
}

/** What these officers recorded after the last publication; `problem` if that can't be told. */
async function unpublishedOf(
  session: Session,
  officers: readonly string[],
): Promise<{ readonly objects: readonly UnpublishedObject[]; readonly problem: Sentence | null }> {
  const published = await publishedHeads(session);
  const read = await unpublishedObjects(session.register, officers, published);
  return read.ok ? { objects: read.objects, problem: null } : { objects: [], problem: read.said };
}
