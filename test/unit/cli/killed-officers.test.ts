import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { holdKeys } from '../../../cli/rotation.ts';
import { type JoinRequest, readJoin } from '../../../utils/officer/join-request.ts';
import { admitOfficer, removeOfficer } from '../../../utils/officer/officers.ts';
import { killedEverywhere, listedFolder, rootKeys } from './killed-everywhere.ts';
import { admitted, type Joined, joinedTo, places } from './second-officer.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

vi.mock('../../../utils/publish/folder-store-node.ts', async original =>
  (await import('./killable-store.ts')).killable(
    await original<typeof import('../../../utils/publish/folder-store-node.ts')>(),
  ),
);

const { fresh, removeAll } = places();
let template: string;
let joined: Joined;
let request: JoinRequest;

beforeAll(async () => {
  template = await listedFolder();
  joined = await joinedTo(template, await fresh());
  const read = await readJoin(await readFile(joined.requestFile, 'utf8'));
  if (!read.ok) throw new Error(read.said.english);
  request = read.request;
});

afterAll(async () => {
  await removeAll();
  await rm(template, { recursive: true });
});

it('killed before any write, an admission leaves a list that can be published to, and is finished when run again', async () => {
  const writes = await killedEverywhere(
    template,
    async dir => admitOfficer(await holdKeys({ dir }, true), request),
    {},
    async ({ dir }) => {
      const keys = await rootKeys(dir);
      expect(keys).toHaveLength(5);
      expect(keys).toContain(request.key.keyId);
    },
  );
  expect(writes).toBe(3);
});

it('killed before any write, a removal does so too', async () => {
  await admitted(template, joined);
  const { keyId } = request.key;
  const writes = await killedEverywhere(
    template,
    async dir =>
      removeOfficer(await holdKeys({ dir, rootKey: join(dir, 'keys/root.age') }, true), keyId, undefined),
    {},
    async ({ dir }) => {
      const keys = await rootKeys(dir);
      expect(keys).toHaveLength(4);
      expect(keys).not.toContain(keyId);
    },
  );
  expect(writes).toBeGreaterThan(4);
});
