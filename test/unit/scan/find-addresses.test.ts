import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOST_WINDOW, LOCAL_WINDOW } from '../../../utils/scan/budgets.ts';
import { mayHoldAddress } from '../../../utils/scan/find-addresses.ts';
import { findAddresses } from '../../../utils/scan/find-any-address.ts';
import { publicCases } from '../../cases/public-cases.ts';
import { spelledOutCases } from '../../cases/spelled-out-cases.ts';
import { textCases } from '../../cases/text-cases.ts';

const families = { ...textCases, ...spelledOutCases, ...publicCases };

describe.each(Object.entries(families))('%s', (_name, cases) => {
  it.each(cases)('%j gives %j: %s', (text, expected) => {
    expect(findAddresses(text).map(address => address.text)).toEqual(expected);
  });
});

describe('what is spelled out', () => {
  it('is of low confidence, and stands where its words stand', () => {
    const text = 'Mail: jane (at) example (dot) com, thanks';
    const [found, ...others] = findAddresses(text);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ text: 'jane@example.com', confidence: 'low' });
    expect(text.slice(found?.start, found?.end)).toBe('jane (at) example (dot) com');
  });

  it('stands where its words stand with dots in the local part as well', () => {
    const text = 'I am jane [dot] doe [at] example [dot] com, hi';
    const [found] = findAddresses(text);
    expect(text.slice(found?.start, found?.end)).toBe('jane [dot] doe [at] example [dot] com');
  });

  it('an address with its own sign is of no low confidence', () => {
    expect(findAddresses('jane@example.com')[0]).not.toHaveProperty('confidence');
  });
});

describe('offsets', () => {
  it('point at the address in the text', () => {
    expect(findAddresses('write to <Jane@example.com>.')).toEqual([
      { text: 'Jane@example.com', start: 10, end: 26, at: 14 },
    ]);
  });

  it('count UTF-16 units, as the DOM does', () => {
    const [found] = findAddresses('😀 𝒿ane@example.com');
    expect(found).toMatchObject({ start: 3, at: 8 });
  });

  it('a range picks by the @, and reads context outside of it', () => {
    const text = 'aa@example.com bb@example.com cc@example.com';
    expect(findAddresses(text, { from: 3, to: 18 }).map(found => found.text)).toEqual(['bb@example.com']);
    expect(findAddresses(text, { from: 17, to: 18 }).map(found => found.text)).toEqual(['bb@example.com']);
  });
});

describe('hostile text costs a bounded number of steps for each character', () => {
  const size = 20_000;
  const hostile: Record<string, string> = {
    'letters without end': 'a'.repeat(size),
    'letters, then an @': `${'a'.repeat(size)}@example.com`,
    'a host without end': `a@${'a.'.repeat(size / 2)}`,
    'a label without end': `a@${'a'.repeat(size)}`,
    'at signs': '@'.repeat(size),
    'a@a@a@': 'a@'.repeat(size / 2),
    'a@a.a@a.a@': 'a@a.'.repeat(size / 4),
    dots: `a@${'.'.repeat(size)}`,
    quotes: '"@'.repeat(size / 2),
    'one quote far before': `"${'x '.repeat(size / 2)}"@example.com`,
    'slashes before': `://${'a:'.repeat(size / 2)}@example.com`,
    'many after a scheme': `https://${'a:b@c.'.repeat(size / 6)}`,
    'percent signs': `${'%20'.repeat(size / 3)}@example.com`,
    'zero-width characters': `${'\u200b'.repeat(size)}@${'\u200b'.repeat(size)}`,
    brackets: `Message-ID: ${'<'.repeat(size)}a@example.com>`,
    ids: `References: ${'<a@b.cc> '.repeat(size / 9)}`,
    'spelled out': 'a [at] b '.repeat(size / 9),
    'signs in brackets': '[at]'.repeat(size / 4),
    'a host of words': `a (at) ${'b dot '.repeat(size / 6)}`,
    'words for signs': ' at x dot '.repeat(size / 10),
    'spaces after a sign': `a [at]${' '.repeat(size)}`,
    braces: `{${'a,'.repeat(size / 2)}}@example.com`,
    'many braces': '{a}@'.repeat(size / 4),
    'encoded signs': '%40'.repeat(size / 3),
    'leading punctuation': `${"'".repeat(size)}a@example.com`,
    'quoted words': "'at'a.de ".repeat(size / 9),
    'words in hyphens': '-at-a.de'.repeat(size / 8),
    'words in full stops': ' .at. a .dot. de'.repeat(size / 16),
    'spaced signs': 'a @ b . de '.repeat(size / 11),
    'signs with a space behind': 'a@ b.de '.repeat(size / 8),
    'signs with a space before': 'a @b.de '.repeat(size / 8),
    'words glued to both sides': 'abATcdDOTde'.repeat(size / 11),
    'small words glued': 'aatgmaildotde'.repeat(size / 13),
    'dots before': '(dot)a@b.de'.repeat(size / 11),
    'hyphens in words': 'a at b dash c dot de '.repeat(size / 21),
    'words between slashes': 'a/at/b/dot/de/'.repeat(size / 14),
    traps: '[nospam]@a.de '.repeat(size / 14),
    'capitals of traps': 'aNOSPAM@b.de '.repeat(size / 13),
    'return paths': 'b-a=b.de@c.de'.repeat(size / 13),
    'encoded separators': '%3Da@b.de'.repeat(size / 9),
    'line breaks of the source': `a [at]${'\n'.repeat(size)}`,
    'spaces of the source': `a [at]\n${' '.repeat(size)}`,
    'glued sites': 'a@b.dewww.'.repeat(size / 10),
    'names in brackets': '[a,b]@c.de'.repeat(size / 10),
    'shells before': 'ssh -i a -p b '.repeat(size / 14),
    escapes: 'a\\_'.repeat(size / 3),
  };
  const perCharacter = LOCAL_WINDOW + HOST_WINDOW;

  it.each(Object.entries(hostile))('%s', (_name, text) => {
    const meter = { steps: 0 };
    findAddresses(text, { meter });
    const doubled = { steps: 0 };
    findAddresses(text + text, { meter: doubled });
    expect(meter.steps).toBeLessThanOrEqual(text.length * perCharacter);
    expect(doubled.steps).toBeLessThanOrEqual(2 * meter.steps + 16 * perCharacter);
  });
});

describe('whatever the text', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/);
  const address = fc
    .tuple(word, word, fc.constantFrom('com', 'org', 'test', 'co.uk', 'example'))
    .map(([local, host, top]) => `${local}@${host}x.${top}`);
  const noise = fc.string({
    unit: fc.constantFrom('a', '@', '.', ' ', '<', '>', '"', '/', ':', '例', '。', '1', '-'),
  });

  it('an address is the text between its offsets, holds its @, and none overlap', () => {
    fc.assert(
      fc.property(noise, text => {
        let floor = 0;
        for (const { text: found, start, end, at, confidence } of findAddresses(text)) {
          if (confidence === undefined) expect(text.slice(start, end)).toBe(found);
          expect(start).toBeGreaterThanOrEqual(floor);
          expect(at).toBeGreaterThan(start);
          expect(end).toBeGreaterThan(at + 1);
          floor = end;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('an address between spaces is found whole, whatever stands before and behind', () => {
    fc.assert(
      fc.property(noise, address, noise, (before, wanted, behind) => {
        const found = findAddresses(`${before} ${wanted} ${behind}`).map(each => each.text);
        expect(found).toContain(wanted);
      }),
      { numRuns: 1_000 },
    );
  });

  it('an address found is found again when it stands alone', () => {
    fc.assert(
      fc.property(noise, text => {
        for (const { text: found } of findAddresses(text)) {
          expect(findAddresses(found).map(each => each.text)).toEqual([found]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('a text that holds an address is asked about, alone and within a longer one', () => {
    const piece = fc.constantFrom(
      ...'a jane x.y example com de at AT dot punkt à bei chez arobase @ [at] (ät) <at> {dot} [.] . - _ # " \' ( ) < > [ ]'.split(
        ' ',
      ),
    );
    const glue = fc.constantFrom('', ' ', ' ', '\n');
    const spelled = fc
      .array(fc.tuple(piece, glue), { maxLength: 14 })
      .map(parts => parts.map(part => part.join('')).join(''));
    fc.assert(
      fc.property(spelled, noise, (text, other) => {
        if (findAddresses(text).length === 0) return;
        expect(mayHoldAddress(text)).toBe(true);
        expect(mayHoldAddress(`${other}${text}${other}`)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it('ranges that cover the text find what one pass finds', () => {
    fc.assert(
      fc.property(fc.array(address), fc.nat(200), (addresses, cut) => {
        const text = addresses.join(', ');
        const parts = [...findAddresses(text, { to: cut }), ...findAddresses(text, { from: cut })];
        expect(parts).toEqual(findAddresses(text));
      }),
    );
  });
});
