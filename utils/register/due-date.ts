/**
 * The same day so many months later, or the last day of that month where it has none such; the hour stays. By it a
 * request has to be answered: one month, GDPR Art. 12(3), counted as Regulation 1182/71 Art. 3(2)(c) counts. That a
 * period which ends on a holiday goes on to the next working day (Art. 3(4)) is left out: early is never late.
 * @param from milliseconds since the epoch; days are those of UTC
 */
export function monthsAfter(from: number, months: number): number {
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

/** Months in which a request has to be answered. */
export const ANSWER_MONTHS = 1;
/** Months by which that can be extended once, where the person is told why within the first (Art. 12(3)). */
export const EXTENSION_MONTHS = 2;
