import { describe, expect, it } from 'vitest';
import { changedSettings, settingsAnswers } from '../../../utils/desk/settings-answers.ts';
import { readSettings, SETTINGS_FORMAT, type Settings } from '../../../utils/officer/settings.ts';

const SETTINGS: Settings = {
  format: SETTINGS_FORMAT,
  listId: '0'.repeat(32),
  organisation: 'Acme',
  contact: 'Privacy office',
  country: 'NL',
  store: { kind: 'folder' },
  repository: null,
  ownDomains: ['acme.example'],
  guard: 'hold',
  panelOnly: [],
  refreshing: 'by-hand',
  auditors: [],
  referencePattern: null,
};
const ANSWERS = settingsAnswers(SETTINGS);

describe('settings in a form', () => {
  it('that nobody touched stay what they are', () => {
    const changed = changedSettings(SETTINGS, ANSWERS);
    expect(changed).toEqual({ ok: true, settings: { ...SETTINGS, authority: '', senders: [], systems: [] } });
  });

  it('are changed as they were answered, and can be read back from lethe.json', () => {
    const changed = changedSettings(SETTINGS, {
      contact: ' privacy@acme.example ',
      authority: 'Autoriteit Persoonsgegevens',
      ownDomains: 'Acme.example, @acme.test acme.test',
      guard: 'block',
      refreshing: 'daily',
      senders: 'Newsletter\n\n Call centre \nNewsletter',
      systems: 'CRM',
    });
    const settings = {
      ...SETTINGS,
      contact: 'privacy@acme.example',
      authority: 'Autoriteit Persoonsgegevens',
      ownDomains: ['acme.example', 'acme.test'],
      guard: 'block',
      refreshing: 'daily',
      senders: ['Newsletter', 'Call centre'],
      systems: ['CRM'],
    };
    expect(changed).toEqual({ ok: true, settings });
    expect(readSettings(JSON.stringify(settings))).toEqual({ ok: true, settings });
  });

  it('with a domain that is none, or a name that could be an address, are changed in nothing', () => {
    const answers = { ...ANSWERS, ownDomains: 'acme', senders: 'anna@example.com', systems: 'x'.repeat(81) };
    expect(changedSettings(SETTINGS, answers)).toEqual({
      ok: false,
      problems: { ownDomains: 'bad-domain', senders: 'bad-name', systems: 'bad-name' },
    });
  });
});

it.each([
  ['senders', ['anna@example.com']],
  ['systems', 'CRM'],
  ['authority', 7],
])('lethe.json with %s as %j is refused', (name, value) => {
  expect(readSettings(JSON.stringify({ ...SETTINGS, [name]: value }))).toMatchObject({
    ok: false,
    problem: `has no valid "${name}"`,
  });
});
