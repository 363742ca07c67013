import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { followingClient } from './following-client.ts';
import { acmeFolder, lethe, succeed } from './lethe.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const run = promisify(execFile);

const ONLY_ROOT = 'only root on Linux can make one';

/** A disk of its own, so small that it can be filled. */
let disk: string;
let isMounted = false;

beforeAll(async () => {
  disk = await mkdtemp(join(tmpdir(), 'lethe-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', disk]);
    isMounted = true;
  } catch {
    process.stderr.write(`SKIPPED, a full disk: ${ONLY_ROOT}.\n`);
  }
});

afterAll(async () => {
  if (isMounted) await run('umount', ['--lazy', disk]);
  await rm(disk, { recursive: true });
});

/** To the last byte. */
async function fill(): Promise<string> {
  const file = join(disk, 'filling');
  const isFull = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  for (const lengthBytes of [65_536, 4096, 1]) {
    for (;;) {
      const full = await appendFile(file, new Uint8Array(lengthBytes)).then(() => false, isFull);
      if (full) break;
    }
  }
  return file;
}

it('on a full disk nothing is lost: what to do is said, and afterwards it is done', async context => {
  if (!isMounted) return context.skip(ONLY_ROOT);
  const dir = join(disk, 'acme');
  await acmeFolder(dir);
  const add = (address: string) => ['add', address, '--reference', 'R', '--basis', 'erasure', '--dir', dir];
  await succeed(...add('ann@example.org'));
  await succeed('publish', '--dir', dir);
  const client = await followingClient(dir);

  let filling = await fill();
  for (const words of [add('bob@example.org'), ['publish', '--dir', dir]]) {
    const { code, err } = await lethe(words);
    expect(code).toBe(1);
    expect(err).toMatch(/^Error: There is no room left to write .* Make room, then run this again\.\n$/);
  }
  expect(await client.sync()).toMatchObject({ ok: true });
  expect(await client.lists('ann@example.org')).toBe(true);

  await rm(filling);
  await succeed(...add('bob@example.org'));
  filling = await fill();
  expect(await lethe(['publish', '--dir', dir])).toMatchObject({ code: 1 });
  await rm(filling);
  await succeed('publish', '--dir', dir);
  expect(await client.sync()).toEqual({ ok: true, changed: true });
  expect(await client.lists('bob@example.org')).toBe(true);
  expect(await readdir(join(dir, 'state'))).not.toContain('lock');
});
