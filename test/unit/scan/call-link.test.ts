import { describe, expect, it } from 'vitest';
import { numbersOfCallLink, telUriOf, withoutTelScheme } from '../../../utils/scan/call-link.ts';

describe('a link that calls or texts somebody', () => {
  it.each([
    ['tel:+447700900123', ['tel:+447700900123'], 'one'],
    ['TEL:+44-7700-900123', ['tel:+44-7700-900123'], 'the scheme in capitals'],
    [' tel: 07700 900123 ', ['tel:07700 900123'], 'white space'],
    ['tel://+447700900123', ['tel:+447700900123'], 'slashes, which none should have'],
    ['tel:%2B44%207700%20900123', ['tel:+44 7700 900123'], 'percent-encoded'],
    ['tel:+447700900123;ext=12', ['tel:+447700900123;ext=12'], 'parameters, for the lookup to judge'],
    ['tel:+12025550143,,12', ['tel:+12025550143,,12'], 'a pause before an extension'],
    ['tel:+447700900123%', ['tel:+447700900123%'], 'a stray percent sign'],
    ['sms:+447700900123?body=Call%20020%207946%200123', ['tel:+447700900123'], 'what is to be said'],
    ['sms:+447700900123&body=Hi', ['tel:+447700900123'], 'the same as some phones want it'],
    ['sms:+447700900123,+447700900456', ['tel:+447700900123', 'tel:+447700900456'], 'several'],
    ['callto://+447700900123', ['tel:+447700900123'], 'the scheme of telephony programs'],
    ['callto:echo123', [], 'a name'],
    ['tel:112', [], 'a short code'],
    ['tel:٠٧٧٠٠٩٠٠١٢٣', ['tel:٠٧٧٠٠٩٠٠١٢٣'], 'Arabic digits'],
    ['tel:', [], 'nothing'],
    [`tel:${'1'.repeat(20_000)}`, [], 'no link that a person made'],
    ['mailto:447700900123@example.com', [], 'a mail link'],
    ['https://example.com/tel:+447700900123', [], 'another scheme'],
  ])('%s → %j: %s', (href, expected) => {
    expect(numbersOfCallLink(href)).toEqual(expected);
  });
});

it("a field's text is a number where it holds digits enough", () => {
  expect(['\n 07700 900123 ', '077', '--', ''].map(telUriOf)).toEqual(['tel:07700 900123', null, null, null]);
});

it('a person reads the number, and any other sighting as it is', () => {
  const texts = ['tel:+44 7700 900123', 'ann@example.com', 'https://www.linkedin.com/in/tel:1'];
  expect(texts.map(withoutTelScheme)).toEqual(['+44 7700 900123', ...texts.slice(1)]);
});
