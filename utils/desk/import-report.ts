import type { ImportRefusal } from '../officer/import-refusal.ts';
import type { InvalidRows } from '../officer/invalid-rows.ts';

const LINES_A_PART = 10_000;

/**
 * The rows that aren't recorded, as CSV by line numbers: what stood in them isn't repeated. In parts, since a text of a million
 * lines would be put together for nothing.
 * @param words what is wrong, for people
 */
export function importReport(invalid: InvalidRows, words: (reason: ImportRefusal) => string): string[] {
  const parts: string[] = [];
  let lines = ['line,problem'];
  let named = 0;
  for (const { line, reason } of invalid.named()) {
    lines.push(`${line},${words(reason).replaceAll(',', ';')}`);
    named += 1;
    if (lines.length < LINES_A_PART) continue;
    parts.push(`${lines.join('\r\n')}\r\n`);
    lines = [];
  }
  if (named < invalid.count) lines.push(`and ${invalid.count - named} more,`);
  return lines.length > 0 ? [...parts, `${lines.join('\r\n')}\r\n`] : parts;
}
