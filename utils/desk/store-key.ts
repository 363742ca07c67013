import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { utf8 } from '../bytes.ts';
import { OfficerFailure } from '../officer/officer-failure.ts';
import type { S3Credentials } from '../publish/s3-location.ts';
import type { ObjectStore } from '../register/object-store.ts';
import { sentence } from '../sentence.ts';

/** Where the store's access key stands, encrypted to the officer. */
export const STORE_KEY_FILE = 'keys/store.age';

/** Keeps the store's access key, so that it is opened with the officer's own key and no further passphrase. */
export async function keepStoreKey(
  files: ObjectStore,
  credentials: S3Credentials,
  identity: string,
): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  const sealed = new Uint8Array(await encrypter.encrypt(utf8(JSON.stringify(credentials))));
  const current = await files.get(STORE_KEY_FILE);
  await files.replaceIf(STORE_KEY_FILE, sealed, current?.etag);
}

/** @throws OfficerFailure */
export async function storeKeyOf(files: ObjectStore, identity: string): Promise<S3Credentials> {
  const stored = await files.get(STORE_KEY_FILE);
  if (stored === undefined) throw goneFromBrowser();
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    const value: unknown = JSON.parse(
      new TextDecoder().decode(new Uint8Array(await decrypter.decrypt(stored.bytes))),
    );
    if (isCredentials(value)) return value;
  } catch {
    // Falls through to the message.
  }
  throw goneFromBrowser();
}

function isCredentials(value: unknown): value is S3Credentials {
  return (
    typeof value === 'object' &&
    value !== null &&
    'accessKeyId' in value &&
    typeof value.accessKeyId === 'string' &&
    'secretAccessKey' in value &&
    typeof value.secretAccessKey === 'string' &&
    (!('sessionToken' in value) || typeof value.sessionToken === 'string')
  );
}

/** Where the browser has lost what only it had. */
export function goneFromBrowser(): OfficerFailure {
  return new OfficerFailure(
    sentence(
      'told.failure.goneFromBrowser',
    )`Your keys aren't in this browser any more: let another officer invite you, or go on by the command line, with lethe recover and the recovery kit.`,
  );
}
