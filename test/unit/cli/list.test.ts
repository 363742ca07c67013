import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { acmeFolder, lethe, succeed } from './lethe.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let dir: string;

const at = (day: string) => vi.setSystemTime(new Date(`${day}T09:00:00Z`));
const inFolder = (...words: string[]) => succeed(...words, '--dir', dir);
const json = async (...words: string[]) => JSON.parse(await inFolder(...words, '--json'));

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  at('2026-11-02');
  dir = await acmeFolder();
  await inFolder('add', 'ann@example.org', '+44 7700 900123', '--reference', 'DPO-1', '--basis', 'objection');
  at('2026-11-05');
  const review = ['--review', '2028-01-10'];
  await inFolder('add', 'bob@example.org', '--reference', 'DPO-2', '--basis', 'erasure', ...review);
  await inFolder('publish');
  at('2026-11-09');
  await inFolder('lift', '+44 7700 900123', '--reference', 'DPO-3', '--reason', 'request');
  await inFolder('case', 'DPO-4', 'received', 'erasure', '--at', '2026-10-12');
  await inFolder('case', 'DPO-4', 'letter', 'offer-1-nl');
});

afterAll(async () => {
  vi.useRealTimers();
  await rm(dir, { recursive: true });
});

describe('lethe list', () => {
  it('shows blocks in a plain table, the latest first, and no address', async () => {
    expect(await inFolder('list')).toBe(
      [
        'REFERENCE  RECORDED    BASIS      SCOPE      BLOCKS   REVIEW      STATE',
        'DPO-2      2026-11-05  erasure    all        1 email  2028-01-10  stands',
        'DPO-1      2026-11-02  objection  marketing  1 email  –           stands',
        'DPO-1      2026-11-02  objection  marketing  1 phone  –           lifted 2026-11-09 under DPO-3, not published yet',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [['--standing'], ['DPO-2', 'DPO-1']],
    [['--lifted'], ['DPO-1']],
    [['--basis', 'erasure'], ['DPO-2']],
    [['--reference', 'DPO-3'], ['DPO-1']],
    [['--since', '2026-11-03', '--until', '2026-11-05'], ['DPO-2']],
    [
      ['--until', '2026-11-04'],
      ['DPO-1', 'DPO-1'],
    ],
    [['--since', '2026-11-06'], []],
    [['--review-until', '2028-01-10'], ['DPO-2']],
    [['--review-until', '2028-01-09'], []],
  ])('%s shows %s', async (words, references) => {
    const groups: { reference: string }[] = await json('list', ...words);
    expect(groups.map(({ reference }) => reference)).toEqual(references);
  });

  it('names ids, by which a single block can be erased', async () => {
    const [{ ids }] = await json('list', '--lifted');
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    const { code, err } = await lethe(['erase', ids[0], '--yes', '--dir', dir]);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('lethe publish') });
  });

  it('shows what is due, and status counts it', async () => {
    expect(await json('list', '--due')).toMatchObject({
      cases: [{ reference: 'DPO-4', due: '2026-11-12' }],
      awaitingReply: [{ reference: 'DPO-4' }],
      reviews: [],
      unpublished: [{ reference: 'DPO-1', kinds: { phone: 1 } }],
    });
    const said = await inFolder('list', '--due');
    expect(said).toContain('To be answered within a week:\n  DPO-4: erasure, due 2026-11-12\n');
    expect(said).toContain('Not published yet (lethe publish):\n  REFERENCE');
    expect(await json('status')).toMatchObject({ due: { cases: 1, awaitingReply: 1, reviews: 0 } });
    at('2028-01-08');
    expect(await inFolder('list', '--due')).toMatch(
      /DPO-4: erasure, due 2026-11-12, late[\s\S]*reviewed[\s\S]*DPO-2/,
    );
    at('2026-11-09');
  });

  it('refuses days that there are none of, and a filter of what is due', async () => {
    expect(await lethe(['list', '--since', '2026-02-31', '--dir', dir])).toMatchObject({ code: 2 });
    expect(await lethe(['list', '--due', '--standing', '--dir', dir])).toMatchObject({ code: 2 });
    expect(await lethe(['list', '--lifted', '--standing', '--dir', dir])).toMatchObject({ code: 2 });
  });
});
