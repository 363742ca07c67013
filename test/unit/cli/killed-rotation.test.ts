import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { replaceOfficerKey } from '../../../cli/replacements.ts';
import { killedEverywhere, listedFolder, rootKeys } from './killed-everywhere.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

vi.mock('../../../utils/publish/folder-store-node.ts', async original =>
  (await import('./killable-store.ts')).killable(
    await original<typeof import('../../../utils/publish/folder-store-node.ts')>(),
  ),
);

let template: string;

beforeAll(async () => {
  template = await listedFolder();
});

afterAll(() => rm(template, { recursive: true }));

it('killed before any write, lethe rotate officer leaves a list that can be published to, and finishes when run again', async () => {
  const before = await rootKeys(template);
  const writes = await killedEverywhere(
    template,
    dir => replaceOfficerKey({ dir, unpublished: 'take', workFactor: 4 }),
    {},
    async ({ dir }) => {
      const after = await rootKeys(dir);
      // Root, kit and timestamp stay; of officers there is one, and another one.
      expect(after).toHaveLength(4);
      expect(after.filter(id => before.includes(id))).toHaveLength(3);
      expect(await readdir(join(dir, 'keys/new'))).toEqual([]);
    },
  );
  expect(writes).toBeGreaterThan(10);
});
