import { join } from 'node:path';
import type { StoreSettings } from '../utils/publish/store-settings.ts';
import type { Folder } from './folder.ts';
import { LAYOUT, sharedFolder } from './layout.ts';

/** What is left to do before reps have what was written: a sentence. */
export function uploadStep(
  { path, settings: { store, repository } }: Pick<Folder, 'path' | 'settings'>,
  what = 'public',
): string {
  if (store.kind === 'folder') return `Upload ${sharedFolder(path, store)}/${what}.`;
  return repository === null
    ? `It is in the bucket; put the address from which reps read it into ${LAYOUT.settings}, "repository".`
    : `Reps read it from ${repository}`;
}

/** Where what reps read is written. */
export function publicPlace(path: string, store: StoreSettings): string {
  if (store.kind === 'folder') return join(sharedFolder(path, store), LAYOUT.public);
  return `bucket ${store.bucket} at ${store.endpoint}${store.prefix && `, below ${store.prefix}`}`;
}
