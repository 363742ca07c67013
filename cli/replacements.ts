import { counted } from '../utils/counted.ts';
import { officersAmong, type RotationOutcome, type Unpublished } from '../utils/officer/exchange-keys.ts';
import { readKitBack } from '../utils/officer/found-organisation.ts';
import { type SealOutcome, replaceSealKey as sealAnew } from '../utils/officer/replace-seal-key.ts';
import { sessionOf } from '../utils/officer/session.ts';
import {
  newOfficerKey,
  newRecoveryKit,
  newRootKey,
  newTimestampKey,
  type Sealing,
} from '../utils/publish/new-keys.ts';
import type { Standing } from '../utils/publish/rotation.ts';
import { Failure, warn } from './failure.ts';
import { LAYOUT } from './layout.ts';
import {
  askNewPassphrase,
  type PassphraseRequest,
  SHORT_PASSPHRASE,
  SHORT_PASSPHRASE_WARNING,
} from './passphrase.ts';
import { closedOrAsk, holdKeys, newPassphrase, type RootKeyOptions, rotate } from './rotation.ts';
import { openSession } from './session.ts';

/** `workFactor` of scrypt, lower than the default in tests alone. */
export interface Replacing extends RootKeyOptions {
  readonly workFactor?: number;
}

/** A new root key in place of `keys/root.age`'s; the recovery kit's stays. */
export async function replaceRootKey(options: Replacing): Promise<RotationOutcome> {
  const held = await holdKeys(options, false);
  return rotate(held, 'lethe rotate root', async ({ roots }) => {
    const { keyIds } = roots.set.root.signed.roles.root;
    const own = held.rootSigner.key.keyId;
    const leaving = options.kit === undefined ? [own] : keyIds.filter(keyId => keyId !== own);
    requireNamed(roots, own);
    if (leaving.length > 1) {
      throw new Failure(
        `The root names ${counted(leaving.length, 'key')} besides the kit's: name the one to replace, by --root-key.`,
      );
    }
    const sealing = await askSealing(newPassphrase('new root key', 'LETHE_ROOT_PASSPHRASE'), options);
    return { newcomers: [await newRootKey(held.opener.listId, sealing)], leaving };
  });
}

/** A new recovery kit: the old one is worth nothing from then on. */
export async function replaceKit(options: Replacing): Promise<RotationOutcome> {
  const held = await holdKeys(options, true);
  const request = newPassphrase('new recovery kit', 'LETHE_RECOVERY_PASSPHRASE');
  let passphrase: string | undefined;
  const outcome = await rotate(held, 'lethe rotate kit', async ({ keys, roots }) => {
    requireNamed(roots, held.rootSigner.key.keyId);
    const { root } = roots.set.root.signed.roles;
    const leaving = keys.recipients.map(({ keyId }) => keyId).filter(keyId => root.keyIds.includes(keyId));
    const sealing = await askSealing(request, options);
    passphrase = sealing.passphrase;
    return { newcomers: [await newRecoveryKit(keys, held.opener.root, sealing)], leaving };
  });
  if (passphrase !== undefined) await readKitBack(held.workplace.files, passphrase);
  return outcome;
}

/** A new officer's key in place of `keys/officer.age`'s; the old one signs nothing from then on, and opens nothing. */
export async function replaceOfficerKey(
  options: Replacing & { readonly unpublished?: Unpublished },
): Promise<RotationOutcome> {
  const held = await holdKeys(options, false);
  return rotate(held, 'lethe rotate officer', async standing => {
    requireNamed(standing.roots, held.rootSigner.key.keyId);
    const { targets } = standing.roots.set.root.signed.roles;
    const leaving = held.officer ? [held.officer.signingKey.key.keyId] : targets.keyIds;
    if (leaving.length !== 1 || officersAmong(standing, leaving).length !== 1) {
      throw new Failure(
        `The root names ${counted(targets.keyIds.length, 'officer')}: ${LAYOUT.officer} must be the one to replace.`,
      );
    }
    const sealing = await askSealing(newPassphrase("officer's new key"), options);
    const fresh = await newOfficerKey(held.opener.listId, held.opener.root, sealing);
    const session = await sessionOf(held.workplace, fresh.keys, standing.keys, standing.roots);
    const closed = await closedOrAsk(session, leaving, options.unpublished);
    const name = standing.keys.recipients.find(({ keyId }) => leaving.includes(keyId))?.name;
    const newcomer = { ...fresh.newcomer, ...(name !== undefined && { name }) };
    return { newcomers: [{ newcomer, keys: fresh.keys }], leaving, closed, officer: fresh.keys };
  });
}

/** A new automation's key: the old one can't confirm the list any more. */
export async function replaceTimestampKey(options: Replacing): Promise<RotationOutcome> {
  const held = await holdKeys(options, true);
  return rotate(held, 'lethe rotate timestamp', async ({ roots }) => {
    requireNamed(roots, held.rootSigner.key.keyId);
    const { targets, timestamp } = roots.set.root.signed.roles;
    const leaving = timestamp.keyIds.filter(keyId => !targets.keyIds.includes(keyId));
    const request = newPassphrase('new timestamp key', 'LETHE_TIMESTAMP_PASSPHRASE');
    const sealing = await askSealing(request, options);
    return { newcomers: [await newTimestampKey(held.opener.listId, held.opener.root, sealing)], leaving };
  });
}

/** As `rotate seal` does in a folder. */
export async function replaceSealKey(dir: string): Promise<SealOutcome> {
  return sealAnew(await openSession(dir));
}

function requireNamed({ set }: Standing['roots'], keyId: string): void {
  const { version, roles } = set.root.signed;
  if (roles.root.keyIds.includes(keyId)) return;
  throw new Failure(
    `Root ${version} doesn't name this root key: it was replaced. Take the one that replaced it.`,
  );
}

export async function askSealing(
  request: PassphraseRequest,
  { workFactor }: Pick<Replacing, 'workFactor'>,
  fallback?: string,
): Promise<Sealing> {
  const passphrase = await askNewPassphrase(request, fallback);
  if (passphrase.length < SHORT_PASSPHRASE) warn(SHORT_PASSPHRASE_WARNING);
  return workFactor === undefined ? { passphrase } : { passphrase, workFactor };
}
