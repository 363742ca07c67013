import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { acmeFolder, lethe, succeed } from './lethe.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let dir: string;

const at = (day: string) => vi.setSystemTime(new Date(`${day}T09:00:00Z`));
const inFolder = (...words: string[]) => succeed(...words, '--dir', dir);
const json = async (...words: string[]) => JSON.parse(await inFolder(...words, '--json'));

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  at('2026-11-02');
  dir = await acmeFolder();
});

afterEach(async () => {
  vi.useRealTimers();
  await rm(dir, { recursive: true });
});

/** Ann is recorded on the 3rd, published on the 5th, lifted on the 8th, and off the list on the 10th. */
async function cameAndWent(): Promise<void> {
  at('2026-11-03');
  const ground = ['--reference', 'DPO-1', '--basis', 'objection', '--wording', 'offer-1-en'];
  await inFolder('add', 'ann@example.org', ...ground, '--review', '2028-11-01');
  at('2026-11-05');
  await inFolder('publish');
  at('2026-11-08');
  await inFolder('lift', 'ann@example.org', '--reference', 'DPO-2', '--reason', 'request');
  at('2026-11-10');
  await inFolder('publish');
}

describe('lethe check', () => {
  it('tells since which publication an address is listed, by whom, and when that ended', async () => {
    await cameAndWent();
    at('2026-11-11');
    const { blocks, lifted } = await json('check', 'ann@example.org');
    expect(blocks).toEqual([]);
    expect(lifted).toMatchObject([
      {
        kind: 'email',
        reference: 'DPO-1',
        basis: 'objection',
        since: '2026-11-03',
        wording: 'offer-1-en',
        review: '2028-11-01',
        firstPublished: { publication: 2, at: '2026-11-05T09:00:00.000Z' },
        maybeEarlier: false,
        lifted: {
          reference: 'DPO-2',
          reason: 'request',
          since: '2026-11-08',
          firstPublished: { publication: 3, at: '2026-11-10T09:00:00.000Z' },
        },
      },
    ]);
    expect(lifted[0].recordedBy).toMatch(/^[0-9a-f]{64}$/);
    const said = await inFolder('check', 'ann@example.org');
    expect(said).toMatch(/recorded by officer's key [0-9a-f]{8}…/);
    expect(said).toContain('on the list since publication 2 of 2026-11-05');
    expect(said).toContain('lifted 2026-11-08 under DPO-2 (request)');
    expect(said).toContain('off the list since publication 3 of 2026-11-10');
  });

  it('says that a block was in no list yet, and what it can no longer tell', async () => {
    at('2026-11-03');
    await inFolder('add', 'ann@example.org', '--reference', 'DPO-1', '--basis', 'erasure');
    expect(await inFolder('check', 'ann@example.org')).toContain('no published list held it');
    await inFolder('publish');
    const [first = '', second = ''] = (await readdir(join(dir, 'publications'))).toSorted();
    await rm(join(dir, 'publications', first));
    expect(await inFolder('check', 'ann@example.org')).toContain(
      'on the list since publication 2 of 2026-11-03T09:00:00.000Z, or earlier',
    );
    await rm(join(dir, 'publications', second));
    const { code, out, err } = await lethe(['check', 'ann@example.org', '--dir', dir]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain("whether a list held it can't be told");
  });

  it('answers also where a record is damaged, and names the file', async () => {
    at('2026-11-03');
    await inFolder('add', 'ann@example.org', '--reference', 'DPO-1', '--basis', 'erasure');
    await inFolder('publish');
    const [, name = ''] = (await readdir(join(dir, 'publications'))).toSorted();
    const file = join(dir, 'publications', name);
    await writeFile(file, (await readFile(file)).subarray(0, -9));
    const { code, out, err } = await lethe(['check', 'ann@example.org', '--dir', dir]);
    expect(code).toBe(0);
    expect(out).toContain('Listed');
    expect(err).toContain(name);
    await inFolder('add', 'bob@example.org', '--reference', 'DPO-2', '--basis', 'erasure');
    await inFolder('publish');
  });
});

describe('an incident', () => {
  it('is recorded with whether the list held them on that day', async () => {
    await cameAndWent();
    at('2026-11-20');
    for (const day of ['04', '05', '06', '09', '10', '11']) {
      await inFolder('case', 'DPO-1', 'incident', 'mail', '--at', `2026-11-${day}`);
    }
    const { incidents } = await json('case', 'DPO-1');
    const told = incidents.map(({ wasPublished }: { wasPublished: unknown }) => wasPublished);
    expect(told).toEqual([false, null, true, true, null, false]);
    expect(await inFolder('case', 'DPO-1')).toContain('mail (2026-11-06; the list held them)');
  });

  it('of another case is told by the address, which is not recorded', async () => {
    await cameAndWent();
    at('2026-11-20');
    const known = ['--at', '2026-11-06', '--address'];
    await inFolder('case', 'DPO-3', 'incident', 'mail', '--at', '2026-11-06');
    await inFolder('case', 'DPO-3', 'incident', 'mail', ...known, 'Ann+x@example.org');
    await inFolder('case', 'DPO-3', 'incident', 'mail', ...known, 'bob@example.org');
    const { incidents } = await json('case', 'DPO-3');
    const told = incidents.map(({ wasPublished }: { wasPublished: unknown }) => wasPublished);
    expect(told).toEqual([null, true, null]);
    const wrong = await lethe(['case', 'DPO-3', 'closed', '--address', 'ann@example.org', '--dir', dir]);
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('only incident') });
  });
});
