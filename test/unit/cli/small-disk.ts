import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const ONLY_ROOT = 'only root on Linux can make a disk so small that it can be filled';

/** A disk of its own, so small that it can be filled. */
export interface SmallDisk {
  readonly folder: string;
  /** To the last byte. @returns the file that does, to be removed */
  fill(): Promise<string>;
  remove(): Promise<void>;
}

/** @returns undefined where that isn't allowed: see `ONLY_ROOT` */
export async function smallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', folder]);
  } catch {
    await rm(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    async fill() {
      const file = join(folder, 'filling');
      const isFull = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOSPC';
      for (const lengthBytes of [65_536, 4096, 1]) {
        for (;;) {
          const full = await appendFile(file, new Uint8Array(lengthBytes)).then(() => false, isFull);
          if (full) break;
        }
      }
      return file;
    },
    async remove() {
      await run('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true });
    },
  };
}
