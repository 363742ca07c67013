import { resolve } from 'node:path';
import { counted } from '../utils/counted.ts';
import {
  closedOf,
  type Exchange,
  exchangeKeys,
  type HeldKeys,
  type RotationOutcome,
  UndecidedFailure,
  type Unpublished,
} from '../utils/officer/exchange-keys.ts';
import type { Session } from '../utils/officer/session.ts';
import { settleKeyFiles } from '../utils/officer/unlock.ts';
import type { Standing } from '../utils/publish/rotation.ts';
import type { Operation } from '../utils/register/operation.ts';
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

/** Keys whose workplace is a folder. */
export interface HeldInFolder extends HeldKeys {
  readonly workplace: Folder;
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
export async function holdKeys(options: RootKeyOptions, officerNeeded: boolean): Promise<HeldInFolder> {
  if (options.kit !== undefined && options.rootKey !== undefined) {
    throw new Failure('--root-key and --kit: one of the two is enough.', 'usage');
  }
  const workplace = await openFolder(options.dir);
  await settleKeyFiles(workplace);
  const kit =
    options.kit === undefined
      ? undefined
      : await unlockKeyFile(workplace, resolve(options.kit), 'recovery', KIT_PASSPHRASE);
  const rootSigner = kit?.signingKey ?? (await unlockRoot(workplace, options.rootKey));
  if (kit && !officerNeeded) return { workplace, rootSigner, opener: kit, officer: undefined };
  if ((await readBytes(resolve(workplace.path, LAYOUT.officer))) === undefined) {
    throw new Failure(
      `${LAYOUT.officer} is missing in ${workplace.path}. Make a new one with the recovery kit: lethe rotate officer --kit FILE`,
    );
  }
  const officer = await unlockKeyFile(workplace, LAYOUT.officer, 'officer', ROTATING_OFFICER);
  return { workplace, rootSigner, opener: officer, officer };
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

/**
 * Replaces keys, or finishes what an earlier run began.
 * @param purpose the command, for whoever waits for the folder
 * @param decide makes the new keys; not called where there is something to finish
 */
export function rotate(
  held: HeldInFolder,
  purpose: string,
  decide: (standing: Standing) => Promise<Exchange>,
): Promise<RotationOutcome> {
  return exchangeKeys(held, purpose, decide, () =>
    unlockKeyFile(held.workplace, LAYOUT.officer, 'officer', {
      what: "officer's new key",
      variables: [NEW_PASSPHRASE, 'LETHE_PASSPHRASE'],
    }),
  );
}

/** As `closedOf`; what is to be decided is shown, with the option that decides it. */
export async function closedOrAsk(
  session: Session,
  officers: readonly string[],
  decision: Unpublished | undefined,
): Promise<readonly string[]> {
  try {
    return await closedOf(session, officers, decision);
  } catch (error) {
    throw error instanceof UndecidedFailure ? undecided(error) : error;
  }
}

/** What is to be decided, and by which option. */
export function undecided({ message, objects }: UndecidedFailure): Failure {
  if (objects.length === 0) {
    return new Failure(
      `${message}\nTo go on all the same, and leave out what no publication took in, add --unpublished leave.`,
    );
  }
  const lines = objects.flatMap(({ path, object }) =>
    object.operations.map(({ operation }) => `  ${describe(operation)} (${path})`),
  );
  return new Failure(
    `${message}
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
      return `${when} ${operation.reference}: ${counted(operation.blocks.length, 'block')} lifted`;
    case 'case':
      return `${when} ${operation.reference}: ${operation.event.kind}`;
    case 'opening':
      return `${when} ${operation.reference}: ${counted(operation.blocks.length, 'seal')} opened`;
    case 'erasure':
      return `${when}: ${counted(operation.lines.length, 'line')} erased`;
    case 'settings':
      return `${when}: settings changed (${Object.keys(operation.values).join(', ')})`;
  }
}
