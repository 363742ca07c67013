import type { ObjectStore } from '../register/object-store.ts';

/**
 * What stands below a folder of a store, as a store of its own.
 * @param folder ends in `/`
 */
export function storeBelow(store: ObjectStore, folder: string): ObjectStore {
  return {
    get: path => store.get(folder + path),
    putNew: (path, bytes) => store.putNew(folder + path, bytes),
    replaceIf: (path, bytes, etag) => store.replaceIf(folder + path, bytes, etag),
    list: async prefix => (await store.list(folder + prefix)).map(path => path.slice(folder.length)),
    remove: path => store.remove(folder + path),
  };
}
