import { base64urlnopad, hex } from '@scure/base';
import { type Bytes, sha256 } from '../bytes.ts';
import { canonicalJson, fileJson } from './canonical-json.ts';
import { metadataFileName } from './file-names.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { ed25519Key, type Key, keyJson } from './key.ts';
import type { TopLevelRole } from './metadata.ts';
import { parseMetadata } from './parse-metadata.ts';
import { bad, type Checked, dateText, good } from './problem.ts';

/** The specification that our metadata follows. */
const SPEC_VERSION = '1.0.34';

/** An Ed25519 key pair: what signs, and the public key as metadata names it. */
export interface SigningKey {
  readonly key: Key;
  readonly privateKey: CryptoKey;
}

/** A new random Ed25519 key pair, extractable so that `exportSigningKey` can hand it out for keeping. */
export async function generateSigningKey(): Promise<SigningKey> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('Ed25519 made no key pair');
  return signingKeyOf(pair.privateKey);
}

/** The private key as PKCS #8 (48 bytes). Secret: to be written only encrypted. */
export async function exportSigningKey(signingKey: SigningKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('pkcs8', signingKey.privateKey));
}

/** The key pair that `exportSigningKey` gave out. Rejects if the bytes aren't one. */
export async function importSigningKey(pkcs8: Bytes): Promise<SigningKey> {
  return signingKeyOf(await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']));
}

/** WebCrypto derives the public half only on the way through a JWK. */
async function signingKeyOf(privateKey: CryptoKey): Promise<SigningKey> {
  const { x } = await crypto.subtle.exportKey('jwk', privateKey);
  if (x === undefined) throw new Error('The key has no public half');
  return { privateKey, key: await ed25519Key(base64urlnopad.decode(x)) };
}

/** The `signed` part of metadata, not signed yet. */
export interface Unsigned extends JsonObject {
  readonly _type: TopLevelRole;
  readonly version: number;
}

export interface RoleKeys {
  readonly keys: readonly Key[];
  readonly threshold: number;
}

/** `version` from 1 on; `expires` in milliseconds since the epoch, cut down to a whole second. */
export interface Edition {
  readonly version: number;
  readonly expires: number;
}

/** A root (TUF specification 1.0.34, section 4.3) with consistent snapshots. Sign it by the old and the new root keys. */
export function buildRoot(edition: Edition, roles: Readonly<Record<TopLevelRole, RoleKeys>>): Unsigned {
  const keys = Object.values(roles).flatMap(role => role.keys);
  return {
    ...common('root', edition),
    consistent_snapshot: true,
    keys: Object.fromEntries(keys.map(key => [key.keyId, keyJson(key)])),
    roles: Object.fromEntries(Object.entries(roles).map(([name, role]) => [name, roleJson(name, role)])),
  };
}

/** Throws where the role could never be fulfilled, because such a root locks everybody out. */
function roleJson(name: string, role: RoleKeys): JsonObject {
  const keyIds = [...new Set(role.keys.map(key => key.keyId))];
  if (role.threshold < 1 || role.threshold > keyIds.length) {
    throw new Error(`${name}: ${role.threshold} signatures asked of ${keyIds.length} keys`);
  }
  return { keyids: keyIds, threshold: role.threshold };
}

/** Targets (section 4.5): target path → the file's bytes. Paths are public: they carry nothing but a list id. */
export async function buildTargets(
  edition: Edition,
  files: Readonly<Record<string, Bytes>>,
): Promise<Unsigned> {
  const targets = Object.entries(files).map(
    async ([path, bytes]) => [path, await lengthAndHash(bytes)] as const,
  );
  return { ...common('targets', edition), targets: Object.fromEntries(await Promise.all(targets)) };
}

/** Snapshot (section 4.4) of a signed targets file of that version. */
export async function buildSnapshot(
  edition: Edition,
  targets: { readonly version: number; readonly bytes: Bytes },
): Promise<Unsigned> {
  return { ...common('snapshot', edition), meta: { 'targets.json': await metaFileJson(targets) } };
}

/** Timestamp (section 4.6) of a signed snapshot file of that version. */
export async function buildTimestamp(
  edition: Edition,
  snapshot: { readonly version: number; readonly bytes: Bytes },
): Promise<Unsigned> {
  return { ...common('timestamp', edition), meta: { 'snapshot.json': await metaFileJson(snapshot) } };
}

function common(type: TopLevelRole, edition: Edition): Unsigned {
  if (!Number.isSafeInteger(edition.version) || edition.version < 1) {
    throw new Error(`${type}: ${edition.version} is no version`);
  }
  return {
    _type: type,
    spec_version: SPEC_VERSION,
    version: edition.version,
    expires: dateText(edition.expires),
  };
}

async function metaFileJson(file: { version: number; bytes: Bytes }): Promise<JsonObject> {
  return { version: file.version, ...(await lengthAndHash(file.bytes)) };
}

async function lengthAndHash(bytes: Bytes): Promise<JsonObject> {
  return { length: bytes.length, hashes: { sha256: hex.encode(await sha256(bytes)) } };
}

/** Signs and gives the file's bytes; the same input gives the same bytes. One signature a key, in the keys' order. */
export async function signMetadata(signed: Unsigned, keys: readonly SigningKey[]): Promise<Bytes> {
  return fileJson({ signed, signatures: await signaturesBy(canonicalJson(signed), keys) });
}

/**
 * Adds signatures to a metadata file (an officer's own, to one that another passed on); a signature that the
 * key already gave is replaced, fields unknown to us stay.
 */
export async function addSignatures(
  file: Bytes,
  role: TopLevelRole,
  keys: readonly SigningKey[],
): Promise<Checked<Bytes>> {
  const parsed = await parseMetadata(file, role, `${role}.json`);
  if (!parsed.ok) return parsed;
  const { signatures, payload, json } = parsed.value;
  const added = await signaturesBy(payload, keys);
  const kept = [...signatures]
    .filter(([keyId]) => !keys.some(({ key }) => key.keyId === keyId))
    .map(([keyid, sig]) => ({ keyid, sig }));
  return good(fileJson({ signed: json, signatures: [...kept, ...added] }));
}

async function signaturesBy(payload: Bytes, keys: readonly SigningKey[]): Promise<JsonValue[]> {
  return Promise.all(
    keys.map(async ({ key, privateKey }) => {
      const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, payload));
      return { keyid: key.keyId, sig: hex.encode(signature) };
    }),
  );
}

/**
 * The next version of a metadata file: the same content, unknown fields included, with version one higher and a
 * new expiry, not signed. For refreshing; new content is built with the version that `parseMetadata` reads, plus one.
 */
export async function nextVersion(
  file: Bytes,
  role: TopLevelRole,
  expires: number,
): Promise<Checked<Unsigned>> {
  const parsed = await parseMetadata(file, role, `${role}.json`);
  if (!parsed.ok) return parsed;
  const { json, signed } = parsed.value;
  if (signed.version >= Number.MAX_SAFE_INTEGER) return bad('bad-file', `${role}.json has no next version`);
  return good({ ...json, _type: role, version: signed.version + 1, expires: dateText(expires) });
}

/** A file to be written below the repository's `metadata/`. */
export interface RepositoryFile {
  readonly name: string;
  readonly bytes: Bytes;
}

/** What one publication signs: versions and expiry of the three roles, and who signs them. */
export interface Release {
  /** Target path → the target's bytes: all of them, not only what changed. */
  readonly targets: Readonly<Record<string, Bytes>>;
  readonly editions: Readonly<Record<'targets' | 'snapshot' | 'timestamp', Edition>>;
  readonly signers: Readonly<Record<'targets' | 'snapshot' | 'timestamp', readonly SigningKey[]>>;
}

/**
 * Targets, snapshot and timestamp for these targets, signed, in the order in which they must be written:
 * `timestamp.json` last, since with it everything becomes visible.
 */
export async function signRelease(release: Release): Promise<readonly RepositoryFile[]> {
  const { editions, signers } = release;
  const targets = await signMetadata(await buildTargets(editions.targets, release.targets), signers.targets);
  const snapshot = await signMetadata(
    await buildSnapshot(editions.snapshot, { version: editions.targets.version, bytes: targets }),
    signers.snapshot,
  );
  const timestamp = await signMetadata(
    await buildTimestamp(editions.timestamp, { version: editions.snapshot.version, bytes: snapshot }),
    signers.timestamp,
  );
  return [
    { name: metadataFileName('targets', editions.targets.version), bytes: targets },
    { name: metadataFileName('snapshot', editions.snapshot.version), bytes: snapshot },
    { name: metadataFileName('timestamp', editions.timestamp.version), bytes: timestamp },
  ];
}
