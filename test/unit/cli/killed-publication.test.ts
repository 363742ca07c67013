import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openSession } from '../../../cli/session.ts';
import { nameOf, publishedHead } from '../../../utils/officer/publications.ts';
import { readPublications } from '../../../utils/register/publications.ts';
import { kill } from './killable-store.ts';
import { listedFolder } from './killed-everywhere.ts';
import { lethe, PASSPHRASE, succeed } from './lethe.ts';

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

/** Numbers of the publications that records tell of, and how many were recorded in vain; none may be missing. */
async function recordedIn(dir: string) {
  process.env.LETHE_PASSPHRASE = PASSPHRASE;
  const session = await openSession(dir);
  const head = await publishedHead(session);
  const read = await readPublications(session.register, head && nameOf(head));
  if (!read.ok) throw new Error(read.detail);
  const { published, abandoned, missing } = read.publications;
  expect(missing).toBeNull();
  expect(published.at(-1)?.record).toMatchObject({ publication: head?.head.publication, head: head?.sha256 });
  return { numbers: published.map(({ record }) => record.publication), abandoned: abandoned.length };
}

it('killed before any write, lethe publish leaves a record of what was published, and of nothing else', async () => {
  const abandoned: number[] = [];
  for (let write = 1; ; write++) {
    const dir = await mkdtemp(join(tmpdir(), 'lethe-killed-'));
    await cp(template, dir, { recursive: true });
    await succeed('add', 'bob@example.org', '--reference', 'R', '--basis', 'erasure', '--dir', dir);
    Object.assign(kill, { at: write, writes: 0 });
    const { code, err } = await lethe(['publish', '--dir', dir]);
    kill.at = Number.POSITIVE_INFINITY;
    if (code !== 0) expect(err).toContain('killed');
    const after = await recordedIn(dir);
    const listed = JSON.parse(await succeed('check', 'bob@example.org', '--json', '--dir', dir)).listed;
    expect(after.numbers).toEqual(listed ? [1, 2, 3] : [1, 2]);
    abandoned.push(after.abandoned);
    await succeed('publish', '--dir', dir);
    expect((await recordedIn(dir)).numbers).toEqual([1, 2, 3]);
    const { blocks } = JSON.parse(await succeed('check', 'bob@example.org', '--json', '--dir', dir));
    expect(blocks).toMatchObject([{ firstPublished: { publication: 3 }, maybeEarlier: false }]);
    await rm(dir, { recursive: true });
    if (code === 0) break;
  }
  // Some kill came between the record and the commit.
  expect(abandoned).toContain(1);
});
