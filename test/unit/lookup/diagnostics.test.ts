import { expect, it } from 'vitest';
import { type DiagnosticsFacts, diagnosticsText } from '../../../utils/lookup/diagnostics.ts';

const TIME = Date.UTC(2026, 10, 29, 9, 30);
const FACTS: DiagnosticsFacts = {
  version: '1.0.0',
  browser: 'Mozilla/5.0',
  status: {
    protection: {
      state: 'stale',
      problem: { code: 'offline', detail: 'timeout' },
      organisation: 'Acme',
      guard: 'block',
      entries: 312,
      domains: 2,
      confirmedAt: TIME,
      publishedAt: TIME,
    },
    attemptedAt: TIME,
    problem: null,
    syncing: false,
    details: {
      repository: 'https://lists.acme.example/',
      rootFingerprint: '0000',
      sealEpoch: 1,
      metadata: null,
      list: {
        operation: 4,
        publication: 3,
        prefixBits: 12,
        contact: 'Jo Example <jo@acme.example>',
        guard: 'hold',
      },
    },
  },
  panelOnly: { organisation: ['LinkedIn'], own: [] },
  chosenSites: 2,
  waiting: 1,
  holds: 7,
  now: TIME,
};

it('names state, problem, list and counts', () => {
  const lines = diagnosticsText(FACTS).split('\n');
  for (const line of [
    'Lethe: 1.0.0',
    'State: stale',
    'Problem: offline (timeout)',
    'Confirmed: 2026-11-29T09:30:00.000Z',
    'Guard: block',
    'Guard, by the organisation: hold',
    'Sites chosen: 2',
    'Requests waiting: 1',
    'Lines in the log: 7',
  ]) {
    expect(lines).toContain(line);
  }
});

it('names nobody, whom the organisation asks about a match included', () => {
  expect(diagnosticsText(FACTS)).not.toMatch(/@|Jo Example/);
});

it('says so where the host doesn’t answer', () => {
  expect(diagnosticsText({ ...FACTS, status: null })).toContain('State: the host does not answer');
});
