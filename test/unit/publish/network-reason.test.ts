import { expect, it } from 'vitest';
import { networkReason } from '../../../utils/publish/network-reason.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

it.each([
  ['what the system calls it', new TypeError('fetch failed', { cause: refused }), 'ECONNREFUSED'],
  ['what lies behind it', new TypeError('fetch failed', { cause: new Error('bad port') }), 'bad port'],
])('of a request without an answer says %s', (_, error, reason) => {
  expect(networkReason(error)).toBe(reason);
});

it.each([new TypeError('Failed to fetch'), 'text'])(
  'of what a browser says, which is English and no reason (%s), says in every language that it gave none',
  error => {
    expect(networkReason(error)).toMatchObject({ key: 'told.store.noReason' });
  },
);
