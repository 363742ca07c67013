/**
 * Numbers that only go up, of files and publications, come this far by no counting: at ten a second it would take 1,700
 * years. Whoever holds a key can put one there all the same, so that nothing comes after it.
 */
const UNCOUNTED = 2 ** 39;

/** True for a number that nobody is to be held to. */
export function isRunUp(number: number): boolean {
  return number >= UNCOUNTED;
}

/** True for a number from which nobody is to count on: well above, so that whoever goes on finds it let go of by everybody. */
export function isAtEnd(number: number): boolean {
  return number >= 2 * UNCOUNTED;
}

/**
 * Where to begin anew instead: the seconds of the clock, above whatever was reached by counting, so that nothing which an
 * honest key signed before can pass for newer.
 * @param now milliseconds since the epoch
 */
export function numberAnew(now: number): number {
  return Math.floor(now / 1000);
}
