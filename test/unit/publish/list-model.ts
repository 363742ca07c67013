import { expect } from 'vitest';
import { type Blocklist, hashOfSet } from '../../../utils/blocklist/blocklist.ts';
import type { Head } from '../../../utils/blocklist/head.ts';
import { createListIndex } from '../../../utils/blocklist/list-index.ts';
import { importSealKey } from '../../../utils/blocklist/seal.ts';
import { allowedRemovals, countRemoved } from '../../../utils/blocklist/shrink-rule.ts';
import type { Scope } from '../../../utils/lookup/verdict.ts';
import { type Publication, publish } from '../../../utils/publish/publish.ts';
import type { PublishedList } from '../../../utils/publish/repository.ts';
import { type SweepRecord, sweep, type UnreferencedSince } from '../../../utils/publish/sweep.ts';
import type { Block } from '../../../utils/register/block.ts';
import { domainPairOf, prefixOf } from '../../../utils/scheme/digest.ts';
import { listOf } from '../../../utils/sync/apply-segments.ts';
import { planSegments } from '../../../utils/sync/segment-plan.ts';
import { type Random, seededRandom } from '../../fuzz/random.ts';
import { memoryStore } from './memory-store.ts';
import { blocksOf, createPublisher, DAY_MS, NOW, type Publisher, publishedIn } from './publisher.ts';

/** What came up in a run: a test that met none of a kind proves nothing of it. */
export interface Met {
  publications: number;
  syncs: number;
  /** Most files that a client fetched at once for a list at its own prefix width. */
  mostFiles: number;
  highestTier: number;
  widthSteps: number;
  newSealKeys: number;
  swept: number;
  removalsConfirmed: number;
}

interface Client {
  list: PublishedList;
}

/** The truth: who is blocked, as plain objects. */
interface Model {
  blocks: Block[];
  lifted: Block[];
}

/**
 * Random blocks, lifts, changes of scope, publications, new seal keys, sweeps, and clients that come back whenever
 * they like, against a plain list of who is blocked.
 */
export async function runListModel(seed: number, publications: number): Promise<Met> {
  const random = seededRandom(seed, 'list-model');
  const publisher = await createPublisher();
  const met: Met = {
    publications: 0,
    syncs: 0,
    mostFiles: 0,
    highestTier: 0,
    widthSteps: 0,
    newSealKeys: 0,
    swept: 0,
    removalsConfirmed: 0,
  };
  try {
    let publication = await inMemory(publisher);
    const record = sweepRecord();
    const model: Model = { blocks: [], lifted: [] };
    const clients: Client[] = [];
    let latest: PublishedList | undefined;
    for (let round = 0; round < publications; round += 1) {
      change(model, random);
      publisher.setBlocks(model.blocks);
      if (random.oneIn(40)) {
        publication = await withNewSealKey(publication);
        met.newSealKeys += 1;
      }
      publication = { ...publication, now: publication.now + random.below(3 * DAY_MS) };
      await publishAll(publication, met);
      const before = latest;
      latest = await publishedIn(publication.access);
      expectModel(latest.list, model);
      met.publications += 1;
      met.highestTier = Math.max(met.highestTier, ...latest.head.segments.map(({ tier }) => tier));
      if (before && before.head.prefixBits < latest.head.prefixBits) met.widthSteps += 1;
      clients.push({ list: latest });
      for (const client of clients) if (random.oneIn(12)) await sync(client, latest, publication, met);
      if (random.oneIn(5)) {
        const swept = await sweep(publication.access, record, publication.now);
        if (!swept.ok) throw new Error(swept.detail);
        met.swept += swept.removed.length;
      }
    }
    if (latest) for (const client of clients) await sync(client, latest, publication, met);
    return met;
  } finally {
    await publisher.close();
  }
}

async function inMemory({ publication }: Publisher): Promise<Publication> {
  const store = memoryStore();
  await store.putNew('metadata/1.root.json', publication.access.trustedRoot);
  // Valid for longer than the run: expiry is not what is looked at here.
  const lifetimes = { timestamp: 3000 * DAY_MS, snapshot: 3000 * DAY_MS, targets: 3000 * DAY_MS };
  return { ...publication, access: { ...publication.access, store }, lifetimes, now: NOW };
}

async function withNewSealKey(publication: Publication): Promise<Publication> {
  const { access } = publication;
  const { sealKey, sealEpoch, earlierSealKeys } = access;
  return {
    ...publication,
    access: {
      ...access,
      sealKey: await importSealKey(crypto.getRandomValues(new Uint8Array(32))),
      sealEpoch: sealEpoch + 1,
      earlierSealKeys: [...earlierSealKeys, { epoch: sealEpoch, key: sealKey }],
    },
  };
}

/** Mostly a few people; now and then nobody, an import, or many lifts at once. */
function change(model: Model, random: Random): void {
  if (random.oneIn(8)) return;
  const added = random.oneIn(15) ? 200 + random.below(500) : random.below(12);
  const scope: Scope = random.oneIn(3) ? 'marketing' : 'all';
  model.blocks.push(...blocksOf(added, scope), ...blocksOf(random.oneIn(4) ? 1 : 0, scope, 'domain'));
  const lifts = random.oneIn(25) ? random.below(150) : random.below(4);
  for (let lift = 0; lift < lifts && model.blocks.length > 0; lift += 1) {
    model.lifted.push(...model.blocks.splice(random.below(model.blocks.length), 1));
  }
  // Who objects again after a lift, and a second block on the same person with another scope.
  if (random.oneIn(2)) model.blocks.push(...model.lifted.splice(0, random.below(3)));
  const again = model.blocks[random.below(Math.max(1, model.blocks.length))];
  if (again && random.oneIn(3)) {
    const other = again.scope === 'all' ? 'marketing' : 'all';
    model.blocks.push({
      ...again,
      id: `${again.id.slice(0, 24)}${String(random.below(1e8)).padStart(8, '0')}`,
      scope: other,
    });
  }
  const changed = random.below(Math.max(1, model.blocks.length));
  const block = model.blocks[changed];
  if (block && random.oneIn(3))
    model.blocks[changed] = { ...block, scope: block.scope === 'all' ? 'marketing' : 'all' };
}

async function publishAll(publication: Publication, met: Met): Promise<void> {
  const result = await publish(publication);
  if (result.ok) return;
  expect(result).toMatchObject({ problem: 'removal' });
  met.removalsConfirmed += 1;
  expect(await publish({ ...publication, removalConfirmed: true })).toMatchObject({ ok: true });
}

/** Exactly the blocks are in the list, with the widest scope of each, besides canary and decoys. */
function expectModel(list: Blocklist, { blocks, lifted }: Model): void {
  const index = createListIndex(list);
  const widest = new Map<string, Scope>();
  for (const block of blocks) {
    const key = keyOf(block, list.prefixBits);
    if (widest.get(key) !== 'all') widest.set(key, block.scope);
  }
  const find = (block: Block) => {
    const { digest, tag } = formOf(block);
    const { high, low } = domainPairOf(digest);
    return tag === null ? index.findDomain(high, low) : index.find(prefixOf(digest, list.prefixBits), tag);
  };
  for (const block of blocks) expect(find(block)).toBe(widest.get(keyOf(block, list.prefixBits)));
  for (const block of lifted) {
    if (!widest.has(keyOf(block, list.prefixBits))) expect(find(block)).toBe(null);
  }
  const domains = [...widest.keys()].filter(key => key.startsWith('domain')).length;
  expect(list.domains.prefixes.length).toBe(domains);
  const others = list.entries.prefixes.length - (widest.size - domains);
  expect(others, 'canary and decoys').toBeGreaterThanOrEqual(257);
  expect(others, 'canary and decoys').toBeLessThanOrEqual(767);
}

function keyOf(block: Block, prefixBits: number): string {
  const { digest, tag } = formOf(block);
  const { high, low } = domainPairOf(digest);
  return tag === null ? `domain ${high} ${low}` : `${prefixOf(digest, prefixBits)} ${tag}`;
}

function formOf({ forms }: Block): Block['forms'][number] {
  const [form] = forms;
  if (!form) throw new Error('a block has a form');
  return form;
}

/** A client takes the latest list from wherever it stands, with the present key. */
async function sync(client: Client, latest: PublishedList, { access }: Publication, met: Met): Promise<void> {
  let files = 0;
  const fetch = async (url: string) => {
    files += 1;
    const stored = await access.store.get(new URL(url).pathname.slice(1));
    return new Response(stored?.bytes ?? null, { status: stored ? 200 : 404 });
  };
  const before = client.list;
  const enrolment = { ...access, repository: 'https://lists.acme.example/' };
  const list = await listOf(
    latest.head,
    { blocklist: before.list, operation: before.head.operation },
    { enrolment, fetch },
  );
  if (!list.ok) throw new Error(`${list.problem.code}: ${list.problem.detail}`);
  expect(await hashOfSet(list.value)).toEqual(await hashOfSet(latest.list));
  expect(countRemoved(before.list, list.value)).toBeLessThanOrEqual(
    allowedRemovals(before.head, latest.head),
  );
  expectFewFiles(files, before.head, latest.head);
  met.syncs += 1;
  met.mostFiles = Math.max(met.mostFiles, files);
  client.list = latest;
}

/** No more files than planned: nobody had to fall back to the base because something else came out than was said. */
function expectFewFiles(files: number, before: Head, latest: Head): void {
  const from = before.prefixBits === latest.prefixBits ? before.operation : 0;
  expect(files).toBe(planSegments(latest.segments, from, latest.operation)?.length);
  const tiers = Math.max(...latest.segments.map(({ tier }) => tier));
  expect(files).toBeLessThanOrEqual(1 + 8 * tiers);
}

function sweepRecord(): SweepRecord {
  let since: UnreferencedSince = {};
  return {
    load: async () => since,
    save: async next => {
      since = next;
    },
  };
}
