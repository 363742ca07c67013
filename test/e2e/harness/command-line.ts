import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './build-extension.ts';
import { madeOnceARun } from './once-a-run.ts';

const run = promisify(execFile);

const TSX = join(ROOT, 'node_modules/tsx/dist/loader.mjs');

/**
 * Node's words that start `lethe`, before the command's own. In a run of tests it is the single file that users get,
 * built once in it: it starts in a quarter of the time that the sources take, which are run outside of one.
 */
export async function letheWords(): Promise<readonly string[]> {
  const built = await madeOnceARun('command-line', build);
  return built === undefined
    ? ['--import', `file://${TSX}`, join(ROOT, 'cli/lethe.ts')]
    : [join(built, 'lethe.mjs')];
}

async function build(folder: string): Promise<void> {
  const words = ['build', '--config', 'vite.cli.config.ts', '--outDir', folder, '--logLevel', 'error'];
  await run(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), ...words], { cwd: ROOT });
  // It takes the native library from beside itself.
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
}
