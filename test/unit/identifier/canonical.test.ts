import { readFileSync } from 'node:fs';
import ignorable from '@unicode/unicode-15.0.0/Binary_Property/Default_Ignorable_Code_Point/code-points.mjs';
import whiteSpace from '@unicode/unicode-15.0.0/Binary_Property/White_Space/code-points.mjs';
import control from '@unicode/unicode-15.0.0/General_Category/Control/code-points.mjs';
import format from '@unicode/unicode-15.0.0/General_Category/Format/code-points.mjs';
import unassigned from '@unicode/unicode-15.0.0/General_Category/Unassigned/ranges.mjs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalDomainV1, domainCandidates, hostOfEmail } from '../../../utils/identifier/domain-v1.ts';
import { canonicalEmailV1 } from '../../../utils/identifier/email-v1.ts';
import type { Canonicalised } from '../../../utils/identifier/identifier.ts';
import { canonicalLinkedinV1 } from '../../../utils/identifier/linkedin-v1.ts';
import { canonicalPhoneV1, isPhoneNumber, isTelUri } from '../../../utils/identifier/phone-v1.ts';
import { unassignedRanges } from '../../../utils/identifier/unicode-15.ts';
import { canonicalForms, knownVersions } from '../../../utils/identifier/versions.ts';

interface Vector {
  readonly text: string;
  readonly canonical?: string;
  readonly refused?: string;
  readonly why: string;
}

// Read and parsed here: vite's own reading of JSON refuses the lone surrogate.
const vectors: Readonly<Record<'email' | 'domain' | 'linkedin' | 'phone', Vector[]>> = JSON.parse(
  readFileSync(new URL('../../vectors/canonical-v1.json', import.meta.url), 'utf8'),
);

const white = new Set(whiteSpace);

function outcome(result: Canonicalised): { canonical: string } | { refused: string } {
  return result.ok ? { canonical: result.identifier.canonical } : { refused: result.reason };
}

function expected({ canonical, refused }: Vector) {
  return canonical === undefined ? { refused } : { canonical };
}

describe('canonical email, version 1', () => {
  it.each<Vector>(vectors.email)('$why: $text', vector => {
    expect(outcome(canonicalEmailV1(vector.text))).toEqual(expected(vector));
  });

  it('is idempotent', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        'a',
        '.',
        '+',
        '"',
        '\\',
        ' ',
        'İ',
        'ı',
        'xn--',
        '-',
        '\n',
        'Σ',
        'ﬁ',
        '\u200b',
        '＠',
        '。',
        'ß',
        'K',
      ),
    );
    const text = fc
      .tuple(
        fc.array(part, { maxLength: 6 }),
        fc.array(part, { maxLength: 4 }),
        fc.constantFrom('gmail.com', '.test', 'x.test'),
      )
      .map(([local, host, end]) => `${local.join('')}@${host.join('')}${end}`);
    fc.assert(
      fc.property(text, raw => {
        const once = canonicalEmailV1(raw);
        if (once.ok) expect(canonicalEmailV1(once.identifier.canonical)).toEqual(once);
      }),
      { numRuns: 2000 },
    );
  }, 60_000);

  it('is the same for a plain address and for one that has to be folded first', () => {
    const local = fc.string({ unit: fc.constantFrom(..."az09._-'!/?+"), minLength: 1, maxLength: 8 });
    const label = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'az09-_'), minLength: 1, maxLength: 6 }),
      fc.constantFrom(
        'gmail',
        'googlemail',
        'com',
        'xn--mnchen-3ya',
        'xn--a',
        '0xf',
        '1',
        'c'.repeat(63),
        'd'.repeat(64),
      ),
    );
    const host = fc.array(label, { minLength: 1, maxLength: 5 }).map(labels => labels.join('.'));
    fc.assert(
      fc.property(local, host, (name, at) => {
        // White space around it, capitals and a final dot are folded away, whatever else there is.
        expect(canonicalEmailV1(` ${name.toUpperCase()}@${at}.`)).toEqual(canonicalEmailV1(`${name}@${at}`));
      }),
      { numRuns: 5_000 },
    );
  });

  it('refuses every code point that Unicode 15.0 leaves unassigned, but for those that are invisible anyway', () => {
    const invisible = new Set([...ignorable, ...format, ...control]);
    for (const { begin } of unassigned) {
      const result = canonicalEmailV1(`a${String.fromCodePoint(begin)}@example.com`);
      if (invisible.has(begin)) expect(result.ok).toBe(true);
      else expect(outcome(result)).toEqual({ refused: 'newer-unicode' });
    }
  });

  it('drops every control, format and default-ignorable code point of Unicode 15.0, but for white space', () => {
    for (const codePoint of [...ignorable, ...format, ...control]) {
      const result = canonicalEmailV1(`a${String.fromCodePoint(codePoint)}b@example.com`);
      const wanted = white.has(codePoint) ? { refused: 'bad-local-part' } : { canonical: 'ab@example.com' };
      expect(outcome(result), codePoint.toString(16)).toEqual(wanted);
    }
  });

  it("has Unicode 15.0's table", () => {
    expect([...unassignedRanges]).toEqual(unassigned.flatMap(({ begin, end }) => [begin, end]));
  });
});

describe('canonical LinkedIn profile, version 1', () => {
  it.each<Vector>(vectors.linkedin)('$why: $text', vector => {
    expect(outcome(canonicalLinkedinV1(vector.text))).toEqual(expected(vector));
  });

  it('is the same for the address of its own form', () => {
    for (const { canonical } of vectors.linkedin) {
      if (canonical === undefined) continue;
      const address = `https://www.linkedin.com/${canonical}`;
      expect(outcome(canonicalLinkedinV1(address))).toEqual({ canonical });
      expect(outcome(canonicalLinkedinV1(canonical))).toEqual({ canonical });
    }
  });
});

describe('canonical phone number, version 1', () => {
  it.each<Vector>(vectors.phone)('$why: $text', vector => {
    expect(outcome(canonicalPhoneV1(vector.text))).toEqual(expected(vector));
  });

  it('is E.164 and idempotent, whatever stands around the digits', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '+',
        '0',
        '1',
        '44',
        '52',
        '54',
        '9',
        '123456',
        '(0)',
        ' ',
        '-',
        ';ext=1',
        ',',
        '#',
        'x',
      ),
      fc.constantFrom('tel:', ';phone-context=+', '\u00a0', '\u202a', '٣', '０', '〇', '②', 'ext. 4'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), pieces => {
        const once = canonicalPhoneV1(pieces.join(''));
        if (!once.ok) return;
        expect(once.identifier.canonical).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(canonicalPhoneV1(once.identifier.canonical)).toEqual(once);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is looked for in what a person typed, and in what says so itself', () => {
    const typed = ['07700 900123', '+44 (0) 7700 900123', ' (202) 555-0143', '0044.7700.900123', 'tel:12'];
    expect(typed.filter(text => !isPhoneNumber(text))).toEqual([]);
    const others = ['ann@example.com', 'example.com', 'linkedin.com/in/123456', '1234', '', 'DPO-12345'];
    expect(others.filter(isPhoneNumber)).toEqual([]);
    expect(['tel:1', 'TEL:1', '+447700900123'].map(isTelUri)).toEqual([true, true, false]);
  });
});

describe('canonical domain, version 1', () => {
  it.each<Vector>(vectors.domain)('$why: $text', vector => {
    expect(outcome(canonicalDomainV1(vector.text))).toEqual(expected(vector));
  });

  it('is looked up with its parents of two to six labels', () => {
    expect(domainCandidates('mail.acme.example')).toEqual(['mail.acme.example', 'acme.example']);
    expect(domainCandidates('localhost')).toEqual([]);
    expect(domainCandidates('h.g.f.e.d.c.b.a')).toEqual([
      'h.g.f.e.d.c.b.a',
      'f.e.d.c.b.a',
      'e.d.c.b.a',
      'd.c.b.a',
      'c.b.a',
      'b.a',
    ]);
  });

  it('is the part behind the last @ of an email', () => {
    expect(hostOfEmail('"a@b"@acme.example')).toBe('acme.example');
  });
});

describe('versions', () => {
  it('are known for every kind, and for no other name', () => {
    expect(knownVersions('email')).toEqual([1]);
    expect(knownVersions('domain')).toEqual([1]);
    expect(knownVersions('linkedin')).toEqual([1]);
    expect(knownVersions('phone')).toEqual([1]);
    expect(knownVersions('constructor')).toEqual([]);
  });

  it('are computed all', () => {
    expect(canonicalForms('email', 'Ann@Example.com').map(outcome)).toEqual([
      { canonical: 'ann@example.com' },
    ]);
  });
});
