import { base64 } from '@scure/base';
import { describe, expect, test } from 'vitest';
import { fuzz } from '../fuzz/fuzz.ts';
import { seededRandom } from '../fuzz/random.ts';
import { targets } from '../fuzz/targets.ts';

/** `npm run fuzz` reads a million of each. */
const RUNS = 1000;
/** The same inputs in every run, so that a failure here is the change's. */
const SEED = 20261123;

describe('whatever the input', () => {
  test.each(targets)(
    '$name gives a result, and a true one',
    async target => {
      const { failure, inputs } = await fuzz(target, RUNS, SEED);
      expect(failure && `${failure.reason}\n${base64.encode(failure.input)}`).toBeUndefined();
      expect(inputs).toBe(RUNS);
    },
    60_000,
  );
});

describe('fuzzing itself', () => {
  const samples = [new Uint8Array([1, 2, 3])] as const;
  const boom = () => {
    throw new Error('boom');
  };

  test.each([
    ['throws', (input: Uint8Array) => input.length === 3 || boom(), 'boom'],
    [
      'takes memory',
      (input: Uint8Array) => new Uint8Array(input.length === 3 ? 0 : 2 ** 27).length >= 0,
      'memory',
    ],
    ['refuses a sound input', () => false, 'refused'],
  ])('notices what %s', async (_, check, reason) => {
    const report = await fuzz({ name: 'demo', prepare: () => ({ samples, check }) }, 1000, 1);
    expect(report.failure?.reason).toContain(reason);
  });

  test('gives the same inputs for the same seed, others for another name', () => {
    const bytes = (seed: number, name: string) => base64.encode(seededRandom(seed, name).bytes(12));
    expect(bytes(5, 'head')).toBe(bytes(5, 'head'));
    expect(bytes(5, 'head')).not.toBe(bytes(6, 'head'));
    expect(bytes(5, 'head')).not.toBe(bytes(5, 'segment'));
  });
});
