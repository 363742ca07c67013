import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { acmeFolder, PASSPHRASE } from '../unit/cli/lethe.ts';

// A file of another system that holds a million rows without an address, and one person at its end: that one is found, the rows are
// named and counted, and neither the command line nor the desk keeps them.

const BAD_ROWS = 1_000_500;
/** What the desk's report names at most, as `utils/officer/invalid-rows.ts` has it. */
const NAMED = 1_000_000;
/** How much more than a file of one row may take. The file is of 56 MB, and a million texts that are kept take more than it. */
const MOST_MEMORY_BYTES = 100e6;
/** A process that kept the rows would end for want of it. */
const HEAP = '--max-old-space-size=64';

const ROOT = join(import.meta.dirname, '../..');
const LONG_ROW = `${'word '.repeat(8_000)}\n`;

let dir: string;
let million: string;
let single: string;

beforeAll(async () => {
  dir = await acmeFolder();
  million = join(dir, 'million.csv');
  single = join(dir, 'single.csv');
  await write(million, BAD_ROWS);
  await write(single, 0);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Rows of several sorts, by their place. */
function badRow(index: number): string {
  if (index % 1000 === 999) return LONG_ROW;
  return (
    ['not an address\n', 'nobody@\n', '@acme.example\n', '"quoted, and of\ntwo lines"\n'][index % 4] ?? '\n'
  );
}

async function write(path: string, badRows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('email\n');
  for (let index = 0; index < badRows; index += 1) {
    if (!file.write(badRow(index))) await once(file, 'drain');
  }
  file.end('ann@example.org\n');
  await once(file, 'close');
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly peakBytes: number;
}

const TELLS_MEMORY = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stderr.write('\\npeak ' + process.resourceUsage().maxRSS))",
)}`;

/** Runs a script in a process of its own. */
async function ended(...script: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [HEAP, '--import', 'tsx', '--import', TELLS_MEMORY, ...script], {
    cwd: ROOT,
    env: { ...process.env, LETHE_PASSPHRASE: PASSPHRASE },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [[code], out, err] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ]);
  const peakKiB = Number(/peak (\d+)$/.exec(err)?.[1]);
  return { code, out, err, peakBytes: peakKiB * 1024 };
}

const imported = (file: string) =>
  ended(
    'cli/lethe.ts',
    'import',
    file,
    '--dir',
    dir,
    '--reference',
    'IMPORT-1',
    '--basis',
    'objection',
    '--column',
    'email',
    '--dry-run',
  );
const looked = (file: string) => ended('test/long/look-at-import.ts', dir, file);

it('lethe import counts a million broken rows, names the first by their lines, and keeps none of them', async () => {
  const [one, all] = [await imported(single), await imported(million)];
  expect(one).toMatchObject({ code: 0, out: expect.stringContaining('1 new') });
  expect(all).toMatchObject({
    code: 0,
    out: expect.stringContaining(`1 new, 0 already listed, ${BAD_ROWS} invalid, 0 duplicate`),
  });
  // The fourth row is of two lines.
  for (const named of [
    'line 2: has no @',
    'line 3: has no valid domain',
    'line 4: names a whole company',
    'line 7: has no @',
  ])
    expect(all.err).toContain(named);
  expect(all.err).toContain(`and ${BAD_ROWS - 20} rows more`);
  expect(all.peakBytes - one.peakBytes).toBeLessThan(MOST_MEMORY_BYTES);
});

it("the desk's importer does the same, and its report names a million and counts the rest", async () => {
  const [one, all] = [await looked(single), await looked(million)];
  expect(all.err.replace(/\npeak \d+$/, '')).toBe('');
  const shown = JSON.parse(all.out);
  expect(shown).toEqual({
    fresh: 1,
    invalid: BAD_ROWS,
    first: [
      { line: 2, reason: 'no-at' },
      { line: 3, reason: 'bad-host' },
      { line: 4, reason: 'whole-company' },
    ],
    report: {
      named: NAMED,
      first: ['line,problem', '2,no-at', '3,bad-host'],
      last: [expect.stringMatching(/^12\d{5},/), `and ${BAD_ROWS - NAMED} more,`],
    },
  });
  expect(all.peakBytes - one.peakBytes).toBeLessThan(MOST_MEMORY_BYTES);
});
