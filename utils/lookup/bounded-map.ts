/**
 * A map that holds at most so many entries, and at least the half of them that was used last. In two halves, of which
 * the older is dropped whole: to delete the oldest one by one from a Map of 20,000 took up to 0.1 ms each (Chromium
 * 156 and Firefox 153, November 2026), since its iterator steps over all that were deleted before.
 */
export interface BoundedMap<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  clear(): void;
}

export function createBoundedMap<K, V extends {}>(capacity: number): BoundedMap<K, V> {
  const half = Math.ceil(capacity / 2);
  let recent = new Map<K, V>();
  let older = new Map<K, V>();

  function set(key: K, value: V): void {
    if (recent.size >= half && !recent.has(key)) {
      older = recent;
      recent = new Map();
    }
    recent.set(key, value);
  }

  return {
    get(key) {
      const value = recent.get(key);
      if (value !== undefined) return value;
      const known = older.get(key);
      if (known !== undefined) set(key, known);
      return known;
    },
    set,
    clear() {
      recent = new Map();
      older = new Map();
    },
  };
}
