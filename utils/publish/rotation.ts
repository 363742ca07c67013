import type { ObjectStore } from '../register/object-store.ts';
import { type Sentence, sentence } from '../sentence.ts';
import type { Key } from '../tuf/key.ts';
import type { Root, TopLevelRole } from '../tuf/metadata.ts';
import { clauseOf } from '../tuf/problem.ts';
import { buildRoot, type RoleKeys, type SigningKey, signMetadata } from '../tuf/signer.ts';
import { type RootSet, updateRoot } from '../tuf/trusted-set.ts';
import { type Lifetimes, renewAll } from './commit.ts';
import type { OrganisationKeys, UnfinishedRotation } from './key-files.ts';
import {
  dropNewKeyFiles,
  ORGANISATION_FILE,
  putNewKeyFile,
  type SingleKeyKind,
  takeOverKeyFiles,
} from './key-folder.ts';
import { lifetimes } from './lifetimes.ts';
import { sealOrganisation, signersOf } from './organisation-file.ts';
import {
  type RepositoryAccess,
  rememberRoot,
  type VerifiedRoots,
  verifyMetadata,
  verifyRoots,
} from './repository.ts';

/**
 * Keys come and go in two roots: the first names the newcomers beside those that leave, then the newcomers sign
 * what stands there, and the second root names those that leave no more. So at every moment what is published is
 * signed by whom the newest root names, and a client follows whenever it asks; nobody who is killed in between
 * leaves anything that can't be published to, or can't be finished.
 */
export interface Rotation {
  readonly access: Pick<RepositoryAccess, 'store' | 'seen' | 'trustedRoot'>;
  /** The organisation's folder: key files and org.age. Not public. */
  readonly files: ObjectStore;
  readonly keys: OrganisationKeys;
  /** Root keys at hand; those of newcomers too, for the second root. */
  readonly rootSigners: readonly SigningKey[];
  /** An officer's or a root key, not one of those that leave: org.age is signed by it. */
  readonly organisationSigner: SigningKey;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A key that comes. */
export interface Newcomer {
  readonly kind: SingleKeyKind;
  readonly key: Key;
  /** To whom org.age is encrypted from now on: an officer's or a recovery kit's. */
  readonly recipient: string | null;
  /** The encrypted key file; null where it is with somebody else. */
  readonly sealed: Uint8Array<ArrayBuffer> | null;
  /** Of an officer, for the others. */
  readonly name?: string;
}

export type Rotated<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly said: Sentence };

/** Where a rotation stands: org.age's keys as they are now, and the roots. */
export interface Standing {
  readonly keys: OrganisationKeys;
  readonly roots: VerifiedRoots;
}

const ROLES: Readonly<Record<SingleKeyKind, readonly TopLevelRole[]>> = {
  root: ['root'],
  recovery: ['root'],
  officer: ['targets', 'snapshot', 'timestamp'],
  timestamp: ['timestamp'],
  auditor: [],
};

/** True if a root names this key in any role. */
export function isNamed(root: Root, keyId: string): boolean {
  return Object.values(root.roles).some(role => role.keyIds.includes(keyId));
}

/** What was begun and is to be finished: its newcomers are in force. Undefined also for what never came so far. */
export function unfinishedRotation(keys: OrganisationKeys, root: Root): UnfinishedRotation | undefined {
  const { rotation } = keys;
  return rotation?.arriving.every(keyId => isNamed(root, keyId)) ? rotation : undefined;
}

/**
 * The first half: new key files, org.age for newcomers too, the root that names them, and their files in place.
 * Nothing is written unless the root can be signed. Where nobody comes there is no such root, and org.age alone says who
 * is about to leave.
 */
export async function startRotation(
  rotation: Rotation,
  newcomers: readonly Newcomer[],
  { leaving, closed }: Pick<UnfinishedRotation, 'leaving' | 'closed'>,
): Promise<Rotated<Standing>> {
  const { access, files } = rotation;
  const roots = await verifyRoots(access);
  if (!roots.ok) return roots;
  const { root } = roots.value.set;
  const adds = (role: TopLevelRole) =>
    newcomers.filter(({ kind }) => ROLES[kind].includes(role)).map(({ key }) => key);
  const next = await nextRoot(rotation, roots.value.set, adds, []);
  if (!next.ok) return next;

  await dropNewKeyFiles(files, keyId => isNamed(root.signed, keyId));
  for (const { kind, key, sealed } of newcomers) {
    if (sealed) await putNewKeyFile(files, kind, key.keyId, sealed);
  }
  const keys: OrganisationKeys = {
    ...rotation.keys,
    recipients: [
      ...rotation.keys.recipients.filter(({ keyId }) => isNamed(root.signed, keyId)),
      ...newcomers.flatMap(({ key, recipient, name }) =>
        recipient === null ? [] : [{ keyId: key.keyId, recipient, ...(name !== undefined && { name }) }],
      ),
    ],
    rotation: { arriving: newcomers.map(({ key }) => key.keyId), leaving, closed },
  };
  const written = await writeOrganisation(rotation, root.signed, keys);
  if (!written.ok) return written;
  if (newcomers.length === 0) return { ok: true, value: { keys, roots: roots.value } };
  const published = await publishRoot(rotation, next.value);
  if (!published.ok) return published;
  await takeOverKeyFiles(files, keyId => isNamed(published.value.set.root.signed, keyId));
  return { ok: true, value: { keys, roots: published.value } };
}

/**
 * The second half: what stands there is signed by `officer`, the root without those that leave, and org.age for those
 * who stay. May be repeated.
 * @param officer who stays; may be missing where only root keys leave
 */
export async function finishRotation(
  rotation: Rotation,
  officer: { readonly signer: SigningKey; readonly lifetimes: Lifetimes } | undefined,
): Promise<Rotated<Standing>> {
  const { access, files, keys } = rotation;
  const verified = await verifyRoots(access);
  if (!verified.ok) return verified;
  let roots = verified.value;
  await takeOverKeyFiles(files, keyId => isNamed(roots.set.root.signed, keyId));
  const leaving = (keys.rotation?.leaving ?? []).filter(keyId => isNamed(roots.set.root.signed, keyId));
  if (leaving.length > 0) {
    const next = await nextRoot(rotation, roots.set, () => [], leaving);
    if (!next.ok) return next;
    const signed = await signAnew(rotation, roots, leaving, officer);
    if (!signed.ok) return signed;
    const published = await publishRoot(rotation, next.value);
    if (!published.ok) return published;
    roots = published.value;
  }
  const { signed: root } = roots.set.root;
  const rest: OrganisationKeys = {
    ...keys,
    recipients: keys.recipients.filter(({ keyId }) => isNamed(root, keyId)),
    rotation: null,
  };
  const written = await writeOrganisation(rotation, root, rest);
  return written.ok ? { ok: true, value: { keys: rest, roots } } : written;
}

/** The next root, signed, as clients will take it; refused where they wouldn't. */
async function nextRoot(
  { rootSigners, now }: Rotation,
  set: RootSet,
  adds: (role: TopLevelRole) => readonly Key[],
  removes: readonly string[],
): Promise<Rotated<RootSet>> {
  const before = set.root.signed;
  const roleAfter = (role: TopLevelRole): RoleKeys => {
    const { keyIds, threshold } = before.roles[role];
    const kept = keyIds.flatMap(keyId => {
      const key = before.keys.get(keyId);
      return key && !removes.includes(keyId) ? [key] : [];
    });
    return { keys: [...kept, ...adds(role)], threshold };
  };
  const roles = {
    root: roleAfter('root'),
    targets: roleAfter('targets'),
    snapshot: roleAfter('snapshot'),
    timestamp: roleAfter('timestamp'),
  };
  const version = before.version + 1;
  const short = Object.entries(roles).find(([, { keys, threshold }]) => keys.length < threshold);
  if (short) {
    return failed(
      sentence(
        'told.rotation.tooFew',
      )`Root ${version} would leave ${short[0]} with too few keys: let another key come first.`,
    );
  }
  const unsigned = buildRoot({ version, expires: now + lifetimes.root }, roles);
  const after = await updateRoot(set, await signMetadata(unsigned, rootSigners));
  if (after.ok) return after;
  return failed(
    sentence(
      'told.rotation.unsigned',
    )`This can't be signed with the root key at hand: ${clauseOf(after.problem)}. Take a root key that counts, or the recovery kit.`,
  );
}

async function publishRoot({ access }: Rotation, next: RootSet): Promise<Rotated<VerifiedRoots>> {
  const { bytes, signed } = next.root;
  const put = await access.store.putNew(`metadata/${signed.version}.root.json`, bytes);
  if (put === 'taken') {
    return failed(
      sentence('told.rotation.taken')`Somebody else published root ${signed.version}: try again.`,
    );
  }
  const roots = await verifyRoots(access);
  if (roots.ok) await rememberRoot(access.seen, roots.value.rootFile);
  return roots;
}

const ATTEMPTS = 5;

/** Targets, snapshot and timestamp by who stays, unless no leaving key could have signed one of them. */
async function signAnew(
  { access, now }: Rotation,
  roots: VerifiedRoots,
  leaving: readonly string[],
  officer: { readonly signer: SigningKey; readonly lifetimes: Lifetimes } | undefined,
): Promise<Rotated<undefined>> {
  const { roles } = roots.set.root.signed;
  const signing = [...roles.targets.keyIds, ...roles.snapshot.keyIds, ...roles.timestamp.keyIds];
  if (!signing.some(keyId => leaving.includes(keyId))) return { ok: true, value: undefined };
  const keyId = officer?.signer.key.keyId;
  if (officer === undefined || keyId === undefined || leaving.includes(keyId)) {
    return failed(
      sentence(
        'told.rotation.officerNeeded',
      )`An officer's key is needed to sign the list anew: one that stays.`,
    );
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const metadata = await verifyMetadata(access, roots);
    if (!metadata.ok) return metadata;
    if (metadata.value === undefined) return { ok: true, value: undefined };
    const renewed = await renewAll({
      access,
      metadata: metadata.value,
      now,
      ...officer,
      isBeforeRevocation: true,
    });
    if (renewed === 'committed') return { ok: true, value: undefined };
  }
  return failed(sentence('told.publish.busy')`Others are publishing at the same time: try again.`);
}

async function writeOrganisation(
  { files, organisationSigner }: Rotation,
  root: Root,
  keys: OrganisationKeys,
): Promise<Rotated<undefined>> {
  const { keyId } = organisationSigner.key;
  if (!signersOf(root).some(key => key.keyId === keyId)) {
    return failed(
      sentence(
        'told.rotation.signer',
      )`Root ${root.version} doesn't name the key that is to sign ${ORGANISATION_FILE}: take one that it names.`,
    );
  }
  await replaceOrganisation(files, keys, organisationSigner);
  return { ok: true, value: undefined };
}

/** Writes org.age as a whole: the old one or the new one is there at any moment. */
export async function replaceOrganisation(
  files: ObjectStore,
  keys: OrganisationKeys,
  signer: SigningKey,
): Promise<void> {
  const sealed = await sealOrganisation(keys, signer);
  const current = await files.get(ORGANISATION_FILE);
  const put = await files.replaceIf(ORGANISATION_FILE, sealed, current?.etag);
  if (put === 'conflict') throw new Error(`${ORGANISATION_FILE} was changed by somebody without the lock`);
}

/** The same keys with a fresh seal key; the one so far opens what is still sealed with it. */
export function withNewSealKey(keys: OrganisationKeys): OrganisationKeys {
  return {
    ...keys,
    sealKey: crypto.getRandomValues(new Uint8Array(keys.sealKey.length)),
    sealEpoch: keys.sealEpoch + 1,
    earlierSealKeys: [...keys.earlierSealKeys, { epoch: keys.sealEpoch, key: keys.sealKey }],
  };
}

function failed(said: Sentence): { readonly ok: false; readonly said: Sentence } {
  return { ok: false, said };
}
