import { describe, expect, it } from 'vitest';
import { SETTINGS_FORMAT, type Settings } from '../../../utils/officer/settings.ts';
import {
  compareSettings,
  isNewcomer,
  SHARED_SETTINGS,
  settingsOfNewcomer,
  sharedValues,
} from '../../../utils/officer/shared-settings.ts';
import type { SharedSetting } from '../../../utils/register/register.ts';

const HERE: Settings = {
  format: SETTINGS_FORMAT,
  listId: '0'.repeat(32),
  organisation: 'Acme',
  contact: 'Ann',
  country: null,
  store: { kind: 'folder' },
  repository: null,
  ownDomains: ['acme.example'],
  guard: 'hold',
  panelOnly: [],
  refreshing: 'by-hand',
  auditors: [],
  referencePattern: null,
};
const AGREED = sharedValues(HERE);

function register(values: Readonly<Record<string, unknown>>): ReadonlyMap<string, SharedSetting> {
  const origin = { writer: 'f'.repeat(64), sequence: 1 };
  return new Map(Object.entries(values).map(([name, value]) => [name, { value, recordedAt: 1, origin }]));
}

describe("a workplace's settings, beside what it agreed on and what the register says", () => {
  it('are left as they are where nobody changed anything', () => {
    expect(compareSettings(HERE, AGREED, register(AGREED))).toMatchObject({
      settings: HERE,
      inForce: HERE,
      changed: {},
      taken: [],
      conflicts: [],
      agreed: AGREED,
    });
  });

  it('are recorded where they were changed here, and by nobody else', () => {
    const here = { ...HERE, contact: 'Bea' };
    const compared = compareSettings(here, AGREED, register(AGREED));
    expect(compared.changed).toEqual({ contact: 'Bea' });
    expect(compared).toMatchObject({ settings: here, inForce: here, agreed: { contact: 'Bea' } });
  });

  it('are recorded all, at the first change of a register that has none', () => {
    const here = { ...HERE, contact: 'Bea' };
    expect(compareSettings(here, AGREED, register({})).changed).toEqual(sharedValues(here));
  });

  it('are taken over where another changed them, and say what was here', () => {
    const compared = compareSettings(HERE, AGREED, register({ ...AGREED, contact: 'Bea', guard: 'block' }));
    expect(compared.settings).toEqual({ ...HERE, contact: 'Bea', guard: 'block' });
    expect(compared.taken.map(({ name, here, shared }) => [name, here, shared.value])).toEqual([
      ['contact', 'Ann', 'Bea'],
      ['guard', 'hold', 'block'],
    ]);
    expect(compared).toMatchObject({ changed: {}, conflicts: [], agreed: { contact: 'Bea' } });
  });

  it('are brought together where each changed another one', () => {
    const here: Settings = { ...HERE, guard: 'warn' };
    const compared = compareSettings(here, AGREED, register({ ...AGREED, contact: 'Bea' }));
    expect(compared.settings).toEqual({ ...HERE, guard: 'warn', contact: 'Bea' });
    expect(compared).toMatchObject({ changed: { guard: 'warn' }, conflicts: [] });
  });

  it('agree where both changed the same one to the same', () => {
    const here = { ...HERE, contact: 'Bea' };
    const compared = compareSettings(here, AGREED, register({ ...AGREED, contact: 'Bea' }));
    expect(compared).toMatchObject({ changed: {}, taken: [], conflicts: [], agreed: { contact: 'Bea' } });
  });

  it('contradict each other where both changed the same one: neither is lost, and the register counts', () => {
    const here = { ...HERE, contact: 'Bea' };
    const compared = compareSettings(here, AGREED, register({ ...AGREED, contact: 'Cas' }));
    expect(compared.settings.contact).toBe('Bea');
    expect(compared.inForce.contact).toBe('Cas');
    expect(compared.changed).toEqual({});
    expect(compared.conflicts).toMatchObject([{ name: 'contact', here: 'Bea', shared: { value: 'Cas' } }]);
    // Found again the next time, for as long as nobody decides.
    const again = compareSettings(
      compared.settings,
      compared.agreed,
      register({ ...AGREED, contact: 'Cas' }),
    );
    expect(again.conflicts).toHaveLength(1);
  });

  it('that differ from the register in a workplace that never agreed on any are shown, not overwritten', () => {
    const compared = compareSettings(HERE, {}, register({ ...AGREED, contact: 'Cas' }));
    expect(compared.conflicts).toHaveLength(1);
    expect(compared.settings).toEqual(HERE);
    expect(compared.agreed).not.toHaveProperty('contact');
  });

  it('take nothing over that no setting may be, nor names that this release does not know', () => {
    const odd = { ...AGREED, guard: 'shout', ownDomains: 'acme.example', colour: 'blue', store: null };
    const compared = compareSettings(HERE, AGREED, register(odd));
    expect(compared).toMatchObject({ settings: HERE, inForce: HERE, changed: {}, taken: [], conflicts: [] });
  });

  it('of a newcomer come from the register, those above all that say to whom anything is sealed', () => {
    const forged = { ...HERE, auditors: ['age1thief'], addressesSealedTo: ['age1thief'], contact: 'thief' };
    const { settings, agreed } = settingsOfNewcomer(forged);
    expect(JSON.stringify(settings)).not.toContain('age1thief');
    expect(isNewcomer(agreed)).toBe(true);
    const shared = register({ ...AGREED, auditors: ['age1auditor'], addressesSealedTo: ['age1notary'] });
    const compared = compareSettings(settings, agreed, shared);
    expect(compared).toMatchObject({ changed: {}, conflicts: [] });
    expect(compared.settings).toEqual({
      ...HERE,
      auditors: ['age1auditor'],
      addressesSealedTo: ['age1notary'],
    });
    expect(isNewcomer(compared.agreed)).toBe(false);
  });

  it('hold neither where the files are nor whose list it is', () => {
    expect(SHARED_SETTINGS).not.toContain('store');
    expect(SHARED_SETTINGS).not.toContain('listId');
    const known = new Set<string>([...SHARED_SETTINGS, 'format', 'listId', 'store']);
    expect(Object.keys(HERE).filter(name => !known.has(name))).toEqual([]);
  });
});
