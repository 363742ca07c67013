import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BrowserName } from './find-browser.ts';
import { fillOnceARun } from './once-a-run.ts';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const run = promisify(execFile);

/** Builds the extension as users get it, below `outDir`; the path of the folder to load, which the caller may change. */
export async function buildExtension(outDir: string, browser: BrowserName): Promise<string> {
  const target = browser === 'firefox' ? 'firefox' : 'chrome';
  await fillOnceARun(`extension-${target}`, outDir, folder => build(folder, target));
  return join(outDir, `${target}-mv3`);
}

async function build(outDir: string, target: 'firefox' | 'chrome'): Promise<void> {
  const options = { root: ROOT, outDir, browser: target, manifestVersion: 3 };
  const script = `import { build } from 'wxt'; await build(${JSON.stringify(options)});`;
  try {
    // In a process of its own: WXT prints its progress whatever it is asked.
    await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT });
  } catch (error) {
    const said =
      error instanceof Error && 'stdout' in error && 'stderr' in error
        ? `${error.stdout}\n${error.stderr}`
        : String(error);
    throw new Error(`The extension could not be built:\n${said}`);
  }
}
