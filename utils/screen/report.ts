import type { Scope } from '../lookup/verdict.ts';
import type { ScreenCounts } from './screen.ts';

/** The list by which was screened. Times are ISO 8601. */
export interface ScreenedList {
  readonly organisation: string;
  /** Counts up with each publication. */
  readonly publication: number;
  readonly publishedAt: string;
  /** When its signatures last proved to be unexpired. */
  readonly confirmedAt: string;
  /** Until when they are valid. */
  readonly confirmedUntil: string;
  readonly isStale: boolean;
  readonly entries: number;
  readonly domains: number;
}

/** What is kept of a screening, as proof that it was done. It holds no address, and nothing by which one could be found. */
export interface ScreenReport extends ScreenCounts {
  readonly format: 1;
  readonly screenedAt: string;
  readonly scope: Scope;
  /** SHA-256 of the file, in hex. */
  readonly sha256: string;
  /** Headings or numbers of the columns that were looked up; null for JSON Lines, which have none. */
  readonly columns: readonly string[] | null;
  readonly encoding: string;
  readonly list: ScreenedList;
}
