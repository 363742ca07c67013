import type { ObjectStore } from '../register/object-store.ts';

/** A store that notes what it was the first to write, so that a beginning which failed can be taken back. */
export interface UndoableStore extends ObjectStore {
  /** Removes all that was written anew by this. */
  undo(): Promise<void>;
}

export function undoableStore(store: ObjectStore): UndoableStore {
  const written = new Set<string>();
  return {
    ...store,
    async putNew(path, bytes) {
      const result = await store.putNew(path, bytes);
      if (result === 'written') written.add(path);
      return result;
    },
    async replaceIf(path, bytes, etag) {
      const result = await store.replaceIf(path, bytes, etag);
      if (etag === undefined && result === 'written') written.add(path);
      return result;
    },
    async undo() {
      await Promise.all([...written].map(path => store.remove(path)));
    },
  };
}
