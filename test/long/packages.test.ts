import { exec, execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../e2e/harness/build-extension.ts';
import { readZip } from './read-zip.ts';

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

it('Firefox’s package comes out of its sources, byte for byte, by the commands that its reviewers are told', async () => {
  const sources = join(folder, 'sources');
  for (const [path, bytes] of readZip(archive(first, 'sources.zip'))) {
    await mkdir(dirname(join(sources, path)), { recursive: true });
    await writeFile(join(sources, path), bytes);
  }
  const notes = await readFile(join(sources, 'docs/store/review.md'), 'utf8');
  const commands = /```\n(?<commands>[^`]+)```/.exec(notes)?.groups?.commands?.trim().split('\n') ?? [];
  expect(commands).toHaveLength(2);
  // No browser is needed for it.
  const env = { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1' };
  for (const command of commands) await promisify(exec)(command, { cwd: sources, env });
  const built = await filesBelow(join(sources, '.output/firefox-mv3'));
  const packed = readZip(archive(first, 'firefox.zip'));
  expect([...built.keys()].sort()).toEqual([...packed.keys()].sort());
  for (const [path, bytes] of packed) expect([path, built.get(path)?.equals(bytes)]).toEqual([path, true]);
});

/** Path and bytes of each file below a folder. */
async function filesBelow(top: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(top, { recursive: true, withFileTypes: true });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const nameOf = (path: string) => relative(top, path).split(sep).join('/');
  return new Map(await Promise.all(paths.map(async path => [nameOf(path), await readFile(path)] as const)));
}

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
