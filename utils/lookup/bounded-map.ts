/** A map that holds at most so many entries and drops those that weren't used for longest. */
export interface BoundedMap<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  clear(): void;
}

export function createBoundedMap<K, V extends {}>(capacity: number): BoundedMap<K, V> {
  // A Map remembers the order of insertion: what is used is put in again, so the first key is the oldest.
  const entries = new Map<K, V>();
  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size <= capacity) return;
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        break;
      }
    },
    clear() {
      entries.clear();
    },
  };
}
