import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../e2e/harness/build-extension.ts';
import { unzip } from './unzip.ts';

const run = promisify(execFile);

let folder: string;
let first: Map<string, Buffer>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-packages-'));
  first = await packagesOf(ROOT, join(folder, 'first'));
}, 600_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Builds both packages as `npm run zip` does, and Firefox's sources; each archive by its name. */
async function packagesOf(root: string, outDir: string): Promise<Map<string, Buffer>> {
  for (const browser of ['chrome', 'firefox']) {
    const options = { root, outDir, browser, manifestVersion: 3 };
    const script = `import { zip } from 'wxt'; await zip(${JSON.stringify(options)});`;
    await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: root });
  }
  const names = (await readdir(outDir)).filter(name => name.endsWith('.zip'));
  return new Map(
    await Promise.all(names.map(async name => [name, await readFile(join(outDir, name))] as const)),
  );
}

function archive(of: Map<string, Buffer>, end: string): Buffer {
  const found = [...of].find(([name]) => name.endsWith(end));
  if (!found) throw new Error(`no ${end} among ${[...of.keys()].join(', ')}`);
  return found[1];
}

it('the packages are three, and the same bytes when they are built again', async () => {
  expect([...first.keys()].map(name => name.replace(/^lethe-[\d.]+-/, '')).sort()).toEqual([
    'chrome.zip',
    'firefox.zip',
    'sources.zip',
  ]);
  const second = await packagesOf(ROOT, join(folder, 'second'));
  for (const [name, bytes] of first) expect([name, second.get(name)?.equals(bytes)]).toEqual([name, true]);
});

it('Firefox’s package comes out of its source package, byte for byte', async () => {
  const root = join(folder, 'sources');
  for (const [name, bytes] of unzip(archive(first, 'sources.zip'))) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), bytes);
  }
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  await run(process.execPath, [join(ROOT, 'node_modules/wxt/bin/wxt.mjs'), 'prepare'], { cwd: root });
  const built = await packagesOf(root, join(root, '.output'));
  expect(archive(built, 'firefox.zip').equals(archive(first, 'firefox.zip'))).toBe(true);
});

it('Mozilla’s linter finds no error and nothing to warn of in Firefox’s package', async () => {
  const file = join(folder, 'firefox.zip');
  await writeFile(file, archive(first, 'firefox.zip'));
  // Not among the packages of every `npm ci`: it brings 150 of its own.
  const words = ['--yes', 'addons-linter@10.14.0', '--output', 'json', file];
  const { stdout } = await run('npx', words, {
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  const { errors, warnings } = JSON.parse(stdout);
  expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
});
