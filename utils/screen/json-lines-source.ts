import { isLinkedinAddress } from '../identifier/linkedin-v1.ts';
import type { ScreenRow } from './screen.ts';
import { namesContacts, type WantedColumns } from './screened-columns.ts';

/**
 * What ends a screening, since nobody knows what would have been named: a line that can't be read, or (at the last line)
 * records of which none has a key that was asked for.
 */
export class BrokenLine extends Error {
  override readonly name = 'BrokenLine';

  readonly line: number;
  readonly problem: 'not-json' | 'too-long' | 'no-such-key';

  constructor(line: number, problem: BrokenLine['problem']) {
    super(`line ${line}: ${problem}`);
    this.line = line;
    this.problem = problem;
  }
}

/** No record of a CRM is so long; a file without line ends is no JSON Lines. */
const MAX_LINE_LENGTH = 1_000_000;

/**
 * JSON Lines to be screened: a record a line, however deep its values lie; or a text a line, in quotation marks. Values
 * are looked up that stand under a key that is asked for (`email`, `properties.email`); where none is, those under a key
 * that says so, and all that hold an `@` or lead to LinkedIn.
 * @throws BrokenLine while the rows are read
 */
export async function* jsonLinesRows(
  texts: AsyncIterable<string>,
  wanted: WantedColumns,
): AsyncGenerator<ScreenRow> {
  let line = 0;
  let rows = 0;
  let named = 0;
  for await (const raw of linesOf(texts)) {
    line += 1;
    if (raw.trim() === '') {
      yield { line, raw, cells: [], id: null, state: 'blank' };
      continue;
    }
    const row = rowOf(line, raw, wanted);
    rows += 1;
    named += row.cells.length;
    yield row;
  }
  if (wanted.columns.length > 0 && rows > 0 && named === 0) throw new BrokenLine(line, 'no-such-key');
}

async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let line = 1;
  for await (const text of texts) {
    rest += text;
    let start = 0;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
      yield rest.slice(start, end + 1);
      start = end + 1;
      line += 1;
    }
    rest = rest.slice(start);
    if (rest.length > MAX_LINE_LENGTH) throw new BrokenLine(line, 'too-long');
  }
  if (rest !== '') yield rest;
}

function rowOf(line: number, raw: string, { columns, idColumn }: WantedColumns): ScreenRow {
  const values = valuesIn(line, raw);
  const cells = values.filter(value => isWanted(value, columns)).map(({ text }) => text);
  const id = idColumn === null ? null : (values.find(({ path }) => path === idColumn)?.text ?? '');
  return { line, raw, cells, id, state: 'sound' };
}

function valuesIn(line: number, raw: string): Value[] {
  try {
    return valuesOf(JSON.parse(raw.replace(/^\ufeff/u, '')));
  } catch {
    // Or it is nested so deep that no program made it to be read.
    throw new BrokenLine(line, 'not-json');
  }
}

interface Value {
  /** Keys from the outermost, parted by dots; lists count for nothing. Empty for a line that is a text. */
  readonly path: string;
  readonly text: string;
}

function valuesOf(value: unknown, path = ''): Value[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ path, text: String(value).trim() }];
  if (Array.isArray(value)) return value.flatMap(each => valuesOf(each, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => valuesOf(each, path === '' ? key : `${path}.${key}`));
}

function isWanted({ path, text }: Value, columns: readonly string[]): boolean {
  const key = path.slice(path.lastIndexOf('.') + 1);
  if (columns.length > 0) return columns.includes(path) || columns.includes(key);
  return path === '' || text.includes('@') || isLinkedinAddress(text) || namesContacts(key);
}
