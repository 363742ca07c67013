import { resolve } from 'node:path';
import { KEY_FILES, ORGANISATION_FILE } from '../utils/publish/key-folder.ts';
import type { StoreSettings } from '../utils/publish/store-settings.ts';

/** Paths in an organisation's folder. Only `public` is for the world. */
export const LAYOUT = {
  settings: 'lethe.json',
  ...KEY_FILES,
  organisation: ORGANISATION_FILE,
  register: 'register',
  public: 'public',
  /** What this machine has seen. */
  state: 'state',
  agreedSettings: 'state/agreed-settings.json',
  /** Files that are being written. */
  unfinished: 'state/unfinished',
} as const;

/** Where list, register and org.age are: in this officer's folder, or in that of the one who invited them. */
export function sharedFolder(path: string, store: StoreSettings): string {
  return store.kind === 'folder' && store.at !== undefined ? resolve(path, store.at) : path;
}
