import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Publication, publish } from '../../../utils/publish/publish.ts';
import type { NewPublication } from '../../../utils/register/publication-record.ts';
import type { PublicationName } from '../../../utils/register/publications.ts';
import { blocksOf, createPublisher, DAY_MS, NOW, type Publisher } from './publisher.ts';

// Files are synced to the disk and keys derived: slow where other tests run beside.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let publisher: Publisher;
let recorded: { readonly made: NewPublication; readonly replaced: PublicationName | undefined }[];

beforeEach(async () => {
  publisher = await createPublisher();
  recorded = [];
});

afterEach(() => publisher.close());

function recording(change: Partial<Publication> = {}): Publication {
  const record: Publication['record'] = async (made, replaced) => void recorded.push({ made, replaced });
  return { ...publisher.publication, record, ...change };
}

it('a publication is recorded with what it holds and what it takes the place of', async () => {
  await publish(recording());
  publisher.setBlocks(blocksOf(2));
  await publish(recording({ now: NOW + DAY_MS }));
  const { head, sha256 } = await publisher.published();
  const [first, second] = recorded;
  expect(recorded).toHaveLength(2);
  expect(first).toMatchObject({ made: { publication: 1 }, replaced: undefined });
  expect(second).toEqual({
    made: {
      publication: 2,
      operation: head.operation,
      publishedAt: NOW + DAY_MS,
      head: sha256,
      registerHeads: head.registerHeads,
      entries: head.entryCount,
      domains: 0,
      removed: 0,
    },
    replaced: { publication: 1, head: first?.made.head },
  });
});

it('what only confirms the list is no publication', async () => {
  await publish(recording());
  await publish(recording({ now: NOW + DAY_MS }));
  expect(recorded).toHaveLength(1);
});

it("a publication that can't be recorded isn't made", async () => {
  await publish(recording());
  const before = (await publisher.published()).head;
  publisher.setBlocks(blocksOf(1));
  const record = () => Promise.reject(new Error('disk full'));
  await expect(publish(recording({ record }))).rejects.toThrow('disk full');
  expect((await publisher.published()).head).toEqual(before);
});

it('of two that publish at once each is recorded, and who was slower takes the place of the other', async () => {
  await publish(recording());
  publisher.setBlocks(blocksOf(1));
  let wasFaster: Promise<unknown> | undefined;
  const { record } = recording();
  const slow: Publication['record'] = async (made, replaced) => {
    await record(made, replaced);
    if (wasFaster) return;
    publisher.setBlocks(blocksOf(2));
    wasFaster = publish(recording());
    await wasFaster;
  };
  expect(await publish(recording({ record: slow }))).toMatchObject({ ok: true });
  const [first, abandoned, faster, after] = recorded;
  expect(abandoned?.replaced?.head).toBe(first?.made.head);
  expect(faster?.replaced?.head).toBe(first?.made.head);
  // Nothing new was left for the slower one but what the faster had taken in.
  if (after) expect(after.replaced?.head).toBe(faster?.made.head);
  expect((await publisher.published()).sha256).toBe(recorded.at(-1)?.made.head);
});
