import { describe, expect, it } from 'vitest';
import type { Finding, LookUp } from '../../../utils/screen/finding.ts';
import { inOrder } from '../../../utils/screen/in-order.ts';
import { namedInCell } from '../../../utils/screen/named-in-cell.ts';
import { type ScreenRow, screen } from '../../../utils/screen/screen.ts';

describe('a cell', () => {
  it.each([
    ['', []],
    ['Ann <ann@example.org>; Bob <bob@example.org>', ['email ann@example.org', 'email bob@example.org']],
    ['ann@example.org, bob@example.org', ['email ann@example.org', 'email bob@example.org']],
    ['mailto:ann@example.org', ['email ann@example.org']],
    ['+44 7700 900123', ['phone tel:+44 7700 900123']],
    ['tel:+447700900123;ext=4', ['phone tel:+447700900123;ext=4']],
    ['+44 7700 900123; +44 7700 900124', ['phone tel:+44 7700 900123', 'phone tel:+44 7700 900124']],
    ['ann@example.org; +44 7700 900123', ['email ann@example.org', 'phone tel:+44 7700 900123']],
    [
      'https://www.linkedin.com/in/ann-example, ann@example.org',
      ['linkedin https://www.linkedin.com/in/ann-example', 'email ann@example.org'],
    ],
    ['Ann <ann@example.org>, bob@example.org', ['email ann@example.org', 'email bob@example.org']],
    ['ann@example.org ::: bob@example.org', ['email ann@example.org', 'email bob@example.org']],
    ['+44 7700 900123 ::: +44 7700 900124', ['phone tel:+44 7700 900123', 'phone tel:+44 7700 900124']],
    ['ann＠example.org', ['email ann＠example.org']],
    ['n/a', ['other n/a']],
    ['12', ['other 12']],
  ])('"%s" names %j', (cell, named) => {
    expect(namedInCell(cell).map(({ kind, text }) => `${kind} ${text}`)).toEqual(named);
  });
});

const row = (line: number, ...cells: string[]): ScreenRow => ({
  line,
  raw: `${line}\n`,
  cells,
  id: null,
  state: 'sound',
});

async function* rowsOf(count: number): AsyncGenerator<ScreenRow> {
  for (let line = 1; line <= count; line += 1) yield row(line, `p${line}@example.org`);
}

/** Whose number divides by seven is listed. */
const everySeventh: LookUp = async texts => {
  await new Promise(resolve => setTimeout(resolve, Math.random() * 5));
  return texts.map(
    (text): Finding =>
      Number(/\d+/.exec(text)?.[0]) % 7 === 0 ? { scope: 'all', match: 'exact' } : 'not-listed',
  );
};

describe('a screening', () => {
  it.each([
    'ann7@example.org (work)',
    'Ann Example ann7@example.org',
    'bob@example.org/ann7@example.org',
    '(ann7@example.org) - former',
    'smtp:ann7@example.org',
    'E-mail: ann7@example.org',
    '="ann7@example.org"',
    '[ann7@example.org](mailto:ann7@example.org)',
    '<a href="mailto:ann7@example.org">ann7@example.org</a>',
    "'ann7@example.org",
    'bob@example.org\u3001ann7@example.org',
  ])('leaves out whoever is listed, whatever stands around the address: %s', async cell => {
    const asked: string[] = [];
    const lookUp: LookUp = async texts => {
      asked.push(...texts);
      return texts.map(text =>
        text === 'ann7@example.org' ? { scope: 'all', match: 'exact' } : 'not-listed',
      );
    };
    async function* rows() {
      yield row(1, cell);
      yield row(2, 'bob@example.org');
    }
    const { batches, counts } = screen(rows(), { lookUp, scope: 'marketing' });
    for await (const _ of batches);
    expect(counts()).toMatchObject({ leftOut: 1, kept: 1, notChecked: 0 });
    expect(asked.filter(text => text === 'bob@example.org')).not.toEqual([]);
  });

  it('gives each row once, in order, and counts them', async () => {
    const { batches, counts } = screen(rowsOf(10_000), { lookUp: everySeventh, scope: 'marketing' });
    const lines: number[] = [];
    const leftOut: number[] = [];
    for await (const batch of batches) {
      for (const { row: screened, isLeftOut } of batch) {
        lines.push(screened.line);
        if (isLeftOut) leftOut.push(screened.line);
      }
    }
    expect(lines).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1));
    expect(leftOut).toEqual(lines.filter(line => line % 7 === 0));
    expect(counts()).toMatchObject({ rows: 10_000, leftOut: 1428, kept: 8572, notChecked: 0 });
  });

  it('takes rows no faster than they are looked up and taken', async () => {
    let taken = 0;
    async function* counted() {
      for await (const each of rowsOf(100_000)) {
        taken += 1;
        yield each;
      }
    }
    const { batches } = screen(counted(), { lookUp: everySeventh, scope: 'marketing' });
    for await (const _ of batches) break;
    expect(taken).toBeLessThan(10_000);
  });

  it('ends where somebody could not be looked up', async () => {
    const lookUp: LookUp = () => Promise.reject(new Error('no list'));
    const { batches } = screen(rowsOf(10), { lookUp, scope: 'marketing' });
    await expect(batches[Symbol.asyncIterator]().next()).rejects.toThrow('no list');
  });

  it('never counts as checked what nobody could read', async () => {
    async function* rows() {
      yield row(1, 'n/a');
      yield row(2);
      yield row(3, 'p1@example.org', 'n/a');
      yield { ...row(4), state: 'blank' } as const;
    }
    const { batches, counts } = screen(rows(), { lookUp: everySeventh, scope: 'marketing' });
    for await (const _ of batches);
    expect(counts()).toMatchObject({ rows: 3, kept: 3, notChecked: 2, partlyChecked: 1 });
  });
});

it('work in order goes on while the first result is waited for, no further than it may', async () => {
  const started: number[] = [];
  async function* items() {
    yield* [1, 2, 3, 4, 5, 6];
  }
  const results = inOrder(items(), 2, async item => {
    started.push(item);
    await new Promise(resolve => setTimeout(resolve, 10 / item));
    return item;
  });
  expect((await results.next()).value).toBe(1);
  expect(started).toEqual([1, 2, 3]);
  const rest: number[] = [];
  for await (const result of results) rest.push(result);
  expect(rest).toEqual([2, 3, 4, 5, 6]);
});
