import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { acmeFolder, PASSPHRASE, succeed } from './lethe.ts';

/** Gives each test of a file a folder of its own, in which ann@example.org is on the published list. */
export function eachWithAcme(begin: (dir: string) => void | Promise<void>): void {
  let template: string;
  let dir: string;

  beforeAll(async () => {
    // Not a stub: `lethe` ends all of those.
    process.env.LETHE_PASSPHRASE = PASSPHRASE;
    template = await acmeFolder();
    await addToAcme('ann@example.org', template);
    await succeed('publish', '--dir', template);
  });

  afterAll(async () => {
    delete process.env.LETHE_PASSPHRASE;
    await rm(template, { recursive: true });
  });

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'lethe-acme-'));
    await cp(template, dir, { recursive: true });
    await begin(dir);
  });

  afterEach(async () => {
    // A test may have moved it.
    await rm(dir, { recursive: true, force: true });
  });
}

export async function addToAcme(address: string, folder: string): Promise<void> {
  await succeed('add', address, '--reference', 'DPO-1', '--basis', 'erasure', '--dir', folder);
}
