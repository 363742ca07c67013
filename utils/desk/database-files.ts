import { hex } from '@scure/base';
import { type Bytes, sha256 } from '../bytes.ts';
import type { ObjectStore } from '../register/object-store.ts';
import type { OpenDeskDatabase } from './desk-database.ts';

/** Files of one organisation in this browser's database, as a store. */
export function databaseFiles(database: OpenDeskDatabase, listId: string): ObjectStore {
  const keyOf = (path: string): [string, string] => [listId, path];
  return {
    async get(path) {
      const bytes = await database.get('files', keyOf(path));
      return bytes && { bytes, etag: await etagOf(bytes) };
    },
    async putNew(path, bytes) {
      const transaction = database.transaction('files', 'readwrite');
      const taken = (await transaction.store.getKey(keyOf(path))) !== undefined;
      if (!taken) await transaction.store.put(bytes, keyOf(path));
      await transaction.done;
      return taken ? 'taken' : 'written';
    },
    async replaceIf(path, bytes, etag) {
      // A transaction ends while a hash is computed, so what stands there is compared byte for byte within it.
      const before = await database.get('files', keyOf(path));
      if ((before && (await etagOf(before))) !== etag) return 'conflict';
      const transaction = database.transaction('files', 'readwrite');
      const current = await transaction.store.get(keyOf(path));
      const same = isSame(before, current);
      if (same) await transaction.store.put(bytes, keyOf(path));
      await transaction.done;
      return same ? 'written' : 'conflict';
    },
    async list(prefix) {
      const keys = await database.getAllKeys('files');
      return keys
        .filter(([list, path]) => list === listId && path.startsWith(prefix))
        .map(([, path]) => path)
        .sort();
    },
    async remove(path) {
      await database.delete('files', keyOf(path));
    },
  };
}

async function etagOf(bytes: Bytes): Promise<string> {
  return hex.encode(await sha256(bytes));
}

function isSame(one: Bytes | undefined, other: Bytes | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
