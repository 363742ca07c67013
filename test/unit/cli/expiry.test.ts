import { expect, it } from 'vitest';
import { expiryWarnings } from '../../../cli/expiry.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2027, 0, 1);

it('warns in the last third of a life, of what is due and by which command', () => {
  const fresh = { root: NOW + 250 * DAY_MS, targets: NOW + 12 * DAY_MS, timestamp: NOW + 5 * DAY_MS };
  expect(expiryWarnings(fresh, 'by-hand', NOW)).toEqual([]);
  expect(expiryWarnings({ root: NOW + 243 * DAY_MS }, 'by-hand', NOW)).toEqual([
    'root expires on 2027-09-01T00:00:00.000Z: lethe rotate root renews it.',
  ]);
  expect(expiryWarnings({ targets: NOW + 11 * DAY_MS }, 'by-hand', NOW)[0]).toContain('lethe publish');
  expect(expiryWarnings({ snapshot: NOW - 1 }, 'by-hand', NOW)[0]).toMatch(/expired on .* stale/);
});

it('judges a timestamp by how often it is renewed', () => {
  expect(expiryWarnings({ timestamp: NOW + 3 * DAY_MS }, 'daily', NOW)).toEqual([]);
  expect(expiryWarnings({ timestamp: NOW + 3 * DAY_MS }, 'by-hand', NOW)).toHaveLength(1);
});
