import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { publishProgress } from '../../../cli/publish-progress.ts';
import { acmeFolder, lethe } from './lethe.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

function publication(isTerminal: boolean, msAFile: number): string {
  let now = 0;
  let written = '';
  const { onProgress, end } = publishProgress({
    write: text => {
      written += text;
    },
    isTerminal,
    now: () => now,
  });
  onProgress({ step: 'check' });
  for (let done = 0; done <= 300; done += 1) {
    onProgress({ step: 'register', part: { done, of: 300 } });
    now += msAFile;
  }
  onProgress({ step: 'write', part: { done: 0, of: 7_000_400 } });
  onProgress({ step: 'write', part: { done: 7_000_400, of: 7_000_400 } });
  end();
  return written;
}

/** What somebody sees at last. */
const shownBy = (written: string) =>
  written.split('\n').map(line => line.split('\r').findLast(text => text !== '') ?? '');

it('a terminal shows a line a step, and what is counted over it ten times a second at most', () => {
  const written = publication(true, 1);
  expect(shownBy(written)).toEqual([
    'Step 1 of 5: checking what colleagues have now',
    'Step 2 of 5: reading the register, 300 of 300 files',
    'Step 4 of 5: writing the list, 7001 of 7001 kB',
    '',
  ]);
  expect(written).toContain('\u001b[2KStep 2 of 5: reading the register, 100 of 300 files\r');
  expect(written.match(/files\r/g)).toHaveLength(4);
});

it('a log holds no line that is written over, and of what is counted one in five seconds', () => {
  const written = publication(false, 100);
  expect(written).not.toContain('\r');
  expect(written).not.toContain('\u001b');
  expect(written.match(/reading the register/g)).toHaveLength(7);
  expect(written).toContain('\nStep 2 of 5: reading the register, 50 of 300 files\n');
});

describe('lethe publish', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await acmeFolder(await mkdtemp(join(tmpdir(), 'lethe-progress-')));
  });
  afterAll(() => rm(dir, { recursive: true }));
  const add = (address: string) =>
    lethe(['add', address, '--reference', 'DPO-1', '--basis', 'erasure', '--dir', dir]);

  it('with --progress says its steps on standard error, and what came of it on standard output', async () => {
    await add('ann@example.org');
    const { code, out, err } = await lethe(['publish', '--progress', '--dir', dir]);
    expect(code).toBe(0);
    expect(err.split('\n').map(line => line.replace(/,.*/, ''))).toEqual([
      'Step 1 of 5: checking what colleagues have now',
      'Step 2 of 5: reading the register',
      'Step 3 of 5: making the list',
      'Step 4 of 5: writing the list',
      'Step 5 of 5: signing',
      '',
    ]);
    expect(out).toMatch(/^Published: /);
  });

  it.each([[[]], [['--json']], [['--json', '--progress']]])(
    'says nothing of them with %j in a log',
    async words => {
      await add(`bob${words.length}@example.org`);
      const { code, out, err } = await lethe(['publish', ...words, '--dir', dir]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain(words.length === 0 ? 'Published: ' : '"outcome":"published"');
    },
  );
});
