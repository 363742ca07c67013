import type { folderStore } from '../../../utils/publish/folder-store-node.ts';
import type { ObjectStore } from '../../../utils/register/object-store.ts';

/** From the n-th write on nothing is written, in whatever store of the folder: the process was killed before it. */
export const kill = { at: Number.POSITIVE_INFINITY, writes: 0 };

/** For `vi.mock` of folder-store-node.ts: the real one, until the kill. */
export function killable(original: { readonly folderStore: typeof folderStore }) {
  return {
    folderStore: (...args: Parameters<typeof folderStore>): ObjectStore => {
      const store = original.folderStore(...args);
      return {
        ...store,
        putNew: (path, bytes) => guarded(() => store.putNew(path, bytes)),
        replaceIf: (path, bytes, etag) => guarded(() => store.replaceIf(path, bytes, etag)),
        remove: path => guarded(() => store.remove(path)),
      };
    },
  };
}

async function guarded<T>(write: () => Promise<T>): Promise<T> {
  kill.writes += 1;
  if (kill.writes >= kill.at) throw new Error('killed');
  return write();
}
