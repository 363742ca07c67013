import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Names the folder of this run of tests to every process below it; see run-folder.ts. Not set outside of a run. */
export const RUN_FOLDER = 'LETHE_TEST_RUN_FOLDER';

/**
 * Fills a folder with what `make` makes. In a run of tests that is made once, whichever process asks first, and each
 * asker has a copy of its own to change. `name` tells what is made from all else.
 */
export async function fillOnceARun(
  name: string,
  folder: string,
  make: (folder: string) => Promise<void>,
): Promise<void> {
  const made = await madeOnceARun(name, make);
  if (made === undefined) return make(folder);
  await cp(made, folder, { recursive: true });
}

/** The folder itself that was made once in this run, for reading only; undefined outside of a run. */
export async function madeOnceARun(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string | undefined> {
  const runFolder = process.env[RUN_FOLDER];
  if (runFolder === undefined) return undefined;
  const made = join(runFolder, name);
  const making = `${made}.part`;
  while (!existsSync(made)) {
    if (!(await isFirst(making))) {
      await wait(50);
      continue;
    }
    try {
      // Another may have been done between the two looks.
      if (existsSync(made)) {
        await rm(making, { recursive: true, force: true });
        break;
      }
      await make(making);
      await rename(making, made);
    } catch (error) {
      // The next that asks tries itself.
      await rm(making, { recursive: true, force: true });
      throw error;
    }
  }
  return made;
}

/** Only one process makes a folder that wasn't there. */
async function isFirst(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (Object(error).code === 'EEXIST') return false;
    throw error;
  }
}
