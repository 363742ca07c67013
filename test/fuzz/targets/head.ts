import { decodeHead, encodeHead, GUARD_LEVELS, type Head } from '../../../utils/blocklist/head.ts';
import { type Bytes, equalBytes, utf8 } from '../../../utils/bytes.ts';
import { ensure } from '../ensure.ts';
import type { Target } from '../fuzz.ts';

const SHA256 = '0123456789abcdef'.repeat(4);

const HEAD: Head = {
  format: 1,
  suite: 1,
  organisation: 'Acme Zoë BV',
  contact: 'privacy@acme.example',
  canonical: { email: [1], domain: [1] },
  argon2: { memoryKiB: 19456, passes: 2, lanes: 1 },
  prefixBits: 14,
  operation: 120,
  publication: 3,
  publishedAt: Date.UTC(2026, 10, 23),
  entryCount: 256,
  domainCount: 2,
  setSha256: SHA256,
  confirmedRemovals: 0,
  segments: [
    { tier: 0, from: 0, to: 100, lengthBytes: 2048, sha256: SHA256 },
    { tier: 1, from: 100, to: 120, lengthBytes: 512, sha256: SHA256 },
  ],
  registerHeads: [{ writer: SHA256, sequence: 4, sha256: SHA256 }],
  guard: 'hold',
  panelOnly: [],
};

export const head: Target = {
  name: 'head',
  prepare: () => ({
    samples: [
      encodeHead(HEAD),
      encodeHead({ ...HEAD, canonical: {}, segments: [], registerHeads: [], contact: '', country: 'NL' }),
    ],
    tokens: [
      '"__proto__":',
      '{}',
      '[]',
      'null',
      '1e999',
      '-1',
      '0.5',
      '9007199254740993',
      '[[[[',
      '\\u0000',
    ].map(utf8),
    check,
  }),
};

function check(input: Bytes): boolean {
  const decoded = decodeHead(input);
  if (!decoded.ok) return false;
  const { head } = decoded;
  const again = decodeHead(encodeHead(head));
  // As text, in which a count of -0 is 0.
  ensure(again.ok && equalBytes(encodeHead(again.head), encodeHead(head)), 'what was read is read again');
  ensure(head.format === 1 && head.suite === 1, 'nothing newer passes as known');
  ensure(head.prefixBits >= 1 && head.prefixBits <= 32, 'the width is one that there is');
  ensure(GUARD_LEVELS.includes(head.guard), 'the guard is one that there is');
  ensure(head.country === undefined || /^[A-Z]{2}$/.test(head.country), 'a country has two letters');
  ensure(/^[0-9a-f]{64}$/.test(head.setSha256), 'the set has a hash');
  const counts = [head.operation, head.publication, head.publishedAt, head.entryCount, head.domainCount];
  ensure(
    counts.every(count => Number.isSafeInteger(count) && count >= 0),
    'counts are counts',
  );
  // They become part of an address.
  const safe = head.segments.every(({ from, to, sha256 }) => from < to && /^[0-9a-f]{64}$/.test(sha256));
  ensure(safe, 'a segment has a range and a hash');
  return true;
}
