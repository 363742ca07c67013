import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findBrowser } from './find-browser.ts';

/**
 * The folder of this machine whose policies every Chromium obeys. A test's own file there names an extension that no other browser
 * of this machine has, so it means nothing to them.
 */
export interface ManagedFolder {
  /** Puts the policies in force, in place of the ones before. */
  write(policies: object): Promise<void>;
  /** Takes them away. */
  withdraw(): Promise<void>;
  /** Leaves nothing behind. */
  remove(): Promise<void>;
}

/** Where each browser on Linux looks (https://support.google.com/chrome/a/answer/9027408, 2026-11). */
const FOLDERS: Readonly<Record<string, string>> = {
  'google-chrome-stable': '/etc/opt/chrome',
  'google-chrome': '/etc/opt/chrome',
  chromium: '/etc/chromium',
  'chromium-browser': '/etc/chromium',
  'microsoft-edge-stable': '/etc/opt/edge',
  'microsoft-edge': '/etc/opt/edge',
};

/** The folder, or a sentence that says why there is none for a test. */
export async function managedFolder(name: string): Promise<ManagedFolder | string> {
  const found = findBrowser('chromium');
  const root = found && process.platform === 'linux' ? FOLDERS[basename(found)] : undefined;
  if (root === undefined) return 'no folder of policies is known for the browser that is installed here';
  const folder = join(root, 'policies', 'managed');
  const made: string[] = [];
  try {
    for (const path of [dirname(root), root, dirname(folder), folder]) {
      if ((await mkdir(path, { recursive: true })) !== undefined) made.unshift(path);
    }
    await writeFile(join(folder, name), '{}');
  } catch {
    await removeMade(made);
    return `policies can't be written to ${folder} without the rights of root`;
  }
  const file = join(folder, name);
  return {
    write: policies => writeFile(file, JSON.stringify(policies)),
    withdraw: () => rm(file, { force: true }),
    async remove() {
      await rm(file, { force: true });
      await removeMade(made);
    },
  };
}

/** Those that somebody else uses meanwhile stay. */
async function removeMade(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await rmdir(folder).catch(() => undefined);
}

/** Gives a built extension a key, and so an id, that no other has; the id. */
export async function giveOwnId(extension: string): Promise<string> {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const file = join(extension, 'manifest.json');
  const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...Object(manifest), key: key.toString('base64') }));
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return digest.replace(/./g, digit => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}
