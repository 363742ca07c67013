import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFolder } from '../utils/publish/folder-lock-node.ts';
import { Failure } from './failure.ts';
import { LAYOUT } from './layout.ts';

const WAIT_MS = 60_000;

/** Runs while no other process writes to the folder; waits a minute for one that does. */
export async function whileLocked<T>(
  path: string,
  purpose: string,
  work: () => Promise<T>,
  waitMs: number = WAIT_MS,
): Promise<T> {
  const file = join(path, LAYOUT.state, 'lock');
  await mkdir(join(path, LAYOUT.state), { recursive: true });
  const lock = await lockFolder(file, purpose, waitMs);
  if (!lock.ok) {
    const { holder } = lock;
    const who = holder
      ? `"${holder.purpose}" (process ${holder.process} on ${holder.host}, since ${new Date(holder.since).toISOString()})`
      : 'another process';
    throw new Failure(
      `${who} is at work in ${path}. Try again when it is done; if it is gone, delete ${file}.`,
    );
  }
  try {
    // Whoever writes to the folder holds this lock, so what lies here was left by a kill.
    await rm(join(path, LAYOUT.unfinished), { recursive: true, force: true });
    return await work();
  } finally {
    await lock.release();
  }
}
