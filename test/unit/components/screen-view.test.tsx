// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ScreenStage, ScreenView } from '../../../components/screen-view.tsx';
import type { Status } from '../../../utils/lookup/page-api.ts';
import type { Protection } from '../../../utils/lookup/verdict.ts';
import type { ScreenReport } from '../../../utils/screen/report.ts';

await vi.hoisted(async () => (await import('./english.ts')).speakEnglish());

const NOON = new Date(2026, 10, 29, 12).getTime();
const FACTS = {
  organisation: 'Acme',
  guard: 'hold',
  entries: 312,
  domains: 0,
  confirmedAt: NOON,
  publishedAt: NOON,
} as const;
const PROTECTING: Protection = { state: 'protecting', ...FACTS };
const STALE: Protection = { state: 'stale', problem: { code: 'expired', detail: '' }, ...FACTS };
const counts = { checked: 0, listed: 0, unreadable: 0 };
const REPORT: ScreenReport = {
  format: 1,
  screenedAt: new Date(NOON).toISOString(),
  scope: 'marketing',
  sha256: '0'.repeat(64),
  columns: ['E-mail', 'Phone'],
  encoding: 'utf-8',
  rows: 12_000,
  leftOut: 34,
  kept: 11_966,
  notChecked: 5,
  partlyChecked: 0,
  listed: { marketing: 30, all: 4 },
  matches: { exact: 34, spelling: 0, domain: 0 },
  named: { email: counts, phone: counts, linkedin: counts, other: counts },
  repaired: 0,
  list: {
    organisation: 'Acme',
    publication: 1,
    publishedAt: '',
    confirmedAt: '',
    confirmedUntil: '',
    isStale: false,
    entries: 312,
    domains: 0,
  },
};

afterEach(cleanup);

function show(stage: ScreenStage, protection: Protection = PROTECTING, now = NOON) {
  const on = {
    onChoose: vi.fn(),
    onStart: vi.fn(),
    onCancel: vi.fn(),
    onSave: vi.fn(),
    onSaveReport: vi.fn(),
    onOptions: vi.fn(),
  };
  const status: Status = { protection, attemptedAt: NOON, problem: null, syncing: false, details: null };
  const { container } = render(<ScreenView status={status} stage={stage} now={now} {...on} />);
  return { ...on, text: () => container.textContent ?? '' };
}

describe('screening', () => {
  it('begins with what Lethe finds in a file', () => {
    const { onStart } = show({ at: 'chosen', name: 'leads.csv' });
    fireEvent.click(screen.getByRole('button', { name: 'Screen this file' }));
    expect(onStart).toHaveBeenCalledExactlyOnceWith([]);
  });

  it('by an old list has to be agreed to', () => {
    const { onStart, text } = show({ at: 'chosen', name: 'leads.csv' }, STALE, NOON + 5 * 86_400_000);
    expect(text()).toContain('whoever was added since 29 November');
    const button = screen.getByRole('button', { name: 'Screen this file' });
    expect(button).toHaveProperty('disabled', true);
    fireEvent.click(screen.getByLabelText('Screen by it all the same'));
    fireEvent.click(button);
    expect(onStart).toHaveBeenCalledOnce();
  });

  it('without a list isn’t offered', () => {
    const { onOptions } = show(
      { at: 'choosing', problem: null },
      { state: 'not-protecting', problem: { code: 'not-enrolled', detail: '' } },
    );
    expect(document.querySelector('input[type=file]')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Open the options' }));
    expect(onOptions).toHaveBeenCalledOnce();
  });

  it('asks for columns where it finds none', () => {
    const { onStart } = show({ at: 'columns', name: 'leads.csv', choices: ['a', 'b'] });
    fireEvent.click(screen.getByLabelText('b'));
    fireEvent.click(screen.getByRole('button', { name: 'Screen by these columns' }));
    expect(onStart).toHaveBeenCalledExactlyOnceWith(['b']);
  });

  it('shows how far it is, and can be cancelled', () => {
    const progress = { rows: 4_096, leftOut: 1, part: 0.5, remainingMs: 100_000 };
    const { onCancel, text } = show({ at: 'screening', name: 'leads.csv', progress });
    expect(screen.getByRole('progressbar')).toHaveProperty('value', 0.5);
    expect(text()).toContain('4,096 rows looked at · about 2 minutes left');
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onCancel).toHaveBeenCalledOnce();
  });

  it('ends with counts, and never says that who is left may be written to', () => {
    const { onSave, onSaveReport, text } = show({ at: 'done', name: 'leads.csv', report: REPORT });
    expect(text()).toContain('34 rows left out');
    expect(text()).toContain('12,000 rows in all · 11,966 rows are kept');
    expect(text()).toContain('5 rows hold nothing that could be read');
    expect(text()).toContain('Columns looked at: E-mail, Phone');
    expect(text()).toContain("Who is kept isn't on this list");
    expect(text()).not.toMatch(/\b(?:fine|safe|clear|allowed)\b/i);
    fireEvent.click(screen.getByRole('button', { name: 'Save the screened file' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save the report' }));
    expect(onSave).toHaveBeenCalledOnce();
    expect(onSaveReport).toHaveBeenCalledOnce();
  });

  it.each([
    ['spreadsheet', 'Save it as CSV first'],
    ['empty', 'This file is empty.'],
    ['cancelled', 'Nothing was written.'],
  ] as const)('that ended (%s) says why', (kind, words) => {
    show({ at: 'choosing', problem: { kind } });
    expect(screen.getByRole('alert').textContent).toContain(words);
  });
});
