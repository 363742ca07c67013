import { canonicalForms } from '../../identifier/versions.ts';
import type { CsvRow } from './rows.ts';

export interface Column {
  readonly index: number;
  /** Its heading, or null where the file has none. */
  readonly heading: string | null;
}

export type FoundColumn =
  /** `others`: headings or numbers of further columns that hold addresses; none where a column was asked for. */
  | { readonly ok: true; readonly column: Column; readonly others: readonly string[] }
  /** `choices`: headings or numbers of the columns that hold addresses, for `ambiguous`; of all columns else. */
  | {
      readonly ok: false;
      readonly problem: 'empty' | 'no-addresses' | 'ambiguous' | 'no-such-column';
      readonly choices: readonly string[];
    };

/** Headings under which exports name the address, in English, Dutch, German, French, Spanish and Italian. */
const HEADING =
  /^(?:(?:primary|work|contact|recipient|person|customer)[ _-]?)?(?:e-?mail|mail|courriel|correo|email)(?:[ _-]?(?:id|1|adres|adresse|address|addresses|electronico|electrónico))?$|^(?:adresse (?:e-?mail|mail|électronique)|indirizzo e-?mail|e-?mail-?adress(?:e|en)?)$/iu;

/**
 * The column that holds the addresses: the one that is asked for; else the one whose heading says so; else the only
 * one that holds any. It never guesses between two: the other might hold one's own colleagues.
 * @param sample the first rows
 * @param wanted heading, or number from 1
 */
export function findColumn(sample: readonly CsvRow[], wanted?: string): FoundColumn {
  const width = sample.reduce((most, row) => Math.max(most, row.fields.length), 0);
  const columns = Array.from({ length: width }, (_, index) => index);
  // A first row that may name somebody is none, or they would be lost, and stand in messages as a heading.
  const hasHeading = !(sample[0]?.fields ?? []).some(cell => MAY_NAME.test(cell));
  const headingOf = (index: number) => (hasHeading ? (sample[0]?.fields[index] ?? '') : null);
  const nameOf = (index: number) => headingOf(index) || String(index + 1);
  if (width === 0) return { ok: false, problem: 'empty', choices: [] };
  const found = (index: number, holding: readonly number[]): FoundColumn => ({
    ok: true,
    column: { index, heading: headingOf(index) },
    others: holding.filter(other => other !== index).map(nameOf),
  });
  if (wanted !== undefined) {
    const byHeading = columns.filter(
      index => headingOf(index)?.toLowerCase() === wanted.trim().toLowerCase(),
    );
    const [index = Number(wanted) - 1] = byHeading;
    if (columns.includes(index)) return found(index, []);
    return { ok: false, problem: 'no-such-column', choices: columns.map(nameOf) };
  }
  const holding = columns.filter(index => sample.some(row => holdsAddress(row.fields[index] ?? '')));
  const named = columns.filter(index => HEADING.test(headingOf(index) ?? ''));
  for (const candidates of [named, holding]) {
    const [only, second] = candidates;
    if (only !== undefined && second === undefined) return found(only, holding);
  }
  const problem = holding.length === 0 ? 'no-addresses' : 'ambiguous';
  return { ok: false, problem, choices: (holding.length === 0 ? columns : holding).map(nameOf) };
}

/**
 * Also `Ann ann@example.org`, and what a Japanese or Chinese keyboard makes of sign and dot. By the dot a heading such as
 * `Twitter @handle` is told from it.
 */
const MAY_NAME = /[^\s@]\s?[@＠﹫]\s?[^\s@]+[.。．｡][^\s@]/u;

function holdsAddress(field: string): boolean {
  return addressesIn(field).some(text => canonicalForms('email', text).some(form => form.ok));
}

/**
 * The addresses that a field names: one as a rule; several where `;`, `,`, `|` or white space part them; without the
 * name in `Ann Example <ann@example.org>` and without `mailto:`.
 */
export function addressesIn(field: string): string[] {
  const whole = unwrapped(field.trim());
  const bracketed = [...whole.matchAll(BRACKETED)].map(match => match[1] ?? '');
  // Beside the brackets stand names, and of a list the addresses that nobody put into any.
  const parts = bracketed.length > 0 ? [...bracketed, ...besideBrackets(whole)] : partsOf(whole);
  return [...new Set(parts.map(bare).filter(part => part !== ''))];
}

/** Lists of databases and programs (`{ann@…,bob@…}`, `["ann@…"]`), and quotation marks that an export put twice. */
const WRAPPED = /^(?:\{(.*)\}|\[(.*)\]|\((.*)\)|'(.*)'|"([^"]*@[^"]*)")$/su;

function unwrapped(text: string): string {
  return (
    WRAPPED.exec(text)
      ?.slice(1)
      .find(inner => inner !== undefined) ?? text
  );
}

function bare(part: string): string {
  return unwrapped(part.trim().replace(/[;,]+$/u, '')).replace(/^mailto:([^?]*)(?:\?.*)?$/isu, '$1');
}

const BRACKETED = /<([^<>]*@[^<>]*)>/gu;

function partsOf(field: string): readonly string[] {
  if (field.split('@').length <= 2) return [field];
  // Google parts by ":::", others by "&" between blanks: what has no letter or digit names nobody.
  return field.split(/[;,|\s]+/u).filter(part => /[\p{L}\p{N}]/u.test(part));
}

function besideBrackets(field: string): readonly string[] {
  return field
    .replaceAll(BRACKETED, ' ')
    .replaceAll(/"[^"]*"/gu, ' ')
    .split(/[;,|\s]+/u)
    .filter(word => word.includes('@'));
}
