import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NO_POLICY } from '../../../utils/policy/policy.ts';
import { managedSchema } from '../../../utils/policy/policy-settings.ts';
import { readPolicy } from '../../../utils/policy/read-policy.ts';
import { watchedPattern } from '../../../utils/policy/watched-pattern.ts';
import { CODE } from './policies.ts';

describe('a policy', () => {
  it('is read setting by setting', () => {
    const seen = readPolicy({
      enrolment: CODE,
      lockOptions: true,
      hideDesk: true,
      guard: 'block',
      sites: ['crm.acme.example', '*.intranet.example', 'http://old.acme.example'],
      panelOnly: ['LinkedIn'],
      pollMinutes: 30,
    });
    expect(seen).toEqual({
      code: CODE,
      policy: {
        forcesEnrolment: true,
        locksOptions: true,
        hidesDesk: true,
        guard: 'block',
        sites: ['https://crm.acme.example/*', 'https://*.intranet.example/*', 'http://old.acme.example/*'],
        panelOnly: ['LinkedIn'],
        pollMinutes: 30,
        problems: [],
      },
    });
  });

  it('without a setting leaves everything to list and rep', () => {
    expect(readPolicy({})).toEqual({ code: null, policy: NO_POLICY });
  });

  it('takes 0 and 1 for flags, as they come out of a registry', () => {
    const { policy } = readPolicy({ lockOptions: 1, hideDesk: 0 });
    expect(policy).toMatchObject({ locksOptions: true, hidesDesk: false, problems: [] });
  });

  it.each([
    ['enrolment', CODE.slice(0, -3)],
    ['enrolment', 7],
    ['lockOptions', 'yes'],
    ['hideDesk', 2],
    ['guard', 'strict'],
    ['sites', 'crm.acme.example'],
    ['sites', ['https://crm.acme.example/leads']],
    ['sites', ['*']],
    ['panelOnly', ['Linkedin']],
    ['pollMinutes', '15'],
    ['pollMinuts', 15],
  ])('passes over %s that is %j, names it, and obeys the rest', (name, value) => {
    const { policy, code } = readPolicy({ guard: 'warn', pollMinutes: 20, [name]: value });
    expect(policy.problems).toHaveLength(1);
    expect(policy.problems[0]?.english).toContain(`"${name}"`);
    expect(code).toBeNull();
    expect({ ...policy, problems: [] }).toEqual({
      ...NO_POLICY,
      guard: name === 'guard' ? null : 'warn',
      pollMinutes: name === 'pollMinutes' ? null : 20,
    });
  });

  it('never repeats an enrolment code that can’t be used', () => {
    const cut = CODE.slice(0, -3);
    const { policy } = readPolicy({ enrolment: cut });
    expect(policy.problems[0]?.english).toContain('The end of the code is missing');
    expect(JSON.stringify(policy.problems)).not.toContain(cut.slice(8, 20));
  });
});

describe('a host to watch', () => {
  it.each([
    ['crm.example.com', 'https://crm.example.com/*'],
    ['CRM.Example.com/', 'https://crm.example.com/*'],
    ['https://crm.example.com', 'https://crm.example.com/*'],
    ['*.example.com', 'https://*.example.com/*'],
    ['http://intranet', 'http://intranet/*'],
  ])('%s', (text, pattern) => {
    expect(watchedPattern(text)).toBe(pattern);
  });

  it.each(['', '*', '*.com', '*://*/*', 'https://*/*', 'ftp://a.example', 'a.example/b', 'a b', '..'])(
    'isn’t %j',
    text => {
      expect(watchedPattern(text)).toBeNull();
    },
  );
});

describe('the managed schema', () => {
  it('names every setting, with the words that IT reads', () => {
    const file = readFileSync(new URL('../../../public/managed-schema.json', import.meta.url), 'utf8');
    expect(JSON.parse(file)).toEqual(managedSchema());
  });
});
