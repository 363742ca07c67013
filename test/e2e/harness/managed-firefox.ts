import { copyFile, mkdir, readdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findBrowser } from './find-browser.ts';

/** Where Linux distributions put what their launcher starts. */
const INSTALLATIONS = ['/usr/lib/firefox-esr', '/usr/lib/firefox', '/usr/lib64/firefox'];

/**
 * A Firefox that obeys these policies, made in `folder` of links to the one that is installed; its executable. The policies lie beside
 * it, so that no other Firefox of this machine sees them. A sentence where no such thing can be made.
 */
export async function firefoxUnder(
  policies: object,
  folder: string,
): Promise<{ executable: string } | string> {
  const found = findBrowser('firefox');
  if (found === undefined) return 'no Firefox is installed';
  const places = [dirname(await realpath(found)), ...INSTALLATIONS];
  for (const place of places) {
    const names: string[] = await readdir(place).catch(() => []);
    const executable = ['firefox-esr', 'firefox'].find(name => names.includes(name));
    if (executable === undefined || !names.includes('omni.ja')) continue;
    await mkdir(folder, { recursive: true });
    for (const name of names) {
      if (name === 'distribution') continue;
      // It looks for its policies beside itself, wherever it was linked from.
      if (name === executable) await copyFile(join(place, name), join(folder, name));
      else await symlink(join(place, name), join(folder, name));
    }
    await mkdir(join(folder, 'distribution'));
    await writeFile(join(folder, 'distribution', 'policies.json'), JSON.stringify(policies));
    return { executable: join(folder, basename(executable)) };
  }
  return 'the installation of Firefox is of a kind that can’t be linked to';
}
