import type { ObjectStore } from './object-store.ts';

/**
 * A store that tells how many of the files which it listed were read since.
 * @param onRead called after each, with how many were read and how many the last list had
 */
export function watchedStore(store: ObjectStore, onRead: (done: number, of: number) => void): ObjectStore {
  let of = 0;
  let done = 0;
  const { etags } = store;
  return {
    ...(etags && {
      async etags(prefix) {
        const listed = await etags(prefix);
        [done, of] = [0, listed.size];
        return listed;
      },
    }),
    putNew: (path, bytes) => store.putNew(path, bytes),
    replaceIf: (path, bytes, etag) => store.replaceIf(path, bytes, etag),
    remove: path => store.remove(path),
    async list(prefix) {
      const names = await store.list(prefix);
      [done, of] = [0, names.length];
      return names;
    },
    async get(path) {
      const stored = await store.get(path);
      done += 1;
      // Others may write meanwhile, and a file be read again.
      onRead(Math.min(done, of), of);
      return stored;
    },
  };
}
