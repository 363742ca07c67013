import type { ObjectStore } from '../register/object-store.ts';
import { ORGANISATION_FILE } from './key-folder.ts';
import type { S3Credentials } from './s3-location.ts';
import { type S3StoreOptions, s3Store } from './s3-store.ts';
import { storeBelow } from './store-below.ts';
import { type BucketSettings, privateLocation, publicLocation } from './store-settings.ts';

/** Where an organisation's files are. */
export interface OrganisationStores {
  /** What reps read. */
  readonly repository: ObjectStore;
  /** Register objects. Not public. */
  readonly register: ObjectStore;
  /** Key files and org.age. Not public. */
  readonly files: ObjectStore;
}

/** What of an organisation's folder is for the world; ends in `/`. */
export const PUBLIC_FOLDER = 'public/';

/** All in one place, laid out as the command line's folder. Somebody uploads what is public. */
export function folderStores(files: ObjectStore): OrganisationStores {
  return { repository: storeBelow(files, PUBLIC_FOLDER), register: files, files };
}

/**
 * List, register and org.age in buckets, which all officers share; key files stay with whom they belong to.
 * @param keyFiles this officer's
 */
export function bucketStores(
  settings: BucketSettings,
  credentials: S3Credentials,
  keyFiles: ObjectStore,
  options: S3StoreOptions = {},
): OrganisationStores {
  const kept = s3Store(privateLocation(settings), credentials, options);
  return {
    repository: s3Store(publicLocation(settings), credentials, options),
    register: kept,
    files: officerFiles(kept, keyFiles),
  };
}

/**
 * org.age from where all officers find it, key files from where this one keeps theirs.
 * @param kept what all officers share
 */
export function officerFiles(kept: ObjectStore, keyFiles: ObjectStore): ObjectStore {
  const storeOf = (path: string) => (path === ORGANISATION_FILE ? kept : keyFiles);
  return {
    get: path => storeOf(path).get(path),
    putNew: (path, bytes) => storeOf(path).putNew(path, bytes),
    replaceIf: (path, bytes, etag) => storeOf(path).replaceIf(path, bytes, etag),
    list: prefix => keyFiles.list(prefix),
    remove: path => storeOf(path).remove(path),
  };
}
