/** A day of UTC, `YYYY-MM-DD`, as the register's dates are read and as fields of dates take it. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Noon of the day, so that it is the same day wherever it is read. */
export function noonOf(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

/** When something of that day happened: its noon, unless that still lies ahead. */
export function momentOn(day: string, now: number): number {
  return Math.min(noonOf(day), now);
}
