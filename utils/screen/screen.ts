import { batchesOf } from '../batches-of.ts';
import type { MatchKind, Scope } from '../lookup/verdict.ts';
import type { Finding, LookUp } from './finding.ts';
import { inOrder } from './in-order.ts';
import { type NamedKind, type NamedText, namedInCell } from './named-in-cell.ts';
import { withinText } from './within-text.ts';

/** A row of a file, and what of it may name people. */
export interface ScreenRow {
  /** From 1. */
  readonly line: number;
  /** As it stands in the file, with its line end. */
  readonly raw: string;
  readonly cells: readonly string[];
  /** Null where no ids are wanted. */
  readonly id: string | null;
  /** `repaired`: its quotation marks made no sense, and it was read without them; `blank`: kept, and counted nowhere. */
  readonly state: 'sound' | 'repaired' | 'blank';
}

export interface ScreenedRow {
  readonly row: ScreenRow;
  readonly isLeftOut: boolean;
}

/** What a screening counted. Rows are counted once each, by the widest that was found of them. */
export interface ScreenCounts {
  readonly rows: number;
  readonly leftOut: number;
  readonly kept: number;
  /** Of those kept: rows that hold nothing that could be read. Nobody knows whether they are listed. */
  readonly notChecked: number;
  /** Of those kept: rows of which something was looked up and something else couldn't be read. */
  readonly partlyChecked: number;
  /** Rows that are listed, kept or not. */
  readonly listed: Readonly<Record<Scope, number>>;
  readonly matches: Readonly<Record<MatchKind, number>>;
  /** Of each kind how many texts were looked up, how many of them are listed, and how many couldn't be read. */
  readonly named: Readonly<Record<NamedKind, NamedCounts>>;
  /** Rows whose quotation marks made no sense. */
  readonly repaired: number;
}

export interface NamedCounts {
  readonly checked: number;
  readonly listed: number;
  readonly unreadable: number;
}

export interface ScreenOptions {
  readonly lookUp: LookUp;
  /** For what the rows are meant: for `marketing` every block counts, for `all` only those of every contact. */
  readonly scope: Scope;
}

export interface Screening {
  /** Every row once, in order, some hundreds at a time. Rejects where rows can't be looked up. */
  readonly batches: AsyncIterable<readonly ScreenedRow[]>;
  /** What was counted so far. */
  counts(): ScreenCounts;
}

/** Some hundred tags: half a second of two cores, and below a megabyte. */
const ROWS_A_BATCH = 1024;
/** Looked up meanwhile, so that no core waits for rows to be read or written. */
const BATCHES_AHEAD = 3;

/** Looks up everybody whom rows name. Holds some thousand rows at a time, however many there are. */
export function screen(rows: AsyncIterable<ScreenRow>, { lookUp, scope }: ScreenOptions): Screening {
  const tally = createTally();

  async function judge(batch: readonly ScreenRow[]): Promise<readonly ScreenedRow[]> {
    const named = batch.map(row => row.cells.flatMap(namedInCell).flatMap(withinText));
    const readable = named.flat().filter(({ kind }) => kind !== 'other');
    const findings = await lookUp(readable.map(({ text }) => text));
    if (findings.length !== readable.length) throw new Error('each text has one finding');
    let next = 0;
    return batch.map((row, index) => {
      const found = (named[index] ?? []).map(
        (text): Found => ({
          text,
          finding: text.kind === 'other' ? 'unreadable' : (findings[next++] ?? 'unreadable'),
        }),
      );
      const widest = widestOf(found);
      const isLeftOut = widest !== null && (scope === 'marketing' || widest.scope === 'all');
      if (row.state !== 'blank') tally.add(row, found, widest, isLeftOut);
      return { row, isLeftOut };
    });
  }

  return { batches: inOrder(batchesOf(rows, ROWS_A_BATCH), BATCHES_AHEAD, judge), counts: tally.counts };
}

interface Found {
  readonly text: NamedText;
  readonly finding: Finding;
}

type Listed = Exclude<Finding, string>;

/** The widest scope; of two equally wide the first. */
function widestOf(found: readonly Found[]): Listed | null {
  let widest: Listed | null = null;
  for (const { finding } of found) {
    if (typeof finding === 'string') continue;
    if (widest === null || (finding.scope === 'all' && widest.scope !== 'all')) widest = finding;
  }
  return widest;
}

function createTally() {
  const rows = { rows: 0, leftOut: 0, kept: 0, notChecked: 0, partlyChecked: 0, repaired: 0 };
  const listed = { marketing: 0, all: 0 };
  const matches = { exact: 0, spelling: 0, domain: 0 };
  const none = () => ({ checked: 0, listed: 0, unreadable: 0 });
  const named = { email: none(), phone: none(), linkedin: none(), other: none() };
  return {
    add(row: ScreenRow, found: readonly Found[], widest: Listed | null, isLeftOut: boolean) {
      rows.rows += 1;
      if (row.state === 'repaired') rows.repaired += 1;
      if (widest) {
        listed[widest.scope] += 1;
        matches[widest.match] += 1;
      }
      for (const { text, finding } of found) {
        const counts = named[text.kind];
        if (finding === 'unreadable') counts.unreadable += 1;
        else counts.checked += 1;
        if (typeof finding !== 'string') counts.listed += 1;
      }
      if (isLeftOut) {
        rows.leftOut += 1;
        return;
      }
      rows.kept += 1;
      const unreadable = found.filter(({ finding }) => finding === 'unreadable').length;
      if (unreadable === found.length) rows.notChecked += 1;
      else if (unreadable > 0) rows.partlyChecked += 1;
    },
    counts: (): ScreenCounts => ({
      ...rows,
      listed: { ...listed },
      matches: { ...matches },
      named: {
        email: { ...named.email },
        phone: { ...named.phone },
        linkedin: { ...named.linkedin },
        other: { ...named.other },
      },
    }),
  };
}
