import { mkdir, readdir } from 'node:fs/promises';
import { unwritable } from './disk-problem.ts';
import { Failure } from './failure.ts';
import { LAYOUT } from './layout.ts';

/** Makes a folder for an organisation where it isn't there; ends the command where there is something in it. */
export async function makeEmptyFolder(path: string): Promise<void> {
  const there = await mkdir(path, { recursive: true }).then(
    () => readdir(path),
    error => Promise.reject(notMade(path, error)),
  );
  if (there.length === 0) return;
  throw new Failure(
    there.includes(LAYOUT.settings)
      ? `${path} is an organisation's folder already.`
      : `${path} isn't empty. Name an empty folder, or one that doesn't exist yet.`,
  );
}

/** Of a folder, EEXIST says that a file has its name. */
export function notMade(path: string, error: unknown): unknown {
  const isFile = error instanceof Error && 'code' in error && error.code === 'EEXIST';
  return isFile ? new Failure(`${path} is a file: name a folder.`) : unwritable(path, error);
}
