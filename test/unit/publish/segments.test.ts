import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Head } from '../../../utils/blocklist/head.ts';
import { publish } from '../../../utils/publish/publish.ts';
import { type SweepRecord, sweep, type UnreferencedSince } from '../../../utils/publish/sweep.ts';
import type { Block } from '../../../utils/register/block.ts';
import { runListModel } from './list-model.ts';
import { memoryStore } from './memory-store.ts';
import { blocksOf, createPublisher, DAY_MS, NOW, type Publisher, publishedIn } from './publisher.ts';

// Keys are derived for each file: slow where other tests run beside.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let publisher: Publisher;

beforeEach(async () => {
  publisher = await createPublisher();
});

afterEach(() => publisher.close());

it('random publications and clients agree with a plain list of who is blocked', async () => {
  const met = await runListModel(20261123, 50);
  expect(met.syncs).toBeGreaterThan(100);
  expect(met.highestTier).toBeGreaterThan(1);
  expect(met.widthSteps).toBeGreaterThan(0);
  expect(met.newSealKeys).toBeGreaterThan(0);
  expect(met.swept).toBeGreaterThan(0);
});

/** Publications of one new person each, in memory; the head after each. */
async function publishing(count: number, first: number): Promise<Head[]> {
  const { publication } = publisher;
  const store = memoryStore();
  await store.putNew('metadata/1.root.json', publication.access.trustedRoot);
  const access = { ...publication.access, store };
  const heads: Head[] = [];
  let blocks: Block[] = blocksOf(first);
  for (let round = 0; round < count; round += 1) {
    publisher.setBlocks(blocks);
    await publish({ ...publication, access });
    heads.push((await publishedIn(access)).head);
    blocks = [...blocks, ...blocksOf(1)];
  }
  return heads;
}

it('eight segments of a tier make one of the next, and the newest eight of each are kept', async () => {
  const heads = await publishing(1 + 64 + 9, 1100);
  const ofTier = (head: Head | undefined, tier: number) =>
    (head?.segments ?? []).filter(segment => segment.tier === tier).map(({ from, to }) => to - from);
  expect(ofTier(heads[8], 1)).toEqual(Array(8).fill(1));
  expect(ofTier(heads[7], 2)).toEqual([]);
  expect(ofTier(heads[8], 2)).toEqual([8]);
  expect(ofTier(heads[64], 3)).toEqual([64]);
  const last = heads.at(-1);
  expect(ofTier(last, 1)).toEqual(Array(8).fill(1));
  expect(ofTier(last, 2)).toEqual(Array(8).fill(8));
  expect(ofTier(last, 3)).toEqual([64]);
  // Each follows the one before, up to the present in the first tier.
  for (const tier of [1, 2]) {
    const segments = last?.segments.filter(segment => segment.tier === tier) ?? [];
    expect(segments.slice(1).map(({ from }) => from)).toEqual(segments.slice(0, -1).map(({ to }) => to));
  }
  expect(last?.segments.findLast(({ tier }) => tier === 1)?.to).toBe(last?.operation);
  expect(last?.segments.filter(({ tier }) => tier === 0)).toHaveLength(1);
});

it('a segment that the store lost is made up for by a new base', async () => {
  publisher.setBlocks(blocksOf(300));
  await publish(publisher.publication);
  const { store } = publisher.publication.access;
  let blocks: Block[] = [];
  for (let round = 0; round < 9; round += 1) {
    const published = round === 0 ? undefined : await publisher.published();
    const lost = published?.head.segments.find(({ tier }) => tier === 1);
    if (lost) await store.remove(`segments/${lost.sha256}.bin`);
    blocks = [...blocks, ...blocksOf(1)];
    publisher.setBlocks(blocks);
    await publish({ ...publisher.publication, removalConfirmed: true });
  }
  const { head } = await publisher.published();
  for (const { tier, sha256 } of head.segments) {
    expect(await store.get(`segments/${sha256}.bin`), `tier ${tier}`).toBeDefined();
  }
});

it('a new seal key seals everything anew, also where nothing else changed', async () => {
  publisher.setBlocks(blocksOf(3));
  await publish(publisher.publication);
  const before = await publisher.published();
  const { access } = publisher.publication;
  const renewed = {
    ...access,
    sealKey: await crypto.subtle.importKey('raw', new Uint8Array(32).fill(9), 'HKDF', false, ['deriveKey']),
    sealEpoch: 2,
    earlierSealKeys: [{ epoch: 1, key: access.sealKey }],
  };
  expect(await publish({ ...publisher.publication, access: renewed })).toMatchObject({
    outcome: 'published',
    touched: 0,
  });
  const after = await publishedIn({ ...renewed, earlierSealKeys: [] });
  expect(after.sealEpoch).toBe(2);
  expect(after.list).toEqual(before.list);
  expect(after.head.segments).toHaveLength(1);
  // Once is enough.
  expect(await publish({ ...publisher.publication, access: renewed })).toMatchObject({
    outcome: 'confirmed',
  });
});

describe('a sweep', () => {
  const { record, since } = remembered();

  function remembered(): { record: SweepRecord; since(): UnreferencedSince } {
    let kept: UnreferencedSince = {};
    return {
      record: {
        load: async () => kept,
        save: async next => {
          kept = next;
        },
      },
      since: () => kept,
    };
  }

  it('deletes what nothing referred to for 30 days, and nothing else', async () => {
    const { access } = publisher.publication;
    const { store } = access;
    for (let round = 0; round < 3; round += 1) {
      publisher.setBlocks(blocksOf(round + 1));
      await publish(publisher.publication);
    }
    await store.putNew('metadata/notes.json', new Uint8Array([1]));
    await store.putNew('segments/readme.txt', new Uint8Array([1]));
    const all = await everything();
    expect(await sweep(access, record, NOW)).toEqual({ ok: true, removed: [] });
    expect(Object.keys(since()).length).toBeGreaterThan(4);
    expect(await sweep(access, record, NOW + 30 * DAY_MS - 1)).toEqual({ ok: true, removed: [] });
    expect(await everything()).toEqual(all);
    const swept = await sweep(access, record, NOW + 30 * DAY_MS);
    const left = await everything();
    expect(swept).toEqual({ ok: true, removed: all.filter(path => !left.includes(path)) });
    expect(left.filter(path => path.startsWith('metadata/')).sort()).toEqual([
      'metadata/1.root.json',
      'metadata/3.snapshot.json',
      'metadata/3.targets.json',
      'metadata/notes.json',
      'metadata/timestamp.json',
    ]);
    expect(left).toContain('segments/readme.txt');
    const { head, path } = await publisher.published();
    expect(left).toEqual(
      expect.arrayContaining([path, ...head.segments.map(({ sha256 }) => `segments/${sha256}.bin`)]),
    );
    expect(since()).toEqual({});
    publisher.setBlocks(blocksOf(9));
    expect(await publish(publisher.publication)).toMatchObject({ ok: true });

    async function everything(): Promise<string[]> {
      const folders = ['metadata/', 'targets/', 'segments/'];
      return (await Promise.all(folders.map(folder => store.list(folder)))).flat();
    }
  });

  it('of a repository that cannot be verified deletes nothing', async () => {
    const { access } = publisher.publication;
    publisher.setBlocks(blocksOf(1));
    await publish(publisher.publication);
    const { path } = await publisher.published();
    await access.store.remove(path);
    expect(await sweep(access, record, NOW + 90 * DAY_MS)).toMatchObject({
      ok: false,
      problem: 'repository',
    });
  });
});
