import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Bytes } from '../bytes.ts';
import type { ObjectStore } from '../register/object-store.ts';
import { isLeftover, storePath } from './store-path.ts';

/**
 * A folder as a store. A file is written under another name, synced, and only then put in its place, so a kill or a
 * power cut leaves the old file or the new one. `replaceIf` compares and replaces in two steps: whoever uses it
 * holds the folder's lock.
 * @param temporary a folder on the same file system, for unfinished files
 * @param mode of new files
 */
export function folderStore(folder: string, temporary: string, mode = 0o644): ObjectStore {
  const fileOf = (path: string) => join(folder, storePath(path));

  async function writeTemporary(bytes: Bytes): Promise<string> {
    await mkdir(temporary, { recursive: true });
    const file = join(temporary, randomUUID());
    const handle = await open(file, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } catch (error) {
      // On a full disk half a file takes the room that is left.
      await rm(file, { force: true });
      throw error instanceof Error ? Object.assign(error, { path: file }) : error;
    } finally {
      await handle.close();
    }
    return file;
  }

  async function get(path: string) {
    const bytes = await readOrUndefined(fileOf(path));
    return bytes && { bytes, etag: createHash('sha256').update(bytes).digest('hex') };
  }

  async function putNew(path: string, bytes: Bytes): Promise<'written' | 'taken'> {
    const file = fileOf(path);
    const written = await writeTemporary(bytes);
    try {
      await mkdir(dirname(file), { recursive: true });
      // Unlike a rename, a link never replaces what stands there.
      await link(written, file);
      await syncFolder(dirname(file));
      return 'written';
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return 'taken';
      throw error;
    } finally {
      await unlink(written);
    }
  }

  return {
    get,
    putNew,
    async replaceIf(path, bytes, etag) {
      if (etag === undefined) return (await putNew(path, bytes)) === 'written' ? 'written' : 'conflict';
      if ((await get(path))?.etag !== etag) return 'conflict';
      await rename(await writeTemporary(bytes), fileOf(path));
      await syncFolder(dirname(fileOf(path)));
      return 'written';
    },
    async list(prefix) {
      return (await filesBelow(fileOf(prefix), prefix)).sort();
    },
    async remove(path) {
      await rm(fileOf(path), { force: true });
    },
  };
}

async function readOrUndefined(file: string): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function filesBelow(folder: string, prefix: string): Promise<string[]> {
  let entries: { readonly name: string; isDirectory(): boolean }[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
  const files = entries
    .filter(({ name }) => !isLeftover(name))
    .map(async entry =>
      entry.isDirectory()
        ? filesBelow(join(folder, entry.name), `${prefix}${entry.name}/`)
        : [`${prefix}${entry.name}`],
    );
  return (await Promise.all(files)).flat();
}

/** Without it a power cut can lose the new name although the content was synced. Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
