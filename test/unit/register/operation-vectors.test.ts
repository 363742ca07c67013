import { expect, it } from 'vitest';
import { linesOf, readLines } from '../../../utils/register/operation-lines.ts';
import vector from '../../vectors/operations-v1.json' with { type: 'json' };

it('lines of format 1 are read as ever, and written as they were', () => {
  const read = readLines(vector.lines);
  if (!read.ok) throw new Error(read.problem);
  expect(read.operations.map(({ operation }) => operation.type)).toEqual([
    'block',
    'case',
    'settings',
    'opening',
    'lift',
    'erasure',
  ]);
  const written = linesOf(read.operations.map(({ operation }) => operation));
  expect(JSON.parse(JSON.stringify(written))).toEqual(vector.lines);
});

it('what a later release may add is told from what is broken', () => {
  expect(readLines([vector.newer])).toEqual({ ok: false, problem: 'newer' });
  for (const line of vector.malformed) expect(readLines([line])).toEqual({ ok: false, problem: 'malformed' });
});
