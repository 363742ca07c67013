import { hex } from '@scure/base';
import { type Bytes, equalBytes, sha256 } from '../bytes.ts';
import type { ObjectStore } from '../register/object-store.ts';
import type { KeyFile } from './key-files.ts';

/** A key file that stands under a passphrase of its own. */
export type SingleKeyKind = Exclude<KeyFile['kind'], 'organisation'>;

/** Where key files stand, below the organisation's folder. */
export const KEY_FILES: Readonly<Record<SingleKeyKind, string>> = {
  root: 'keys/root.age',
  officer: 'keys/officer.age',
  timestamp: 'keys/timestamp.age',
  recovery: 'keys/recovery-kit.age',
  auditor: 'keys/auditor.age',
};
export const ORGANISATION_FILE = 'org.age';

const NEW_KEYS = 'keys/new/';
const RETIRED_KEYS = 'keys/retired/';
const NEW_NAME = /^keys\/new\/(root|officer|timestamp|recovery)-([0-9a-f]{64})\.age$/;

/** A key file that was made and isn't in its place yet. */
interface NewKeyFile {
  readonly path: string;
  readonly kind: SingleKeyKind;
  readonly keyId: string;
}

/** Puts a new key's file beside the old one's, before anybody is told of the key. */
export async function putNewKeyFile(
  files: ObjectStore,
  kind: SingleKeyKind,
  keyId: string,
  sealed: Bytes,
): Promise<void> {
  await files.putNew(`${NEW_KEYS}${kind}-${keyId}.age`, sealed);
}

/**
 * Puts new key files in their places once a root names their keys; what stood there goes to `keys/retired/`. Needs
 * no passphrase, and may be killed and repeated at any moment.
 * @returns which kinds were put in place
 */
export async function takeOverKeyFiles(
  files: ObjectStore,
  isNamed: (keyId: string) => boolean,
): Promise<readonly SingleKeyKind[]> {
  const ready = (await newKeyFiles(files)).filter(({ keyId }) => isNamed(keyId));
  for (const { path, kind } of ready) {
    const fresh = await files.get(path);
    // Another process was faster.
    if (fresh === undefined) continue;
    const place = KEY_FILES[kind];
    const current = await files.get(place);
    if (current === undefined || !equalBytes(current.bytes, fresh.bytes)) {
      if (current) await retire(files, kind, current.bytes);
      await files.replaceIf(place, fresh.bytes, current?.etag);
    }
    await files.remove(path);
  }
  return ready.map(({ kind }) => kind);
}

/** Removes new key files whose keys no root names: left by a run that was killed before it told anybody. */
export async function dropNewKeyFiles(
  files: ObjectStore,
  isNamed: (keyId: string) => boolean,
): Promise<void> {
  for (const { path, keyId } of await newKeyFiles(files)) if (!isNamed(keyId)) await files.remove(path);
}

/** Puts a file aside under its hash, so that nothing that was a key is ever lost. */
export async function retire(files: ObjectStore, name: string, bytes: Bytes): Promise<void> {
  const hash = hex.encode(await sha256(bytes)).slice(0, 16);
  await files.putNew(`${RETIRED_KEYS}${name}-${hash}.age`, bytes);
}

async function newKeyFiles(files: ObjectStore): Promise<NewKeyFile[]> {
  const paths = await files.list(NEW_KEYS);
  return paths.flatMap((path): NewKeyFile[] => {
    const [, kind, keyId] = NEW_NAME.exec(path) ?? [];
    return isKind(kind) && keyId !== undefined ? [{ path, kind, keyId }] : [];
  });
}

function isKind(kind: string | undefined): kind is SingleKeyKind {
  return kind !== undefined && kind in KEY_FILES;
}
