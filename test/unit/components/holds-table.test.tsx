// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/preact';
import { parse } from 'papaparse';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HoldsTable } from '../../../components/holds-table.tsx';
import type { LogEntry } from '../../../utils/lookup/log.ts';

await vi.hoisted(async () => (await import('./english.ts')).speakEnglish());

afterEach(cleanup);

const HOLDS: readonly LogEntry[] = [
  {
    time: Date.UTC(2026, 10, 27, 9, 30),
    site: 'Gmail',
    scope: 'all',
    action: 'sent-with-reason',
    reason: 'legal-notice',
  },
  { time: Date.UTC(2026, 10, 26, 8, 0), site: 'LinkedIn', scope: 'marketing', action: 'held' },
  { time: Date.UTC(2026, 10, 25, 7, 5), site: '=cmd()', scope: null, action: 'sent-unchecked' },
];

function saved(holds: readonly LogEntry[]): { name: string; rows: Record<string, string>[] } {
  render(<HoldsTable holds={holds} onErase={() => undefined} />);
  const link = screen.getByRole('link', { name: 'Save as CSV' });
  const text = decodeURIComponent(
    link.getAttribute('href')?.replace(/^data:text\/csv;charset=utf-8,/u, '') ?? '',
  );
  const { data } = parse<Record<string, string>>(text.replace(/^\ufeff/u, ''), { header: true });
  return { name: link.getAttribute('download') ?? '', rows: data };
}

describe('the log of holds, saved', () => {
  it('says of each what was done, when, where, and why, in words', () => {
    const { name, rows } = saved(HOLDS);
    expect(name).toMatch(/\.csv$/u);
    expect(rows.map(row => Object.values(row))).toEqual([
      [
        '2026-11-27T09:30:00.000Z',
        'Gmail',
        'Sent with a reason',
        'No contact',
        'A notice that the law requires',
      ],
      ['2026-11-26T08:00:00.000Z', 'LinkedIn', 'Send held', 'No marketing', ''],
      ['2026-11-25T07:05:00.000Z', "'=cmd()", 'Sent before everybody was checked', '', ''],
    ]);
  });

  it('is offered only where there is something to save', () => {
    const { container } = render(<HoldsTable holds={[]} onErase={() => undefined} />);
    expect(container.querySelector('a[download]')).toBeNull();
  });
});
