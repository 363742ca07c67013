import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acmeFolder, lethe, succeed } from './lethe.ts';

let dir: string;

beforeAll(async () => {
  dir = await acmeFolder();
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const OFFER = [
  '--reference',
  'DPO-17',
  ...['receivedOn=2026-11-01', 'answerBy=2026-11-22', 'reviewOn=2028-11-01', 'basis=erasure', 'scope=all'],
  'authority=Example Authority',
].map((word, index) => (index < 2 ? word : `--fact=${word}`));

describe('lethe letter', () => {
  it.each([
    ['en', '1 November 2026'],
    ['nl', '1 november 2026'],
    ['de', '1. November 2026'],
    ['fr', '1er novembre 2026'],
  ])('writes the offer in %s, with its dates and the organisation of the folder', async (language, date) => {
    const printed = await succeed(
      'letter',
      'offer',
      '--language',
      language,
      ...OFFER,
      '--dir',
      dir,
      '--json',
    );
    const { subject, body, wording } = JSON.parse(printed);
    expect(wording).toBe(`offer-1-${language}`);
    expect(subject).toContain('DPO-17');
    expect(body).toContain(date);
    expect(body).toContain('Acme BV');
    expect(body).toContain('Privacy office');
    expect(`${subject}${body}`).not.toMatch(/[{}]|undefined|null/u);
  });

  it('says what is missing, and how it is given', async () => {
    const { code, err } = await lethe(['letter', 'offer', '--language', 'en', '--dir', dir]);
    expect(code).toBe(2);
    expect(err).toContain('--reference');
    expect(err).toContain('--fact receivedOn=YYYY-MM-DD');
    expect(err).toContain('--fact scope=marketing|all');
  });

  it.each([
    ['colour=blue', 'is no name=value'],
    ['receivedOn=1.11.2026', 'takes a date such as'],
    ['receivedOn=2026-02-31', 'takes a date such as'],
    ['scope=everything', 'takes one of marketing, all'],
  ])('refuses --fact %s', async (fact, message) => {
    const words = ['letter', 'offer', '--language', 'en', ...OFFER, '--fact', fact, '--dir', dir];
    const { code, err } = await lethe(words);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('lets no address in as a reference', async () => {
    const words = ['letter', 'offer', '--language', 'en', '--reference', 'ann@example.org', '--dir', dir];
    expect((await lethe(words)).err).toContain('holds an @');
  });
});

describe('lethe letter --case', () => {
  const CONFIRMATION = ['letter', 'confirmation', '--language', 'en', '--case', 'DPO-17'];
  const authority = ['--fact', 'authority=Example Authority'];

  beforeAll(async () => {
    const received = ['received', 'objection', '--at', '2026-11-02'];
    await succeed('case', 'DPO-17', ...received, '--dir', dir);
    const ground = ['--reference', 'DPO-17', '--basis', 'objection', '--review', '2028-11-01'];
    await succeed('add', 'ann@example.org', ...ground, '--dir', dir);
  });

  it('fills in what the register knows, and says which facts came from there', async () => {
    const { code, out, err } = await lethe([...CONFIRMATION, ...authority, '--dir', dir]);
    expect(code).toBe(0);
    for (const said of ['DPO-17', '2 November 2026', '1 November 2028']) expect(out).toContain(said);
    expect(out).not.toMatch(/[{}]|undefined|null/u);
    expect(err).toMatch(/^Filled in from case DPO-17: .*\breceivedOn\b.*\breviewOn\b/m);
  });

  it('gives way to what is said by the command line', async () => {
    const words = ['--reference', 'DPO-18', '--fact', 'receivedOn=2026-10-30', ...authority];
    const { out, err } = await lethe([...CONFIRMATION, ...words, '--dir', dir]);
    expect(out).toContain('30 October 2026');
    expect(out).not.toContain('2 November 2026');
    expect(out.split('\n')[0]).toContain('DPO-18');
    expect(err).not.toContain('receivedOn');
  });

  it('names what is missing all the same', async () => {
    const { code, err } = await lethe([...CONFIRMATION, '--dir', dir]);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'Error: The letter needs more: --fact authority=….\n',
    });
  });

  it('knows no case that nobody recorded, and takes no address for one', async () => {
    const of = (reference: string) => lethe([...CONFIRMATION.slice(0, -1), reference, '--dir', dir]);
    expect(await of('DPO-99')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Nothing is recorded under DPO-99: lethe case shows'),
    });
    expect(await of('ann@example.org')).toMatchObject({ err: expect.stringContaining('holds an @') });
  });
});

it('has an example in its help that writes a letter of no case', async () => {
  const { out } = await lethe(['letter', '--help']);
  const example = out.match(/lethe (?<words>letter offer[\s\S]+)/)?.groups?.words ?? '';
  const words = [...example.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
  expect(await lethe([...words, '--dir', dir])).toMatchObject({ code: 0 });
});
