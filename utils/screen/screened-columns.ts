import { canonicalForms } from '../identifier/versions.ts';
import type { Column } from '../register/suppression-file/column.ts';
import type { CsvRow } from '../register/suppression-file/rows.ts';
import { namedInCell } from './named-in-cell.ts';

export type ScreenedColumns =
  | { readonly ok: true; readonly columns: readonly Column[]; readonly idColumn: Column | null }
  | {
      readonly ok: false;
      /** `id-names-people`: the column for ids holds addresses, which are what nobody is to be told. */
      readonly problem: 'empty' | 'no-addresses' | 'no-such-column' | 'id-names-people';
      /** What was asked for and isn't there, or names people. */
      readonly wanted: string | null;
      /** Headings or numbers of all columns. */
      readonly choices: readonly string[];
    };

export interface WantedColumns {
  /** Headings, or numbers from 1; none: those that hold addresses, numbers or profiles. */
  readonly columns: readonly string[];
  readonly idColumn: string | null;
}

/** Where exports keep what people are reached by, in English, Dutch, German, French, Spanish and Italian. */
const HEADING =
  /e-?mail|courriel|correo|\bmail\b|phone|mobile|cell|telefo+n|t[eé]l[eé]phone|\btel\b|\bgsm\b|handy|mobiel|m[oó]vil|cellulare|whatsapp|linkedin/iu;

/** True for a heading or key under which exports keep what people are reached by. */
export function namesContacts(heading: string): boolean {
  return HEADING.test(heading);
}

/**
 * The columns by which a file is screened: those that are asked for; else every one whose heading says so, and every
 * one that holds an address, a number with its country's code or a profile in the sample. Two are no problem, as they
 * are for an import: whoever is listed by either is left out.
 * @param sample the first rows, none of them blank
 */
export function findScreenedColumns(sample: readonly CsvRow[], wanted: WantedColumns): ScreenedColumns {
  const width = sample.reduce((most, row) => Math.max(most, row.fields.length), 0);
  const all = Array.from({ length: width }, (_, index) => index);
  const first = sample[0]?.fields ?? [];
  // Where the first row may name somebody it isn't a heading, and is screened like any other.
  const hasHeading = !first.some(mayNameSomebody);
  const columnAt = (index: number): Column => ({ index, heading: hasHeading ? (first[index] ?? '') : null });
  const choices = all.map(index => columnAt(index).heading || String(index + 1));
  const failed = (problem: Extract<ScreenedColumns, { ok: false }>['problem'], name: string | null = null) =>
    ({ ok: false, problem, wanted: name, choices }) as const;
  if (width === 0) return failed('empty');

  const named = (name: string): number[] => {
    const same = all.filter(index => columnAt(index).heading?.toLowerCase() === name.trim().toLowerCase());
    return same.length > 0 ? same : all.filter(index => String(index + 1) === name.trim());
  };
  const missing = wanted.columns.find(name => named(name).length === 0);
  if (missing !== undefined) return failed('no-such-column', missing);
  const cellsOf = (index: number) =>
    sample
      .slice(hasHeading ? 1 : 0)
      .map(row => row.fields[index] ?? '')
      .filter(cell => cell !== '');
  const isScreened = (index: number) => {
    const cells = cellsOf(index);
    const byHeading = namesContacts(columnAt(index).heading ?? '');
    // "Email opt out" holds yes and no; an empty one may be filled further down.
    return byHeading ? cells.length === 0 || cells.some(mayNameSomebody) : cells.some(namesSomebody);
  };
  const indexes =
    wanted.columns.length > 0 ? [...new Set(wanted.columns.flatMap(named))] : all.filter(isScreened);
  if (indexes.length === 0) return failed('no-addresses');

  if (wanted.idColumn === null) return { ok: true, columns: indexes.map(columnAt), idColumn: null };
  const [idIndex] = named(wanted.idColumn);
  if (idIndex === undefined) return failed('no-such-column', wanted.idColumn);
  if (cellsOf(idIndex).some(cell => cell.includes('@'))) return failed('id-names-people', wanted.idColumn);
  return { ok: true, columns: indexes.map(columnAt), idColumn: columnAt(idIndex) };
}

/** True for an address, a profile, or a number with its country's code: of digits alone nobody knows what they are. */
function namesSomebody(cell: string): boolean {
  return namedInCell(cell).some(({ kind, text }) => {
    if (kind === 'other') return false;
    return canonicalForms(kind, text).some(form => form.ok);
  });
}

function mayNameSomebody(cell: string): boolean {
  return namedInCell(cell).some(({ kind }) => kind !== 'other');
}
