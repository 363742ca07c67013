// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { FreshnessPanel } from '../../../../components/desk/freshness-panel.tsx';
import type { Expiry } from '../../../../utils/publish/expiries.ts';
import { isDue, lifetimes } from '../../../../utils/publish/lifetimes.ts';
import type { TopLevelRole } from '../../../../utils/tuf/metadata.ts';

await vi.hoisted(async () => (await import('../english.ts')).speakEnglish());

afterEach(cleanup);

const NOW = Date.UTC(2027, 2, 1, 12);
const DAY_MS = 86_400_000;
const LIVES = { ...lifetimes, timestamp: lifetimes.timestampByHand };

/** Shows what runs out in so many days from now. */
function show(days: Readonly<Record<TopLevelRole, number>>, isPastHalf = false): string[] {
  const expiries = (['root', 'timestamp', 'snapshot', 'targets'] as const)
    .map((role): Expiry => {
      const at = NOW + days[role] * DAY_MS;
      return { role, version: 3, at, isDue: isDue(at, LIVES[role], NOW) };
    })
    .toSorted((a, b) => a.at - b.at);
  const freshness = { publication: 4, publishedAt: NOW, expiries, isPastHalf };
  render(<FreshnessPanel freshness={freshness} now={NOW} />);
  return [...document.querySelectorAll('dl div')].map(row =>
    [...row.children].map(cell => cell.textContent).join(': '),
  );
}

const title = () => screen.getByRole('heading').textContent;
const isSaid = (words: RegExp) => screen.queryByText(words) !== null;

it('says of each part when it runs out, the soonest first, and of each role under Details', () => {
  const rows = show({ root: 600, timestamp: 13, snapshot: 31, targets: 30 });
  expect(title()).toBe('Colleagues have a confirmed list');
  expect(isSaid(/^Confirmed until 14 March\.$/)).toBe(true);
  expect(rows.slice(0, 3)).toEqual([
    "The list's confirmation: until 14 March",
    'The list itself: until 31 March',
    'The keys: until 21 October 2028',
  ]);
  expect(rows.slice(3).map(row => row.replace(/ until .*/u, ''))).toEqual([
    'Timestamp: version 3,',
    'Targets: version 3,',
    'Snapshot: version 3,',
    'Root: version 3,',
  ]);
});

it('keys that run out soon are renewed by the command line, and publishing is not said to do it', () => {
  const [first] = show({ root: 5, timestamp: 13, snapshot: 30, targets: 30 });
  expect(first).toBe('The keys: until 6 March');
  expect(title()).toBe('The keys must be renewed soon');
  expect(isSaid(/lethe rotate root/)).toBe(true);
  expect(isSaid(/Publish again/)).toBe(false);
});

it('a list that has run out says since when, and that publishing renews it', () => {
  const rows = show({ root: 600, timestamp: 5, snapshot: -1, targets: -1 });
  expect(title()).toBe('Colleagues see the list as out of date');
  expect(isSaid(/^Confirmed until 28 February, and not since\.$/)).toBe(true);
  expect(rows[0]).toBe('The list itself: ran out on 28 February');
  expect(isSaid(/Publish again/)).toBe(true);
});

it('from half of a confirmation by hand on, says by when to confirm it', () => {
  show({ root: 5, timestamp: 6, snapshot: 30, targets: 30 }, true);
  expect(isSaid(/^Publish or confirm by 7 March/)).toBe(true);
});
