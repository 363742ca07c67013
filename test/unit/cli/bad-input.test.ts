import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { replaceRootKey } from '../../../cli/replacements.ts';
import { addToAcme, eachWithAcme } from './acme-copies.ts';
import { followingClient } from './following-client.ts';
import { lethe, succeed } from './lethe.ts';

// What else can be wrong is in commands.test.ts, full-disk.test.ts and import.test.ts here, and in test/s3/failures.test.ts.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const DAY_MS = 86_400_000;
let dir: string;

eachWithAcme(copy => {
  dir = copy;
});

afterEach(() => {
  vi.useRealTimers();
});

async function objects(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'register'), { recursive: true });
  return names.filter(name => name.endsWith('.age')).sort();
}

it('an expired root: what to do is said, reps keep the list they have, and a new root lets it go on', async () => {
  const client = await followingClient(dir);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 731 * DAY_MS });
  expect(await lethe(['refresh', '--dir', dir])).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/^Error: Not confirmed\. Root 1 expired on .*: lethe rotate root\n$/),
  });
  await addToAcme('bob@example.org', dir);
  const published = await lethe(['publish', '--dir', dir]);
  expect(published).toMatchObject({
    code: 0,
    err: expect.stringMatching(/root expired .* lethe rotate root renews it/),
  });
  expect(await client.sync()).toMatchObject({ ok: false, problem: { code: 'expired' } });
  expect(await client.lists('ann@example.org')).toBe(true);
  expect(await client.lists('bob@example.org')).toBe(false);

  await replaceRootKey({ dir, workFactor: 4 });
  await succeed('publish', '--dir', dir);
  expect(await client.sync()).toEqual({ ok: true, changed: true });
  expect(await client.lists('bob@example.org')).toBe(true);
});

it('a chain that another was mixed into: names the object, and nothing is published or recorded until it is mended', async () => {
  const other = await mkdtemp(join(tmpdir(), 'lethe-bad-'));
  await cp(dir, other, { recursive: true });
  await addToAcme('bob@example.org', dir);
  await addToAcme('cas@example.org', other);
  const last = (await objects(dir)).at(-1) ?? '';
  expect(await objects(other)).toContain(last);
  const whole = join(other, 'whole.age');
  await cp(join(dir, 'register', last), whole);
  const timestamp = await readFile(join(dir, 'public/metadata/timestamp.json'));

  await cp(join(other, 'register', last), join(dir, 'register', last));
  for (const words of [
    ['publish'],
    ['add', 'dot@example.org', '--reference', 'R', '--basis', 'erasure'],
    ['status'],
  ]) {
    expect(await lethe([...words, '--dir', dir])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining(`register/${last} isn't the object that was seen there before`),
    });
  }
  expect(await readFile(join(dir, 'public/metadata/timestamp.json'))).toEqual(timestamp);
  expect(await objects(dir)).toHaveLength(3);

  await cp(whole, join(dir, 'register', last));
  await succeed('publish', '--dir', dir);
  expect(JSON.parse(await succeed('check', 'bob@example.org', '--json', '--dir', dir))).toMatchObject({
    listed: true,
  });
  await rm(other, { recursive: true });
});

it('an address that seems cut off is recorded with a word about it, and a whole one without', async () => {
  const ground = ['--reference', 'DPO-2', '--basis', 'erasure', '--dir', dir];
  const cut = await lethe(['add', 'cas@example.org', 'dot@example', ...ground]);
  expect(cut).toMatchObject({ code: 0, out: expect.stringContaining('2 recorded') });
  expect(cut.err).toBe('Warning: address 2 has no dot behind its @: is it whole?\n');
});

it('a folder without an address for reps: the probe says where it is named', async () => {
  const file = join(dir, 'lethe.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), repository: null }));
  expect(await lethe(['probe', '--dir', dir])).toMatchObject({
    code: 1,
    err: expect.stringContaining('"repository" in lethe.json'),
  });
});
