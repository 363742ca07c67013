import type { ImportRefusal } from '../officer/import-refusal.ts';
import type { InvalidRows } from '../officer/invalid-rows.ts';

const LINES_A_PART = 10_000;

/** What a report says, in the reader's language. */
export interface ReportWords {
  readonly line: string;
  readonly problem: string;
  /** Of those beyond the room for them. */
  readonly more: (count: number) => string;
  readonly refusal: (reason: ImportRefusal) => string;
}

/**
 * The rows that aren't recorded, as CSV by line numbers: what stood in them isn't repeated. In parts, since a text of a million
 * lines would be put together for nothing.
 */
export function importReport(invalid: InvalidRows, words: ReportWords): string[] {
  const parts: string[] = [];
  let lines = [`${cell(words.line)},${cell(words.problem)}`];
  let named = 0;
  for (const { line, reason } of invalid.named()) {
    lines.push(`${line},${cell(words.refusal(reason))}`);
    named += 1;
    if (lines.length < LINES_A_PART) continue;
    parts.push(`${lines.join('\r\n')}\r\n`);
    lines = [];
  }
  if (named < invalid.count) lines.push(`${cell(words.more(invalid.count - named))},`);
  return lines.length > 0 ? [...parts, `${lines.join('\r\n')}\r\n`] : parts;
}

/** Without quotation marks, which some programs that count lines don't read. */
function cell(text: string): string {
  return text.replaceAll(',', ';');
}
