import { describe, expect, it } from 'vitest';
import { choiceUnder } from '../../../utils/policy/choice-under.ts';
import { NO_POLICY } from '../../../utils/policy/policy.ts';

const WANTED = { ...NO_POLICY, sites: ['https://*.acme.example/*'] };
const LOCKED = { ...WANTED, locksOptions: true };
const CRM = 'https://crm.acme.example/*';
const OTHER = 'https://other.example/*';

describe('a site that policy wants watched', () => {
  it.each([WANTED, LOCKED])('can be allowed and not taken back', policy => {
    expect(choiceUnder(policy, { kind: 'offered', origin: CRM })).toEqual({ kind: 'offered', origin: CRM });
    expect(choiceUnder(policy, { kind: 'chosen', origin: CRM })).toEqual({ kind: 'closed' });
  });
});

describe('another site', () => {
  it.each(['offered', 'chosen'] as const)(
    'that is %s is the rep’s choice unless options are locked',
    kind => {
      const access = { kind, origin: OTHER };
      expect(choiceUnder(WANTED, access)).toEqual(access);
      expect(choiceUnder(LOCKED, access)).toEqual({ kind: 'closed' });
    },
  );

  it('that Lethe knows and isn’t allowed on can always be allowed', () => {
    const access = { kind: 'withheld', origin: 'https://mail.google.com/*' } as const;
    expect(choiceUnder(LOCKED, access)).toEqual(access);
  });
});
