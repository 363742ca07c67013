import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { canonicalJson, fileJson } from '../../../utils/tuf/canonical-json.ts';
import { type JsonValue, parseJson } from '../../../utils/tuf/json.ts';
import { textOf } from './demo-repository.ts';

const canonical = (value: JsonValue) => textOf(canonicalJson(value));
const parse = (text: string) => parseJson(utf8(text));

/** What metadata may hold. */
const { metadataValue } = fc.letrec<{ metadataValue: JsonValue }>(tie => ({
  metadataValue: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map(number => number + 0),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('metadataValue')),
    fc.dictionary(fc.string({ unit: 'grapheme' }), tie('metadataValue')),
  ),
}));

describe('reading JSON', () => {
  test('what a file holds comes back the same, whatever it is', () => {
    fc.assert(
      fc.property(metadataValue, value => {
        expect(canonical(parseJson(fileJson(value)))).toBe(canonical(value));
        expect(canonical(parse(JSON.stringify(value)))).toBe(canonical(value));
      }),
    );
  });

  test('no text makes it do anything but give a value that JSON.parse gives too, or refuse', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        try {
          expect(JSON.stringify(parse(text))).toBe(JSON.stringify(JSON.parse(text)));
        } catch (error) {
          expect(error).toHaveProperty('message');
        }
      }),
    );
  });

  test.each([
    ['a name twice', '{"version": 1, "version": 2}'],
    ['a name twice, once escaped', '{"version": 1, "v\\u0065rsion": 2}'],
    ['a fraction', '{"version": 1.5}'],
    ['an integer written as a fraction', '1.0'],
    ['an exponent', '1e3'],
    ['an integer that a double can’t hold', '9007199254740993'],
    ['minus zero', '-0'],
    ['a leading zero', '01'],
    ['half a surrogate pair', '"\\ud800"'],
    ['a line break in a string', '"a\nb"'],
    ['more after the end', '{} {}'],
    ['a comma too many', '[1,]'],
    ['a string without end', '"abc'],
    ['a bad escape', '"\\x41"'],
    ['nothing', ''],
    ['a byte order mark', '\ufeff{}'],
    ['a hundred thousand brackets', '['.repeat(100_000)],
  ])('%s is refused', (_, text) => {
    expect(() => parse(text)).toThrow();
  });

  test('bytes that aren’t UTF-8 are refused', () => {
    expect(() => parseJson(Uint8Array.of(0x22, 0xff, 0x22))).toThrow('UTF-8');
  });

  test('__proto__ is a name like any other and reaches no prototype', () => {
    const value = parse('{"__proto__": {"polluted": true}}');
    expect(canonical(value)).toBe('{"__proto__":{"polluted":true}}');
    expect(fileJson(value)).toEqual(utf8('{\n "__proto__": {\n  "polluted": true\n }\n}\n'));
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});

describe('canonical JSON', () => {
  test('has sorted names, no white space, and escapes only quote and backslash', () => {
    expect(canonical({ b: [1, -2, true, null], a: 'x"\\\n\u00e9' })).toBe(
      '{"a":"x\\"\\\\\n\u00e9","b":[1,-2,true,null]}',
    );
  });

  test('sorts names by code point, beyond the BMP too', () => {
    expect(canonical({ '\u{10000}': 1, '\ue000': 2, ab: 3, a: 4 })).toBe(
      '{"a":4,"ab":3,"\ue000":2,"\u{10000}":1}',
    );
  });

  test('has no form for a fraction', () => {
    expect(() => canonical(1.5)).toThrow('1.5');
  });
});
