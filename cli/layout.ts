import { KEY_FILES, ORGANISATION_FILE } from '../utils/publish/key-folder.ts';

/** Paths in an organisation's folder. Only `public` is for the world. */
export const LAYOUT = {
  settings: 'lethe.json',
  ...KEY_FILES,
  organisation: ORGANISATION_FILE,
  register: 'register',
  public: 'public',
  /** What this machine has seen. */
  state: 'state',
  /** Files that are being written. */
  unfinished: 'state/unfinished',
} as const;
