import { expect, it } from 'vitest';
import { readSettings, SETTINGS_FORMAT } from '../../../utils/officer/settings.ts';

const SETTINGS = {
  format: SETTINGS_FORMAT,
  listId: '0'.repeat(32),
  organisation: 'Acme',
  contact: '',
  country: null,
  store: { kind: 'folder' },
  repository: null,
  ownDomains: [],
  guard: 'hold',
  panelOnly: ['LinkedIn'],
  refreshing: 'by-hand',
  auditors: [],
  referencePattern: null,
};

it('a site that Lethe is to stay out of is one that it can stay out of, by its name', () => {
  expect(readSettings(JSON.stringify(SETTINGS))).toMatchObject({ ok: true });
  for (const panelOnly of [['Linkedin'], ['Gmail'], 'LinkedIn', undefined]) {
    expect(readSettings(JSON.stringify({ ...SETTINGS, panelOnly }))).toMatchObject({
      ok: false,
      problem: 'has no valid "panelOnly"',
    });
  }
});
