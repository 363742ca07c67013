import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { followingClient } from './following-client.ts';
import { acmeFolder, lethe, succeed } from './lethe.ts';
import { ONLY_ROOT, type SmallDisk, smallDisk } from './small-disk.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let disk: SmallDisk | undefined;

beforeAll(async () => {
  disk = await smallDisk(2);
});

afterAll(() => disk?.remove());

it('on a full disk nothing is lost: what to do is said, and afterwards it is done', async context => {
  if (!disk) return context.skip(ONLY_ROOT);
  const dir = join(disk.folder, 'acme');
  await acmeFolder(dir);
  const add = (address: string) => ['add', address, '--reference', 'R', '--basis', 'erasure', '--dir', dir];
  await succeed(...add('ann@example.org'));
  await succeed('publish', '--dir', dir);
  const client = await followingClient(dir);

  let filling = await disk.fill();
  for (const words of [add('bob@example.org'), ['publish', '--dir', dir]]) {
    const { code, err } = await lethe(words);
    expect(code).toBe(1);
    expect(err).toMatch(/^Error: There is no room left to write .* Make room, then run this again\.\n$/);
  }
  expect(await client.sync()).toMatchObject({ ok: true });
  expect(await client.lists('ann@example.org')).toBe(true);

  await rm(filling);
  await succeed(...add('bob@example.org'));
  filling = await disk.fill();
  expect(await lethe(['publish', '--dir', dir])).toMatchObject({ code: 1 });
  await rm(filling);
  await succeed('publish', '--dir', dir);
  expect(await client.sync()).toEqual({ ok: true, changed: true });
  expect(await client.lists('bob@example.org')).toBe(true);
  expect(await readdir(join(dir, 'state'))).not.toContain('lock');
});
