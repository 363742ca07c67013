import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Lets a built extension reach the store. Headless, nobody answers the browser's question about its host: the grant stands
 * in the manifest instead.
 */
export async function grantStore(extension: string): Promise<void> {
  const path = join(extension, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8'));
  manifest.host_permissions.push('http://127.0.0.1/*');
  await writeFile(path, JSON.stringify(manifest));
}
