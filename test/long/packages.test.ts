import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../e2e/harness/build-extension.ts';

const run = promisify(execFile);

let folder: string;
let first: Map<string, Buffer>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-packages-'));
  first = await packagesOf(ROOT, 'first');
}, 600_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * Builds both packages as `npm run zip` does, and Firefox's sources; each archive by its name. Below `.output` of the root, as that
 * does: the bundler's output depends on the way from one to the other.
 */
async function packagesOf(root: string, name: string): Promise<Map<string, Buffer>> {
  const outDir = join(root, '.output', `packages-${process.pid}-${name}`);
  for (const browser of ['chrome', 'firefox']) {
    const options = { root, outDir, browser, manifestVersion: 3 };
    const script = `import { zip } from 'wxt'; await zip(${JSON.stringify(options)});`;
    await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: root });
  }
  const names = (await readdir(outDir)).filter(each => each.endsWith('.zip'));
  const archives = names.map(async each => [each, await readFile(join(outDir, each))] as const);
  const packages = new Map(await Promise.all(archives));
  await rm(outDir, { recursive: true });
  return packages;
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
  const second = await packagesOf(ROOT, 'second');
  for (const [name, bytes] of first) expect([name, second.get(name)?.equals(bytes)]).toEqual([name, true]);
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
