import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { recover } from '../../cli/recover.ts';
import { replaceKit, replaceRootKey, replaceSealKey, replaceTimestampKey } from '../../cli/replacements.ts';
import { openSession } from '../../cli/session.ts';
import { killedEverywhere, listedFolder, rootKeys } from '../unit/cli/killed-everywhere.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

vi.mock('../../utils/publish/folder-store-node.ts', async original =>
  (await import('../unit/cli/killable-store.ts')).killable(
    await original<typeof import('../../utils/publish/folder-store-node.ts')>(),
  ),
);

let template: string;

beforeAll(async () => {
  template = await listedFolder();
});

afterAll(() => rm(template, { recursive: true }));

const FAST = { workFactor: 4 };

// The officer's is in test/unit/cli.
it.each([
  ['root', replaceRootKey],
  ['kit', replaceKit],
  ['timestamp', replaceTimestampKey],
] as const)(
  'killed before any write, lethe rotate %s can be published after, and run again',
  async (_kind, replace) => {
    const before = await rootKeys(template);
    await killedEverywhere(
      template,
      dir => replace({ dir, ...FAST }),
      {},
      async ({ dir }) => {
        const after = await rootKeys(dir);
        expect(after).toHaveLength(4);
        expect(after.filter(id => before.includes(id))).toHaveLength(3);
      },
    );
  },
);

it('killed before any write, lethe recover can be run again, where neither root key nor officer is left', async () => {
  const before = await rootKeys(template);
  await killedEverywhere(
    template,
    dir =>
      recover({
        dir,
        kit: join(dir, 'keys/recovery-kit.age'),
        repository: null,
        unpublished: 'take',
        ...FAST,
      }),
    { lost: ['root', 'officer'] },
    async ({ dir }) => {
      const after = await rootKeys(dir);
      expect(after).toHaveLength(4);
      expect(after.filter(id => before.includes(id))).toHaveLength(1);
    },
  );
});

it('killed before any write, lethe rotate seal leaves the old list or the new one, and makes one new key', async () => {
  await killedEverywhere(template, replaceSealKey, { sealChanges: true }, async ({ dir }) => {
    const { keys } = await openSession(dir);
    expect(keys).toMatchObject({ sealEpoch: 2, earlierSealKeys: [{ epoch: 1 }] });
  });
});
