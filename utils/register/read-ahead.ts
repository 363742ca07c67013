import type { ObjectStore, StoredObject } from './object-store.ts';

/** A bucket answers in tens of milliseconds, a chain has hundreds of objects, and a browser opens six connections. */
const AT_ONCE = 6;

/**
 * Gets the first `length` files of a row: while one is worked on, the next are on their way.
 * @param pathOf from 1 on
 * @returns to be called for each number once, from 1 on
 */
export function readAhead(
  store: Pick<ObjectStore, 'get'>,
  length: number,
  pathOf: (number: number) => string,
): (number: number) => Promise<StoredObject | undefined> {
  const coming: Promise<StoredObject | undefined>[] = [];
  return number => {
    for (let next = number + coming.length; next <= length && coming.length < AT_ONCE; next++) {
      const getting = store.get(pathOf(next));
      // Thrown when it is asked for; whoever stops before that has a reason of its own.
      getting.catch(() => undefined);
      coming.push(getting);
    }
    return coming.shift() ?? store.get(pathOf(number));
  };
}
