import { readKitBack } from '../utils/officer/found-organisation.ts';
import { publishRegister } from '../utils/officer/publication.ts';
import { sessionOf } from '../utils/officer/session.ts';
import { unlockOrganisation } from '../utils/officer/unlock.ts';
import {
  newOfficerKey,
  newRecoveryKit,
  newRootKey,
  newTimestampKey,
  type Sealing,
} from '../utils/publish/new-keys.ts';
import type { PublishResult } from '../utils/publish/publish.ts';
import { openPublishedHead, verifyMetadata, verifyRoots } from '../utils/publish/repository.ts';
import { replaceOrganisation, type Standing, withNewSealKey } from '../utils/publish/rotation.ts';
import { Failure, warn } from './failure.ts';
import { LAYOUT } from './layout.ts';
import {
  askNewPassphrase,
  type PassphraseRequest,
  SHORT_PASSPHRASE,
  SHORT_PASSPHRASE_WARNING,
} from './passphrase.ts';
import {
  closedOf,
  holdKeys,
  newPassphrase,
  officersAmong,
  type RootKeyOptions,
  type RotationOutcome,
  rotate,
  type Unpublished,
} from './rotation.ts';
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
        `The root names ${leaving.length} keys besides the kit's: name the one to replace, by --root-key.`,
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
  if (passphrase !== undefined) await readKitBack(held.folder.files, passphrase);
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
        `The root names ${targets.keyIds.length} officers: ${LAYOUT.officer} must be the one to replace.`,
      );
    }
    const sealing = await askSealing(newPassphrase("officer's new key"), options);
    const fresh = await newOfficerKey(held.opener.listId, held.opener.root, sealing);
    const session = await sessionOf(held.folder, fresh.keys, standing.keys, standing.roots);
    const closed = await closedOf(session, leaving, options.unpublished);
    return { newcomers: [fresh], leaving, closed, officer: fresh.keys };
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

export interface SealOutcome {
  readonly sealEpoch: number;
  /** False where an earlier run had made the key, and only the list was still sealed with the one before. */
  readonly fresh: boolean;
  readonly published: PublishResult;
}

/**
 * A fresh seal key, kept with the earlier ones, and the list sealed with it: who holds an earlier enrolment reads no
 * later list. Run again, it publishes what is still sealed with the key before, and makes no further one.
 */
export async function replaceSealKey(dir: string): Promise<SealOutcome> {
  const session = await openSession(dir);
  const { workplace, officer, repository } = session;
  return workplace.exclusively('lethe rotate seal', async () => {
    const roots = await verifyRoots(repository);
    if (!roots.ok) throw new Failure(roots.detail);
    const keys = await unlockOrganisation(workplace, officer.identity, roots.value);
    const metadata = await verifyMetadata(repository, roots.value);
    if (!metadata.ok) throw new Failure(metadata.detail);
    const current = await sessionOf(workplace, officer, keys, roots.value);
    const published = metadata.value && (await openPublishedHead(current.repository, metadata.value));
    if (published?.ok === false) throw new Failure(published.detail);
    const fresh = published === undefined || published.value.sealEpoch === keys.sealEpoch;
    const next = fresh ? withNewSealKey(keys) : keys;
    if (fresh) await replaceOrganisation(workplace.files, next, officer.signingKey);
    const resealing = await sessionOf(workplace, officer, next, roots.value);
    return { sealEpoch: next.sealEpoch, fresh, published: await publishRegister(resealing) };
  });
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
