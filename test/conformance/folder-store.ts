import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bytes } from '../../utils/bytes.ts';
import type { MetadataStore } from '../../utils/tuf/updater.ts';

/**
 * Metadata in a folder, under the names by which the suite looks for it: each role's newest file as `<role>.json`.
 * The roots on the way there stand in `roots/`, where the suite doesn't look, so that each update replays them.
 */
export function folderStore(folder: string): MetadataStore {
  const roots = join(folder, 'roots');
  const placeOf = (name: string) => join(isRoot(name) ? roots : folder, name);
  return {
    load: name => readIfThere(placeOf(name)),
    async save(name, bytes) {
      if (bytes.length === 0) return rm(placeOf(name), { force: true });
      await mkdir(roots, { recursive: true });
      await writeFile(placeOf(name), bytes);
      if (isRoot(name)) await writeFile(join(folder, 'root.json'), bytes);
    },
  };
}

export async function readIfThere(path: string): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isRoot(name: string): boolean {
  return /^\d+\.root\.json$/.test(name);
}
