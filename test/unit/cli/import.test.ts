import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { acmeFolder, lethe, start, succeed } from './lethe.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

let dir: string;

beforeEach(async () => {
  dir = await acmeFolder();
});

afterEach(() => rm(dir, { recursive: true }));

const words = (file: string) => [
  'import',
  file,
  '--reference',
  'IMP-1',
  '--basis',
  'objection',
  '--yes',
  '--dir',
  dir,
];

async function recordedObjects(): Promise<number> {
  const names = await readdir(join(dir, 'register'), { recursive: true }).catch(() => []);
  return names.filter(name => name.endsWith('.age')).length;
}

it('an import that was killed goes on where it was', async () => {
  const file = join(dir, 'list.csv');
  const people = Array.from({ length: 160 }, (_, index) => `person-${index}@example.org`);
  await writeFile(file, `email\n${people.join('\n')}\n`);
  const before = await recordedObjects();
  const child = start(words(file));
  const ended = new Promise(resolve => child.once('exit', resolve));
  while ((await recordedObjects()) === before) await new Promise(resolve => setTimeout(resolve, 20));
  child.kill('SIGKILL');
  await ended;
  const again = JSON.parse(await succeed(...words(file), '--json'));
  expect(again.already).toBeGreaterThanOrEqual(32);
  expect(again.added).toBeGreaterThan(0);
  expect(again.already + again.added).toBe(160);
  expect(JSON.parse(await succeed('status', '--json', '--dir', dir))).toMatchObject({ standingBlocks: 160 });
  expect(JSON.parse(await succeed(...words(file), '--json'))).toMatchObject({ added: 0, already: 160 });
});

it('of two hundred thousand broken rows the first are named, all are counted, and no more is kept of them', async () => {
  const file = join(dir, 'list.csv');
  await writeFile(file, `email\n${'not an address\n'.repeat(200_000)}ann@example.org\n`);
  const run = await lethe([...words(file), '--column', 'email', '--dry-run']);
  expect(run).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 new, 0 already listed, 200000 invalid'),
  });
  expect(run.err).toContain('line 2: has no @');
  expect(run.err).toContain('and 199980 rows more');
  expect(run.err).toContain('is column "email" the right one?');
  expect(run.err.split('\n').length).toBeLessThan(30);
});

it('for scripts, a thousand of the broken rows are named', async () => {
  const file = join(dir, 'list.csv');
  await writeFile(file, `email\n${'not an address\n'.repeat(2000)}@acme.example\nann@example.org\n`);
  const json = JSON.parse(await succeed(...words(file), '--column', 'email', '--dry-run', '--json'));
  expect(json).toMatchObject({ new: 1, invalid: 2001, invalidRows: { length: 1000 } });
  expect(json.invalidRows[0]).toEqual({ line: 2, reason: 'has no @' });
});

it('says of a second column of addresses that it was left alone', async () => {
  const file = join(dir, 'list.csv');
  await writeFile(file, 'email,second email,name\nann@example.org,bob@example.org,Ann\n');
  const run = await lethe([...words(file), '--dry-run']);
  expect(run).toMatchObject({ code: 0, out: expect.stringContaining('1 new') });
  expect(run.err).toMatch(/there are addresses in "second email", too, which were left alone.*--column/);
  const chosen = await lethe([...words(file), '--dry-run', '--column', 'second email']);
  expect(chosen).toMatchObject({ code: 0, err: '' });
});

it('names the way out of a workbook, and of a file of telephone numbers', async () => {
  const file = join(dir, 'list.csv');
  await writeFile(file, 'PK\u0003\u0004\u0014\u0000 and so on\n');
  expect(await lethe(words(file))).toMatchObject({ code: 1, err: expect.stringContaining('save it as CSV') });
  await writeFile(file, 'phone\n+44 7700 900123\n');
  expect(await lethe(words(file))).toMatchObject({ code: 1, err: expect.stringContaining('lethe add') });
});
