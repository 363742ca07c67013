import { hex } from '@scure/base';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDigestSet } from '../../../utils/scheme/digest-set.ts';

const DIGEST = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map(bytes => new Uint8Array(bytes).fill(1, 15, 16));

it('a set of digests is a set', () => {
  fc.assert(
    fc.property(fc.array(DIGEST, { maxLength: 3000 }), fc.array(DIGEST), (added, asked) => {
      const set = createDigestSet();
      const model = new Set<string>();
      // What is told apart is the first half.
      const keyOf = (digest: Uint8Array) => hex.encode(digest.subarray(0, 16));
      for (const digest of [...added, ...added.slice(0, 5)]) {
        expect(set.add(digest)).toBe(!model.has(keyOf(digest)));
        model.add(keyOf(digest));
      }
      expect(set.size).toBe(model.size);
      for (const digest of [...added, ...asked]) expect(set.has(digest)).toBe(model.has(keyOf(digest)));
    }),
    { numRuns: 50 },
  );
});

it('digests that begin alike are told apart, also when the set grows', () => {
  const set = createDigestSet();
  const alike = Array.from({ length: 3000 }, (_, index) => {
    const digest = new Uint8Array(32).fill(9);
    new DataView(digest.buffer).setUint32(12, index);
    return digest;
  });
  for (const digest of alike) expect(set.add(digest)).toBe(true);
  for (const digest of alike) expect(set.add(digest)).toBe(false);
  expect(set.size).toBe(3000);
});
