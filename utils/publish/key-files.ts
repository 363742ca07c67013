import { base64 } from '@scure/base';
import { type Bytes, utf8 } from '../bytes.ts';
import { exportSigningKey, importSigningKey, type SigningKey } from '../tuf/signer.ts';

/** The root key: signs who may sign. To be moved offline. */
export interface RootKeys {
  readonly kind: 'root';
  readonly listId: string;
  readonly signingKey: SigningKey;
}

/** An officer's: signs lists and register objects, and opens org.age. */
export interface OfficerKeys {
  readonly kind: 'officer';
  readonly listId: string;
  readonly signingKey: SigningKey;
  /** age secret, `AGE-SECRET-KEY-1…`. */
  readonly identity: string;
  /** The root from which this officer verifies the repository. */
  readonly root: Bytes;
}

/** An automation's: confirms the list as it stands, and can do nothing else. */
export interface TimestampKeys {
  readonly kind: 'timestamp';
  readonly listId: string;
  readonly signingKey: SigningKey;
  readonly root: Bytes;
}

export interface EarlierSealKey {
  readonly epoch: number;
  readonly key: Bytes;
}

/** To whom org.age is encrypted: an officer, or a recovery kit. */
export interface Recipient {
  /** Of the signing key that belongs to it. Who is in no root any more is left out at the next occasion. */
  readonly keyId: string;
  /** `age1…` */
  readonly recipient: string;
  /** An officer's, as they called themselves when they joined or made the organisation. */
  readonly name?: string;
}

/**
 * Keys on their way in and out, written down before the first root that names the newcomers, so that whoever was
 * killed in between can go on. It is finished once no root names those that leave.
 */
export interface UnfinishedRotation {
  /** Key ids. */
  readonly arriving: readonly string[];
  readonly leaving: readonly string[];
  /** Those of the leaving officers from whom nothing is taken in that no publication held yet. */
  readonly closed: readonly string[];
}

/** What all officers share. */
export interface OrganisationKeys {
  readonly kind: 'organisation';
  readonly listId: string;
  readonly digestKey: Bytes;
  readonly sealKey: Bytes;
  readonly sealEpoch: number;
  /** Those that `lethe rotate seal` replaced: what is published may still be sealed with the last of them. */
  readonly earlierSealKeys: readonly EarlierSealKey[];
  /** From which the decoys are derived. */
  readonly decoySecret: Bytes;
  /** age secret that opens the register. */
  readonly registerIdentity: string;
  readonly recipients: readonly Recipient[];
  readonly rotation: UnfinishedRotation | null;
}

/** With this alone the same list goes on when every officer's key is gone. */
export interface RecoveryKit {
  readonly kind: 'recovery';
  readonly listId: string;
  /** The second root key. */
  readonly signingKey: SigningKey;
  /** age secret to which org.age is encrypted as well, so that a kit doesn't go out of date. */
  readonly identity: string;
  /** As they were when the kit was made, for the case that org.age is lost too. */
  readonly organisation: OrganisationKeys;
  readonly root: Bytes;
}

/** Opens the addresses that are kept sealed, and nothing else; it signs nothing. Of somebody who is no officer. */
export interface AuditorKeys {
  readonly kind: 'auditor';
  readonly listId: string;
  /** age secret. */
  readonly identity: string;
}

export type KeyFile = RootKeys | OfficerKeys | TimestampKeys | OrganisationKeys | RecoveryKit | AuditorKeys;
type Kind = KeyFile['kind'];

const FORMAT = 1;

/** A key file's content, to be written only encrypted. */
export async function encodeKeyFile(file: KeyFile): Promise<Bytes> {
  return utf8(JSON.stringify(await jsonOf(file)));
}

async function jsonOf(file: KeyFile): Promise<Record<string, unknown>> {
  const common = { format: FORMAT, kind: file.kind, listId: file.listId };
  if (file.kind === 'organisation') return { ...common, ...organisationJson(file) };
  if (file.kind === 'auditor') return { ...common, identity: file.identity };
  const signed = { ...common, signingKey: base64.encode(await exportSigningKey(file.signingKey)) };
  switch (file.kind) {
    case 'root':
      return signed;
    case 'officer':
      return { ...signed, identity: file.identity, root: base64.encode(file.root) };
    case 'timestamp':
      return { ...signed, root: base64.encode(file.root) };
    case 'recovery':
      return {
        ...signed,
        identity: file.identity,
        root: base64.encode(file.root),
        organisation: await jsonOf(file.organisation),
      };
  }
}

function organisationJson(keys: OrganisationKeys): Record<string, unknown> {
  return {
    digestKey: base64.encode(keys.digestKey),
    sealKey: base64.encode(keys.sealKey),
    sealEpoch: keys.sealEpoch,
    earlierSealKeys: keys.earlierSealKeys.map(({ epoch, key }) => ({ epoch, key: base64.encode(key) })),
    decoySecret: base64.encode(keys.decoySecret),
    registerIdentity: keys.registerIdentity,
    recipients: keys.recipients,
    rotation: keys.rotation,
  };
}

export type ReadKeyFile<K extends Kind> =
  | { readonly ok: true; readonly file: Extract<KeyFile, { kind: K }> }
  /** `other-kind`: a key file, but another one; `newer`: of a later release. */
  | { readonly ok: false; readonly problem: 'malformed' | 'newer' | 'other-kind' };

/** Reads a decrypted key file of the kind that is wanted. */
export async function readKeyFile<K extends Kind>(content: Bytes, kind: K): Promise<ReadKeyFile<K>> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return { ok: false, problem: 'malformed' };
  }
  if (!isRecord(value)) return { ok: false, problem: 'malformed' };
  if (typeof value.format === 'number' && value.format > FORMAT) return { ok: false, problem: 'newer' };
  const file = await keyFileOf(value);
  if (file === undefined) return { ok: false, problem: 'malformed' };
  return isOfKind(file, kind) ? { ok: true, file } : { ok: false, problem: 'other-kind' };
}

function isOfKind<K extends Kind>(file: KeyFile, kind: K): file is Extract<KeyFile, { kind: K }> {
  return file.kind === kind;
}

async function keyFileOf(value: Record<string, unknown>): Promise<KeyFile | undefined> {
  const { kind, listId, identity } = value;
  if (value.format !== FORMAT || typeof listId !== 'string' || !/^[0-9a-f]{32}$/.test(listId))
    return undefined;
  if (kind === 'organisation') return organisationOf(value, listId);
  if (kind === 'auditor') return isIdentity(identity) ? { kind, listId, identity } : undefined;
  const signingKey = await signingKeyOf(value.signingKey);
  if (signingKey === undefined) return undefined;
  if (kind === 'root') return { kind, listId, signingKey };
  const root = bytesOf(value.root);
  if (root === undefined) return undefined;
  if (kind === 'timestamp') return { kind, listId, signingKey, root };
  if (!isIdentity(identity)) return undefined;
  if (kind === 'officer') return { kind, listId, signingKey, identity, root };
  const organisation = isRecord(value.organisation) ? organisationOf(value.organisation, listId) : undefined;
  return kind === 'recovery' && organisation
    ? { kind, listId, signingKey, identity, organisation, root }
    : undefined;
}

function organisationOf(value: Record<string, unknown>, listId: string): OrganisationKeys | undefined {
  const { registerIdentity, sealEpoch, recipients, rotation } = value;
  const earlierSealKeys = earlierSealKeysOf(value.earlierSealKeys);
  const digestKey = bytesOf(value.digestKey, 32);
  const sealKey = bytesOf(value.sealKey, 32);
  const decoySecret = bytesOf(value.decoySecret, 32);
  const whole = digestKey && sealKey && earlierSealKeys && decoySecret && value.listId === listId;
  if (!whole || !isIdentity(registerIdentity) || !isEpoch(sealEpoch)) return undefined;
  if (!isList(recipients, isRecipient) || !(rotation === null || isRotation(rotation))) return undefined;
  return {
    kind: 'organisation',
    listId,
    digestKey,
    sealKey,
    sealEpoch,
    earlierSealKeys,
    decoySecret,
    registerIdentity,
    recipients,
    rotation,
  };
}

function isRecipient(value: unknown): value is Recipient {
  if (!isRecord(value) || !isKeyId(value.keyId) || typeof value.recipient !== 'string') return false;
  return value.name === undefined || typeof value.name === 'string';
}

function isRotation(value: unknown): value is UnfinishedRotation {
  return isRecord(value) && [value.arriving, value.leaving, value.closed].every(ids => isList(ids, isKeyId));
}

function isKeyId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isList<T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(isItem);
}

function earlierSealKeysOf(value: unknown): EarlierSealKey[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const keys = value.flatMap((item: unknown) => {
    const key = isRecord(item) ? bytesOf(item.key, 32) : undefined;
    return isRecord(item) && key && isEpoch(item.epoch) ? [{ epoch: item.epoch, key }] : [];
  });
  return keys.length === value.length ? keys : undefined;
}

function isEpoch(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
}

async function signingKeyOf(value: unknown): Promise<SigningKey | undefined> {
  const bytes = bytesOf(value);
  if (bytes === undefined) return undefined;
  try {
    return await importSigningKey(bytes);
  } catch {
    return undefined;
  }
}

function bytesOf(value: unknown, lengthBytes?: number): Bytes | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    const bytes = new Uint8Array(base64.decode(value));
    return lengthBytes === undefined || bytes.length === lengthBytes ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function isIdentity(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('AGE-SECRET-KEY-');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
