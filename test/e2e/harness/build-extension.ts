import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BrowserName } from './find-browser.ts';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const run = promisify(execFile);

/** Builds the extension as users get it; the path of the folder to load. */
export async function buildExtension(browser: BrowserName): Promise<string> {
  const target = browser === 'firefox' ? 'firefox' : 'chrome';
  try {
    // In a process of its own: WXT prints its progress whatever it is asked.
    await run(
      process.execPath,
      [join(ROOT, 'node_modules/wxt/bin/wxt.mjs'), 'build', '-b', target, '--mv3'],
      { cwd: ROOT },
    );
  } catch (error) {
    const said =
      error instanceof Error && 'stdout' in error && 'stderr' in error
        ? `${error.stdout}\n${error.stderr}`
        : String(error);
    throw new Error(`The extension could not be built:\n${said}`);
  }
  return join(ROOT, '.output', `${target}-mv3`);
}

/** A build in a folder of its own, which another build doesn't change under a running browser. */
export async function buildExtensionInto(folder: string, browser: BrowserName): Promise<string> {
  const copy = join(folder, browser);
  await cp(await buildExtension(browser), copy, { recursive: true });
  return copy;
}
