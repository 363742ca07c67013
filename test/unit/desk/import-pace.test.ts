import { expect, it } from 'vitest';
import { importReport } from '../../../utils/desk/import-report.ts';
import { createInvalidRows } from '../../../utils/officer/invalid-rows.ts';
import { createPace } from '../../../utils/pace.ts';

it('the rest takes as long as the last half minute says', () => {
  const pace = createPace();
  expect(pace.remainingMs(1000)).toBeNull();
  for (let second = 0; second <= 100; second += 1) pace.take(second * 10, second * 1000);
  expect(pace.remainingMs(2000)).toBe(100_000);
  // Another program takes half of the machine.
  for (let second = 101; second <= 200; second += 1) pace.take(1000 + (second - 100) * 5, second * 1000);
  expect(pace.remainingMs(2000)).toBe(100_000);
});

it('a pause counts for nothing', () => {
  const pace = createPace();
  for (let second = 0; second <= 10; second += 1) pace.take(second * 10, second * 1000);
  pace.pause();
  expect(pace.remainingMs(200)).toBeNull();
  for (let second = 0; second <= 10; second += 1) pace.take(100 + second * 5, 3_600_000 + second * 1000);
  expect(pace.remainingMs(200)).toBe(10_000);
});

it('invalid rows are reported by line, whatever their number; those beyond the room for them are counted', () => {
  const invalid = createInvalidRows(25_000);
  for (let line = 1; line <= 25_003; line += 1)
    invalid.add({ line, reason: line === 2 ? 'no-at' : 'bad-host' });
  expect(invalid.count).toBe(25_003);
  const report = importReport(invalid, {
    line: 'Zeile',
    problem: 'Problem, in Worten',
    more: count => `und ${count} weitere`,
    refusal: reason => `it is, well, ${reason}`,
  }).join('');
  const lines = report.split('\r\n');
  expect(lines.slice(0, 3)).toEqual([
    'Zeile,Problem; in Worten',
    '1,it is; well; bad-host',
    '2,it is; well; no-at',
  ]);
  expect(lines.slice(-3)).toEqual(['25000,it is; well; bad-host', 'und 3 weitere,', '']);
});

it('a million invalid rows take some bytes each', () => {
  const held = () => process.memoryUsage().arrayBuffers;
  const before = held();
  const invalid = createInvalidRows();
  for (let line = 1; line <= 1_000_000; line += 1) invalid.add({ line, reason: 'no-at' });
  expect(held() - before).toBeLessThan(25e6);
  expect([...invalid.named()].at(-1)).toEqual({ line: 1_000_000, reason: 'no-at' });
});
