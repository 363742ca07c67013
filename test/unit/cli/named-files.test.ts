import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { unreadable, unwritable } from '../../../cli/disk-problem.ts';
import { eachWithAcme } from './acme-copies.ts';
import { lethe } from './lethe.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let dir: string;
let place: string;

eachWithAcme(copy => {
  dir = copy;
});

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'lethe-named-'));
  await mkdir(join(place, 'folder'));
  await writeFile(join(place, 'leads.csv'), 'email\neve@example.org\n');
});

afterAll(async () => {
  await rm(place, { recursive: true });
});

/** Each command that reads a file that the user names, with that file last. */
const READING: readonly (readonly string[])[] = [
  ['coverage'],
  ['audit', 'verify'],
  ['screen', '--dir', 'DIR'],
  ['screen', 'PLACE/leads.csv', '--enrolment'],
  ['import', '--reference', 'R', '--basis', 'erasure', '--dir', 'DIR'],
  ['officers', 'admit', '--dir', 'DIR'],
  ['officers', 'join', 'PLACE/new', '--name', 'Bo'],
  ['add', 'bob@example.org', '--reference', 'R', '--basis', 'erasure', '--dir', 'DIR', '--evidence'],
  ['case', 'R', 'received', 'erasure', '--dir', 'DIR', '--evidence'],
  ['rotate', 'root', '--dir', 'DIR', '--kit'],
  ['recover', '--dir', 'DIR', '--kit'],
];

/** Each that writes one. */
const WRITING: readonly (readonly string[])[] = [
  ['screen', 'PLACE/leads.csv', '--dir', 'DIR', '--out'],
  ['screen', 'PLACE/leads.csv', '--dir', 'DIR', '--out', 'DIR/out.csv', '--report'],
  ['audit', 'export', '--dir', 'DIR'],
  ['officers', 'invite', '--dir', 'DIR'],
  ['enrol', '--dir', 'DIR', '--file'],
];

/** What a command says of this file; `join` has its own second. */
async function saidOf(words: readonly string[], file: string): Promise<string> {
  const given = words.map(word => word.replace('DIR', dir).replace('PLACE', place));
  const args = given[1] === 'join' ? ['officers', 'join', file, ...given.slice(2)] : [...given, file];
  const { code, out, err } = await lethe(args);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  return err;
}

describe.each(READING.map(words => [words.join(' '), words] as const))('lethe %s', (_, words) => {
  it('says of a file that it reads, and how to go on, where there is none, or a folder', async () => {
    const missing = join(place, 'none');
    expect(await saidOf(words, missing)).toBe(
      `Error: There is no file ${missing}: is its name right, and the folder?\n`,
    );
    const folder = join(place, 'folder');
    expect(await saidOf(words, folder)).toBe(`Error: ${folder} is a folder: name a file.\n`);
    const below = join(place, 'leads.csv/none');
    expect(await saidOf(words, below)).toBe(
      `Error: There is no file ${below}: what stands before the name is no folder.\n`,
    );
  });
});

describe.each(WRITING.map(words => [words.join(' '), words] as const))('lethe %s', (_, words) => {
  it('says of a file that it writes, and how to go on, where that is a folder, or below a file', async () => {
    const folder = join(place, 'folder');
    // What writes over nothing takes a folder for a file that is there.
    expect(await saidOf(words, folder)).toMatch(
      /^Error: \S+folder (?:is a folder: name a file|is there already(?:, and nothing is written over: |\. ).+)\.\n$/,
    );
    expect(await saidOf(words, join(place, 'leads.csv/new'))).toMatch(
      /^(?:Error: \S+leads\.csv\/new can't be written, for what stands before the name is no folder: .+|Error: \S+leads\.csv is a file: name a folder)\.\n$/,
    );
  });
});

it.each([
  ['init', ['init', 'PLACE/leads.csv', '--name', 'Bo BV', '--repository-url', 'https://lists.acme.example/']],
  ['policies', ['enrol', '--dir', 'DIR', '--policies', 'PLACE/leads.csv']],
])('a file in place of the folder of %s is named', async (_, words) => {
  const given = words.map(word => word.replace('DIR', dir).replace('PLACE', place));
  expect(await lethe(given)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/leads\.csv is a file: name a folder\.\n$/),
  });
});

it.each([
  ['EACCES', 'This user may not read x: ', 'This user may not write x: '],
  ['EIO', "x can't be read (EIO): ", "x can't be written (EIO): "],
])('%s is told of reading and of writing', (code, read, written) => {
  const error = Object.assign(new Error(`${code}: as the system says it`), { code });
  expect(unreadable('x', error)).toMatchObject({ message: expect.stringContaining(read) });
  expect(unwritable('x', error)).toMatchObject({ message: expect.stringContaining(written) });
});

it("what isn't the file system's stays as it is", () => {
  const error = new Error('a defect');
  expect([unreadable('x', error), unwritable('x', error)]).toEqual([error, error]);
});
