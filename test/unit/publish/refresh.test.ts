import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createOrganisation } from '../../../utils/publish/create-organisation.ts';
import { publish } from '../../../utils/publish/publish.ts';
import { refresh } from '../../../utils/publish/refresh.ts';
import { createPublisher, DAY_MS, NOW, type Publisher } from './publisher.ts';

// Files are synced to the disk: slow where other tests run beside.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let publisher: Publisher;

beforeEach(async () => {
  publisher = await createPublisher();
  await publishAt(NOW);
});

afterEach(() => publisher.close());

async function publishAt(now: number): Promise<void> {
  const result = await publish({ ...publisher.publication, now });
  if (!result.ok) throw new Error(result.detail);
}

/** The officer's key may sign timestamps as the automation's may. */
function refreshAt(now: number, change: object = {}) {
  const { access, signer, lifetimes } = publisher.publication;
  return refresh({ access, signer, lifetimes, now, ...change });
}

it('a refresh confirms the list for another lifetime, and says until when', async () => {
  const now = NOW + DAY_MS;
  expect(await refreshAt(now)).toMatchObject({
    ok: true,
    versions: { root: 1, targets: 1, snapshot: 1, timestamp: 2 },
    expires: { timestamp: now + 14 * DAY_MS, targets: NOW + 35 * DAY_MS },
  });
  expect((await publisher.published()).head.publication).toBe(1);
});

it('a clock that went back confirms nothing, and once it is right again everything', async () => {
  expect(await refreshAt(NOW - 365 * DAY_MS)).toEqual({
    ok: false,
    problem: 'clock',
    detail: `The last list is of ${new Date(NOW).toISOString()}: set this machine's clock.`,
  });
  expect(await refreshAt(NOW - 60_000)).toMatchObject({ ok: true });
  expect(await refreshAt(NOW + DAY_MS)).toMatchObject({ ok: true, versions: { timestamp: 3 } });
});

it('a refresh is no way around an officer: where snapshot and targets ran out, it fails', async () => {
  expect(await refreshAt(NOW + 34 * DAY_MS)).toMatchObject({ ok: true });
  expect(await refreshAt(NOW + 35 * DAY_MS)).toMatchObject({
    ok: false,
    problem: 'expired',
    detail: expect.stringMatching(/targets\.json expired.*lethe publish/),
  });
  expect(await refreshAt(NOW + 730 * DAY_MS)).toMatchObject({
    problem: 'expired',
    detail: expect.stringContaining('lethe rotate root'),
  });
});

it('a folder that was rolled back is not confirmed', async () => {
  const old = await mkdtemp(join(tmpdir(), 'lethe-old-'));
  const folder = join(publisher.folder, 'public');
  await cp(folder, old, { recursive: true });
  await refreshAt(NOW + DAY_MS);
  await rm(folder, { recursive: true });
  await cp(old, folder, { recursive: true });
  expect(await refreshAt(NOW + 2 * DAY_MS)).toMatchObject({
    problem: 'repository',
    detail: expect.stringMatching(/timestamp\.json is version 1, seen before was 2/),
  });
  await rm(join(folder, 'metadata/timestamp.json'));
  expect(await refreshAt(NOW + 2 * DAY_MS)).toMatchObject({
    problem: 'repository',
    detail: expect.stringContaining('is missing'),
  });
  await rm(old, { recursive: true });
});

it('a folder whose newest root vanished is not confirmed', async () => {
  const { access } = publisher.publication;
  const bytes = new TextDecoder().decode(access.trustedRoot).replace('"version": 1', '"version": 2');
  await access.seen.save('root.json', new TextEncoder().encode(bytes));
  expect(await refreshAt(NOW + DAY_MS)).toMatchObject({
    problem: 'repository',
    detail: expect.stringMatching(/ends at 1\.root\.json, and root 2 was there before/),
  });
});

it('a list of which a file is missing or changed is not confirmed', async () => {
  const folder = join(publisher.folder, 'public');
  const [segment = ''] = await readdir(join(folder, 'segments'));
  await writeFile(join(folder, 'segments', segment), 'other');
  expect(await refreshAt(NOW + DAY_MS)).toMatchObject({
    problem: 'damaged',
    detail: expect.stringContaining(segment),
  });
  await rm(join(folder, 'targets'), { recursive: true });
  expect(await refreshAt(NOW + DAY_MS)).toMatchObject({
    problem: 'repository',
    detail: expect.stringMatching(/targets\/.* is missing/),
  });
});

it("a key that the root doesn't name confirms nothing", async () => {
  const { timestamp } = await createOrganisation(NOW);
  expect(await refreshAt(NOW + DAY_MS, { signer: timestamp.signingKey })).toMatchObject({
    problem: 'not-authorised',
  });
});

it('a publication in between is taken up, and the refresh repeated', async () => {
  const { access } = publisher.publication;
  let published = false;
  const store = {
    ...access.store,
    replaceIf: async (...args: Parameters<typeof access.store.replaceIf>) => {
      if (!published) {
        published = true;
        await publishAt(NOW + DAY_MS);
      }
      return access.store.replaceIf(...args);
    },
  };
  expect(await refreshAt(NOW + DAY_MS, { access: { ...access, store } })).toMatchObject({
    ok: true,
    versions: { timestamp: 3 },
  });
});
