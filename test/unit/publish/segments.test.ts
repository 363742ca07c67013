import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hashOfSet } from '../../../utils/blocklist/blocklist.ts';
import { publish } from '../../../utils/publish/publish.ts';
import type { PublishedList } from '../../../utils/publish/repository.ts';
import type { Block } from '../../../utils/register/block.ts';
import { listOf } from '../../../utils/sync/apply-segments.ts';
import { blocksOf, createPublisher, type Publisher } from './publisher.ts';

// Files are synced to the disk and keys derived: slow where other tests run beside.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let publisher: Publisher;

beforeEach(async () => {
  publisher = await createPublisher();
});

afterEach(() => publisher.close());

/** What a client at an earlier list makes of the latest head, and which files it asks for. */
async function caughtUp(from: PublishedList, latest: PublishedList) {
  const { access } = publisher.publication;
  const asked: string[] = [];
  const fetch = async (url: string) => {
    const path = new URL(url).pathname.slice(1);
    asked.push(path);
    return new Response((await access.store.get(path))?.bytes ?? null, { status: 200 });
  };
  const enrolment = { ...access, repository: 'https://lists.acme.example/' };
  const before = { blocklist: from.list, operation: from.head.operation };
  return { list: await listOf(latest.head, before, { enrolment, fetch }), asked };
}

it('every client, however long it was away, arrives at the same list; a live one downloads one step', async () => {
  const history: PublishedList[] = [];
  let blocks: Block[] = blocksOf(20);
  for (let round = 0; round < 20; round++) {
    blocks = [
      ...blocks.slice(round % 3),
      ...blocksOf(1 + (round % 4)),
      ...blocksOf(round % 2, 'marketing', 'domain'),
    ];
    const [first, ...rest] = blocks;
    // A change of scope is a touch as well.
    if (first) blocks = [{ ...first, scope: round % 2 ? 'all' : 'marketing' }, ...rest];
    publisher.setBlocks(blocks);
    const result = await publish(publisher.publication);
    expect(result).toMatchObject({ ok: true, outcome: 'published' });
    history.push(await publisher.published());
  }
  const latest = history.at(-1);
  if (!latest) throw new Error('published');
  const wanted = await hashOfSet(latest.list);
  for (const [index, before] of history.entries()) {
    const { list, asked } = await caughtUp(before, latest);
    expect(list.ok && (await hashOfSet(list.value)), `from publication ${index + 1}`).toEqual(wanted);
    if (before.list.prefixBits === latest.list.prefixBits) expect(asked.length).toBeLessThanOrEqual(9);
  }
  const previous = history.at(-2);
  if (!previous) throw new Error('published');
  const step = latest.head.segments.at(-1);
  expect(step).toMatchObject({ from: previous.head.operation, to: latest.head.operation });
  expect((await caughtUp(previous, latest)).asked).toEqual([`segments/${step?.sha256}.bin`]);
});

it('a head names one base and at most eight steps, whose weight stays below the base', async () => {
  let blocks = blocksOf(5);
  for (let round = 0; round < 24; round++) {
    blocks = [...blocks, ...blocksOf(2)];
    publisher.setBlocks(blocks);
    await publish(publisher.publication);
    const { head } = await publisher.published();
    const bases = head.segments.filter(({ from }) => from === 0);
    const [base] = bases;
    const since = head.segments.filter(({ from }) => from >= (base?.to ?? 0));
    expect(bases).toHaveLength(1);
    expect(head.segments.length).toBeLessThanOrEqual(9);
    expect(since.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0)).toBeLessThanOrEqual(
      base?.lengthBytes ?? 0,
    );
  }
});
