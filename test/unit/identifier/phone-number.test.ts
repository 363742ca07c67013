import { describe, expect, it } from 'vitest';
import { internationalNumber, isCountry } from '../../../utils/identifier/phone-number.ts';
import { canonicalPhoneV1 } from '../../../utils/identifier/phone-v1.ts';

function canonicalOf(text: string, country?: string): string {
  const form = canonicalPhoneV1(internationalNumber(text, country).text);
  return form.ok ? form.identifier.canonical : form.reason;
}

/** Ofcom's, NANPA's, ARCEP's and ACMA's numbers for fiction. */
const MOBILE = '+447700900123';
const AMERICAN = '+12025550143';
const FRENCH = '+33199001234';
const AUSTRALIAN = '+61491570156';

describe('a number written as within its country', () => {
  it.each([
    ['07700 900123', 'GB', MOBILE],
    ['(07700) 900 123 ext. 4', 'GB', MOBILE],
    ['tel:07700900123', 'GB', MOBILE],
    ['44 7700 900123', 'GB', MOBILE],
    ['٠٧٧٠٠٩٠٠١٢٣', 'GB', MOBILE],
    ['(202) 555-0143', 'US', AMERICAN],
    ['1-202-555-0143', 'CA', AMERICAN],
    ['01 99 00 12 34', 'FR', FRENCH],
    ['0491 570 156', 'AU', AUSTRALIAN],
  ])('%s is made international in %s', (text, country, canonical) => {
    expect(canonicalOf(text, country)).toBe(canonical);
  });

  it('is no identifier without a country, nor with one that nobody knows', () => {
    expect(canonicalOf('07700 900123')).toBe('national-number');
    expect(canonicalOf('07700 900123', 'UK')).toBe('national-number');
  });

  it('is none in a country where no number is so long', () => {
    expect(internationalNumber('112', 'NL')).toEqual({ text: '112', isPossible: false });
    expect(canonicalOf('555-0143', 'US')).toBe('national-number');
  });
});

describe('a number as it is dialled abroad', () => {
  it.each([
    ['0044 7700 900123', 'NL'],
    ['011 44 7700 900123', 'US'],
    ['0011 44 7700 900123', 'AU'],
    ['0044 7700 900123', 'US'],
  ])('%s reaches the same from %s', (text, country) => {
    expect(canonicalOf(text, country)).toBe(MOBILE);
  });

  it('is no identifier without a country', () => {
    expect(canonicalOf('0044 7700 900123')).toBe('national-number');
  });
});

describe('an international number', () => {
  it.each(['NL', 'US', undefined])('needs no country, and none changes it: %s', country => {
    expect(canonicalOf('+44 7700 900123', country)).toBe(MOBILE);
    expect(canonicalOf('+44 (0) 7700 900123', country)).toBe(MOBILE);
    expect(canonicalOf('+44 07700 900123', country)).toBe(MOBILE);
    expect(canonicalOf('tel:07700900123;phone-context=+44', country)).toBe(MOBILE);
  });

  it("keeps Italy's zero", () => {
    expect(canonicalOf('+39 (0)6 0000 0000')).toBe('+390600000000');
    expect(canonicalOf('06 0000 0000', 'IT')).toBe('+390600000000');
  });

  it('is the same for mobiles of Argentina and Mexico, however they are written', () => {
    const argentina = ['+54 9 11 0000 0000', '+54 11 0000 0000'].map(text => canonicalOf(text));
    expect([...argentina, canonicalOf('011 15 0000 0000', 'AR')]).toEqual(
      Array.from({ length: 3 }, () => '+541100000000'),
    );
    expect(internationalNumber('+52 1 55 0000 0000')).toEqual({ text: '+525500000000', isPossible: true });
  });

  it('of a range or length that this release knows nothing of is an identifier all the same', () => {
    expect(internationalNumber('+44 7700 9001')).toEqual({ text: '+44 7700 9001', isPossible: false });
    expect(canonicalOf('+44 7700 9001')).toBe('+4477009001');
    expect(canonicalOf('+999 1234567')).toBe('+9991234567');
  });
});

it('what is no number stays as it is', () => {
  expect(internationalNumber('ann@example.com', 'NL')).toEqual({
    text: 'ann@example.com',
    isPossible: false,
  });
});

it('countries are those of ISO 3166, in capitals', () => {
  expect(['NL', 'GB', 'XK'].every(isCountry)).toBe(true);
  expect(['UK', 'nl', '', 'NLD', 'constructor', '__proto__'].some(isCountry)).toBe(false);
});
