import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { acmeFolder, PASSPHRASE } from './lethe.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../..');

/** Where the packed tarball was put, as npm puts it, and nothing else. */
let place: string;
let dir: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'lethe-packed-'));
  // A copy of the checkout: npm builds into it before it packs.
  const checkout = join(place, 'checkout');
  const { stdout: tracked } = await run('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: ROOT,
    maxBuffer: 1e7,
  });
  const needed =
    /^(?:cli|utils)\/|^(?:package\.json|tsconfig\.json|vite\.cli\.config\.ts|LICENSE|README\.md)$/;
  for (const file of tracked.split('\0').filter(each => needed.test(each))) {
    await cp(join(ROOT, file), join(checkout, file), { recursive: true });
  }
  await cp(join(ROOT, '.wxt'), join(checkout, '.wxt'), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  await run('npm', ['run', 'build:cli', '--silent'], { cwd: checkout });
  await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', place], { cwd: checkout });
  const [tarball = ''] = (await readdir(place)).filter(name => name.endsWith('.tgz'));
  const installed = join(place, 'node_modules', 'lethe');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', join(place, tarball), '-C', installed, '--strip-components=1']);
  await mkdir(join(place, 'node_modules/.bin'));
  const { bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  await symlink(join('../lethe', bin.lethe), join(place, 'node_modules/.bin/lethe'));
  await run('chmod', ['+x', join(installed, bin.lethe)]);
  await rm(checkout, { recursive: true });
  dir = await acmeFolder();
});

afterAll(async () => {
  await rm(place, { recursive: true, force: true });
  await rm(dir, { recursive: true, force: true });
});

const packed = (...words: string[]) =>
  run('npx', ['--no-install', 'lethe', ...words], {
    cwd: place,
    env: { ...process.env, LETHE_PASSPHRASE: PASSPHRASE },
  });

it('is one file and says what it can do', async () => {
  const files = await readdir(join(place, 'node_modules/lethe'), { recursive: true, withFileTypes: true });
  expect(
    files
      .filter(file => file.isFile())
      .map(file => file.name)
      .sort(),
  ).toEqual(['LICENSE', 'README.md', 'lethe.mjs', 'package.json']);
  const { stdout, stderr } = await packed('--help');
  expect(stderr).toBe('');
  expect(stdout).toContain('Usage: lethe');
  const named = [...stdout.matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(14);
});

it('without the native library hashes all the same, on all cores, and says so', async () => {
  const file = join(dir, 'list.csv');
  await writeFile(file, 'email\nann@example.org\nbob@example.org\n');
  const { stdout, stderr } = await packed(
    ...['import', file, '--reference', 'IMP-1', '--basis', 'erasure', '--yes', '--dir', dir],
  );
  expect(stdout).toContain('2 recorded under IMP-1');
  expect(stderr).toContain("@node-rs/argon2 can't be loaded here");
  await packed('publish', '--dir', dir);
  const { stdout: found } = await packed('check', 'ann@example.org', '--json', '--dir', dir);
  expect(JSON.parse(found)).toMatchObject({ listed: true, scope: 'all', unpublished: false });
});
