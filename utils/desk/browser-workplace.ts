import { utf8 } from '../bytes.ts';
import type { Settings } from '../officer/settings.ts';
import type { Hashing, SettingsRecord, Workplace } from '../officer/workplace.ts';
import { bucketStores, folderStores } from '../publish/organisation-stores.ts';
import type { S3Credentials } from '../publish/s3-location.ts';
import { databaseFiles } from './database-files.ts';
import type { OpenDeskDatabase } from './desk-database.ts';

export interface BrowserParts {
  readonly database: OpenDeskDatabase;
  readonly hashing: Hashing;
  readonly warn: Workplace['warn'];
}

/**
 * A browser as an officer's workplace: list and register in buckets, key files and what was seen in the browser's database; or
 * all of it there, where somebody uploads the list by hand. Then this browser alone records and publishes.
 * @param credentials null where there is no bucket
 */
export function browserWorkplace(
  { database, ...parts }: BrowserParts,
  settings: Settings,
  credentials: S3Credentials | null,
): Workplace {
  const { listId, store } = settings;
  const files = databaseFiles(database, listId);
  return {
    settings,
    ...(store.kind === 's3' && credentials ? bucketStores(store, credentials, files) : folderStores(files)),
    seen: {
      load: name => database.get('seen', [listId, name]),
      async save(name, bytes) {
        await database.put('seen', bytes, [listId, name]);
      },
    },
    seenHeads: {
      load: async () => (await database.get('heads', listId)) ?? [],
      async save(heads) {
        await database.put('heads', heads, listId);
      },
    },
    sweepRecord: {
      load: async () => (await database.get('unreferenced', listId)) ?? {},
      async save(since) {
        await database.put('unreferenced', since, listId);
      },
    },
    settingsRecord: settingsRecordOf(database, listId),
    ...parts,
    // Other tabs of this browser wait; between machines the store's own conditions decide.
    exclusively: async (_purpose, work) => await navigator.locks.request(`lethe-desk ${listId}`, work),
  };
}

const AGREED_SETTINGS = 'agreed-settings.json';

/** What this browser and the other officers agreed on, beside the settings of its place. */
export function settingsRecordOf(database: OpenDeskDatabase, listId: string): SettingsRecord {
  return {
    async loadAgreed() {
      const bytes = await database.get('seen', [listId, AGREED_SETTINGS]);
      const value: unknown = bytes === undefined ? {} : JSON.parse(new TextDecoder().decode(bytes));
      return typeof value === 'object' && value !== null ? { ...value } : {};
    },
    async saveAgreed(agreed) {
      await database.put('seen', utf8(JSON.stringify(agreed)), [listId, AGREED_SETTINGS]);
    },
    async saveSettings(settings) {
      const place = await database.get('places', listId);
      if (place) await database.put('places', { ...place, settings }, listId);
    },
  };
}
