import { describe, expect, it } from 'vitest';
import { findAddresses } from '../../../utils/scan/find-any-address.ts';
import { addressesByField, addressesOfMailto } from '../../../utils/scan/mailto.ts';

describe('a mailto link', () => {
  it.each([
    ['mailto:jane@example.com', ['jane@example.com'], 'one'],
    ['MAILTO:Jane@Example.com', ['Jane@Example.com'], 'the scheme in capitals'],
    [' mailto:jane@example.com ', ['jane@example.com'], 'white space around'],
    ['mailto:a@example.com,b@example.com', ['a@example.com', 'b@example.com'], 'several'],
    [
      'mailto:a@example.com;b@example.com',
      ['a@example.com', 'b@example.com'],
      'several as Outlook writes them',
    ],
    ['mailto:a%40example.com', ['a@example.com'], 'an encoded @'],
    ['mailto:Jane%20Doe%20%3Cjane@example.com%3E', ['jane@example.com'], 'a name in front'],
    ['mailto:?to=a@example.com', ['a@example.com'], 'to in the query'],
    [
      'mailto:a@example.com?cc=b%40example.com&bcc=c@example.com',
      ['a@example.com', 'b@example.com', 'c@example.com'],
      'cc and bcc',
    ],
    ['mailto:a@example.com?CC=b@example.com', ['a@example.com', 'b@example.com'], 'field names in capitals'],
    ['mailto:a@example.com?subject=b@example.com', ['a@example.com'], 'a subject is no recipient'],
    ['mailto:a+b@example.com', ['a+b@example.com'], 'a plus sign stays one'],
    ['mailto:100%@x a%40example.com', ['a@example.com'], 'stray percent signs'],
    ['mailto:', [], 'nothing'],
    ['https://example.com/?to=a@example.com', [], 'another scheme'],
  ])('%s → %j: %s', (href, expected) => {
    expect(addressesOfMailto(href, findAddresses)).toEqual(expected);
  });
});

it('each address has the field that it stands in', () => {
  expect(addressesByField('mailto:a@example.com,b@example.com?Cc=c@example.com&bcc=d%40example.com')).toEqual(
    [
      { field: 'to', address: 'a@example.com' },
      { field: 'to', address: 'b@example.com' },
      { field: 'cc', address: 'c@example.com' },
      { field: 'bcc', address: 'd@example.com' },
    ],
  );
});
