/** A bucket answers in tens of milliseconds, a chain has hundreds of objects, and a browser opens six connections. */
const AT_ONCE = 6;

/**
 * Gets the first `length` of a row: while one is worked on, the next are on their way.
 * @param get called with each number once, from 1 on
 * @returns to be called for each number once, from 1 on
 */
export function readAhead<Found>(
  length: number,
  get: (number: number) => Promise<Found>,
): (number: number) => Promise<Found> {
  const coming: Promise<Found>[] = [];
  return number => {
    for (let next = number + coming.length; next <= length && coming.length < AT_ONCE; next++) {
      const getting = get(next);
      // Thrown when it is asked for; whoever stops before that has a reason of its own.
      getting.catch(() => undefined);
      coming.push(getting);
    }
    return coming.shift() ?? get(number);
  };
}
