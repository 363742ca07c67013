import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { TOP_LEVEL_ROLES } from '../../../utils/tuf/metadata.ts';
import { parseMetadata } from '../../../utils/tuf/parse-metadata.ts';
import { buildRoot, generateSigningKey, type SigningKey, signMetadata } from '../../../utils/tuf/signer.ts';
import { openTrustedSet, updateRoot } from '../../../utils/tuf/trusted-set.ts';
import { DAY, DemoRepository, START } from './demo-repository.ts';

/** Who may sign a root, how many must, and who did. */
interface RootCase {
  readonly holders: readonly number[];
  readonly threshold: number;
  readonly signers: readonly number[];
}

const OFFICERS = 6;
const some = fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1 });
const rootCase = some.chain(holders =>
  fc.record({
    holders: fc.constant(holders),
    threshold: fc.integer({ min: 1, max: holders.length }),
    signers: fc.subarray([0, 1, 2, 3, 4, 5]),
  }),
);

async function rootFile(version: number, { holders, threshold, signers }: RootCase, officers: SigningKey[]) {
  const chosen = (numbers: readonly number[]) => officers.filter((_, number) => numbers.includes(number));
  const role = { keys: chosen(holders).map(({ key }) => key), threshold };
  const roles = { root: role, timestamp: role, snapshot: role, targets: role };
  return signMetadata(buildRoot({ version, expires: START + DAY }, roles), chosen(signers));
}

function suffices(root: RootCase, signers: readonly number[]): boolean {
  return signers.filter(signer => root.holders.includes(signer)).length >= root.threshold;
}

describe('a root’s succession', () => {
  test('holds exactly where enough of the old and enough of the new officers signed', async () => {
    const officers = await Promise.all(Array.from({ length: OFFICERS }, generateSigningKey));
    await fc.assert(
      fc.asyncProperty(rootCase, rootCase, async (before, after) => {
        const first = { ...before, signers: before.holders };
        const set = await openTrustedSet(await rootFile(1, first, officers), START);
        if (!set.ok) throw new Error(set.problem.detail);
        const next = await updateRoot(set.value, await rootFile(2, after, officers));
        expect(next.ok).toBe(suffices(before, after.signers) && suffices(after, after.signers));
      }),
      { numRuns: 60 },
    );
  });

  test('is never one to the same, a skipped or an older version', async () => {
    const officers = [await generateSigningKey()];
    const only = { holders: [0], threshold: 1, signers: [0] };
    const set = await openTrustedSet(await rootFile(5, only, officers), START);
    if (!set.ok) throw new Error(set.problem.detail);
    for (const version of [1, 4, 5, 7]) {
      expect(await updateRoot(set.value, await rootFile(version, only, officers))).toMatchObject({
        ok: false,
        problem: { code: 'rollback' },
      });
    }
    expect(await updateRoot(set.value, await rootFile(6, only, officers))).toMatchObject({ ok: true });
  });
});

describe('reading metadata', () => {
  test('gives a result for whatever bytes, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.constantFrom(...TOP_LEVEL_ROLES), async (bytes, role) => {
        expect(await parseMetadata(new Uint8Array(bytes), role, 'file')).toMatchObject({ ok: false });
      }),
    );
  });

  test('gives a result for whatever stands in place of any field', async () => {
    const repository = await DemoRepository.create();
    const texts = [...repository.files]
      .filter(([path]) => path.endsWith('.json'))
      .map(([path, bytes]) => ({
        role: TOP_LEVEL_ROLES.find(name => path.includes(name)) ?? 'root',
        text: new TextDecoder().decode(bytes),
      }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...texts),
        fc.nat(200),
        fc.json({ maxDepth: 2 }),
        async ({ role, text }, at, value) => {
          // The at-th value of the file, whatever it is, becomes another one.
          let seen = 0;
          const changed = text.replace(/: ("[^"]*"|\d+|true)/g, found =>
            seen++ === at ? `: ${value}` : found,
          );
          const parsed = await parseMetadata(utf8(changed), role, 'file');
          if (!parsed.ok) expect(parsed.problem.detail).toMatch(/^file/);
        },
      ),
      { numRuns: 300 },
    );
  });
});
