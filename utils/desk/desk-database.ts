import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { ChainHead } from '../blocklist/head.ts';
import type { Bytes } from '../bytes.ts';
import type { Settings } from '../officer/settings.ts';
import type { UnreferencedSince } from '../publish/sweep.ts';

/** What this browser remembers of an organisation between two visits of its desk. Nothing of it is secret. */
export interface Place {
  readonly settings: Settings;
  /**
   * When the recovery kit was read back from where it is kept, in milliseconds since the epoch; null while it was not. Of an
   * officer who was invited, when they joined: the kit isn't theirs.
   */
  readonly kitReadBackAt: number | null;
}

export interface DeskDatabase extends DBSchema {
  /** By the list's id. */
  places: { key: string; value: Place };
  /** Key files, encrypted under their passphrases, and the store's access key, encrypted to the officer; by list and path. */
  files: { key: [string, string]; value: Bytes };
  /** Metadata as this browser saw it last, and the settings that it agreed on with the other officers; by list and file name. */
  seen: { key: [string, string]; value: Bytes };
  /** How far the register went; by list. */
  heads: { key: string; value: readonly ChainHead[] };
  /** Since when nothing refers to files of the repository; by list. */
  unreferenced: { key: string; value: UnreferencedSince };
}

export type OpenDeskDatabase = IDBPDatabase<DeskDatabase>;

export function openDeskDatabase(): Promise<OpenDeskDatabase> {
  return openDB<DeskDatabase>('lethe-desk', 1, {
    upgrade(database) {
      for (const store of ['places', 'files', 'seen', 'heads', 'unreferenced'] as const) {
        database.createObjectStore(store);
      }
    },
  });
}
