import type { Level } from './budget.ts';

/** Where in the queue something waits: how urgent it is, and for which page. */
export interface Place {
  readonly level: Level;
  readonly page: string;
}

/**
 * What waits for its turn: the more urgent level first; within a level one of each page in turn, so that a page with
 * a thousand things to do delays another page's three by three; within a page first come, first served.
 */
export interface FairQueue<T> {
  /** An item may wait in several places: it is taken once. */
  push(item: T, place: Place): void;
  /** The next item, which then waits nowhere. */
  take(): T | undefined;
  /** Takes an item out wherever it waits. */
  remove(item: T): void;
  has(item: T): boolean;
  /** What waits, each once. */
  items(): T[];
  clear(): void;
}

/** Most urgent first. */
export const LEVELS: readonly Level[] = ['own', 'reserved', 'page'];

export function createFairQueue<T>(): FairQueue<T> {
  // A Map remembers the order of insertion: the page whose turn it was is put in again behind the others.
  const lines: Record<Level, Map<string, Set<T>>> = { own: new Map(), reserved: new Map(), page: new Map() };
  const places = new Map<T, Place[]>();

  function leave(item: T): void {
    for (const { level, page } of places.get(item) ?? []) {
      const line = lines[level].get(page);
      line?.delete(item);
      if (line?.size === 0) lines[level].delete(page);
    }
    places.delete(item);
  }

  function takeFrom(level: Level): T | undefined {
    for (const [page, line] of lines[level]) {
      for (const item of line) {
        leave(item);
        if (line.size > 0) {
          lines[level].delete(page);
          lines[level].set(page, line);
        }
        return item;
      }
    }
    return undefined;
  }

  return {
    push(item, place) {
      const line = lines[place.level].get(place.page) ?? new Set();
      if (line.has(item)) return;
      lines[place.level].set(place.page, line.add(item));
      places.set(item, [...(places.get(item) ?? []), place]);
    },
    take() {
      for (const level of LEVELS) {
        const item = takeFrom(level);
        if (item !== undefined) return item;
      }
      return undefined;
    },
    remove: leave,
    has: item => places.has(item),
    items: () => [...places.keys()],
    clear() {
      for (const level of LEVELS) lines[level].clear();
      places.clear();
    },
  };
}
