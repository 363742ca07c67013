import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { acmeFolder, lethe, succeed } from './lethe.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let dir: string;

beforeAll(async () => {
  dir = await acmeFolder();
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const inFolder = (...words: string[]) => succeed(...words, '--dir', dir);
const json = async (...words: string[]) => JSON.parse(await inFolder(...words, '--json'));
const refusal = async (...words: string[]) => {
  const { code, err } = await lethe([...words, '--dir', dir]);
  expect(code).not.toBe(0);
  return err;
};

describe('lethe case', () => {
  it('follows a case from receipt to outcome, and shows what is due', async () => {
    await inFolder('case', 'DPO-1', 'received', 'erasure', '--at', '2026-01-31', '--channel', 'letter');
    await inFolder('case', 'DPO-1', 'identity', 'account', '--at', '2026-02-01');
    await inFolder('case', 'DPO-1', 'erased', 'CRM', '--at', '2026-02-02');
    await inFolder('case', 'DPO-1', 'letter', 'offer-1-nl', '--at', '2026-02-03');
    expect(await json('case', 'DPO-1')).toMatchObject({
      request: 'erasure',
      dueAt: Date.parse('2026-02-28T12:00:00Z'),
      identity: 'account',
      erased: ['CRM'],
      awaitsReply: true,
      isClosed: false,
    });
    await inFolder('case', 'DPO-1', 'extended', '--at', '2026-02-20');
    expect(await json('case', 'DPO-1')).toMatchObject({ dueAt: Date.parse('2026-04-30T12:00:00Z') });
    expect(await inFolder('case')).toBe('DPO-1: erasure, due 2026-04-30; awaits a reply to the offer\n');
    await inFolder('case', 'DPO-1', 'outcome', 'declined', '--at', '2026-03-01');
    await inFolder('case', 'DPO-1', 'closed', '--at', '2026-03-01');
    expect(await inFolder('case')).toBe('No open cases.\n');
    expect(await inFolder('case', 'DPO-1')).toContain('Outcome:          declined');
  });

  it('warns of a block that stands although none was wanted, until it is lifted', async () => {
    await inFolder('add', 'eve@example.org', '--reference', 'DPO-20', '--basis', 'erasure');
    const declined = await lethe(['case', 'DPO-20', 'outcome', 'declined', '--dir', dir]);
    const lift = 'lethe lift --case DPO-20 --reference DPO-20 --reason mistake';
    expect(declined).toMatchObject({
      code: 0,
      err: `Warning: a block of DPO-20 stands, though the offer of one was declined. If it shouldn't, lift it: ${lift}\n`,
    });
    await inFolder(...lift.split(' ').slice(1));
    expect((await lethe(['case', 'DPO-20', '--dir', dir])).err).toBe('');
  });

  it('warns of a block that is recorded under a case whose offer was declined', async () => {
    await inFolder('case', 'DPO-22', 'received', 'erasure');
    await inFolder('case', 'DPO-22', 'outcome', 'declined');
    const ground = ['--reference', 'DPO-22', '--basis', 'erasure', '--dir', dir];
    const added = await lethe(['add', 'frank@example.org', ...ground]);
    expect(added).toMatchObject({
      code: 0,
      err: expect.stringContaining('a block of DPO-22 stands, though the offer of one was declined'),
    });
    await inFolder('lift', '--case', 'DPO-22', '--reference', 'DPO-22', '--reason', 'mistake');
  });

  it('refuses a day of review that is past', async () => {
    const ground = ['--reference', 'DPO-21', '--basis', 'erasure', '--review', '2020-01-31'];
    expect(await refusal('add', 'eve@example.org', ...ground)).toContain(
      '--review 2020-01-31 is past: name a day that is still to come',
    );
  });

  it('lets no address in, and says what a step takes', async () => {
    expect(await refusal('case', 'ann@example.org', 'received', 'erasure')).toContain('holds an @');
    expect(await refusal('case', 'DPO-2', 'erased', 'mailbox of ann@example.org')).toContain(
      'must not hold an @',
    );
    expect(await refusal('case', 'DPO-2', 'received', 'complaint')).toContain('takes one of: objection');
    expect(await refusal('case', 'DPO-2', 'closed', 'yes')).toContain('takes no value');
    expect(await refusal('case', 'DPO-2', 'identity', 'reply', '--at', '2999-01-01')).toContain(
      'still to come',
    );
    expect(await refusal('case', 'DPO-2', 'received', 'erasure', '--at', '2026-02-31')).toContain(
      'takes a date',
    );
    expect(await refusal('case', 'DPO-2', 'identity', 'reply', '--evidence', 'README.md')).toContain(
      'identity takes no --evidence',
    );
    expect(await refusal('case', 'DPO-2', '--evidence', 'README.md')).toContain('belong to a step');
    expect(await refusal('case', 'DPO-2', 'extended')).toContain('record that first');
    expect(await refusal('case', 'DPO-2')).toContain('No case DPO-2 is recorded');
  });
});

describe('lethe lift', () => {
  it('ends the blocks of an address, in whatever spelling, and of a whole case', async () => {
    const ground = ['--reference', 'IMPORT-1', '--basis', 'objection'];
    await inFolder('add', 'ann@example.org', 'ben@example.org', 'chloe@example.org', ...ground);
    await inFolder('publish');
    expect(await json('check', 'ann@example.org')).toMatchObject({ listed: true });
    const asked = ['--reference', 'DPO-9', '--reason', 'request'];
    expect(await json('lift', 'Ann+News@Example.org', ...asked)).toEqual({ lifted: 1, reference: 'DPO-9' });
    await inFolder('publish');
    expect(await json('check', 'ann@example.org')).toMatchObject({ listed: false, blocks: [] });
    expect(await json('check', 'ben@example.org')).toMatchObject({ listed: true });

    const wrong = ['--case', 'IMPORT-1', '--reference', 'DPO-10', '--reason', 'mistake'];
    expect(await json('lift', ...wrong)).toEqual({ lifted: 2, reference: 'DPO-10' });
    await inFolder('publish');
    expect(await json('check', 'chloe@example.org')).toMatchObject({ listed: false });
    expect(await refusal('lift', ...wrong)).toContain('No block stands under IMPORT-1');
  });

  it('lifts all that is named, or nothing', async () => {
    await inFolder('add', 'dora@example.org', '--reference', 'DPO-11', '--basis', 'erasure');
    const words = ['--reference', 'DPO-12', '--reason', 'request'];
    const said = await refusal('lift', 'dora@example.org', 'nobody@example.org', 'no address', ...words);
    expect(said).toContain('Address 2 has no block of its own');
    expect(said).toContain('Address 3 has no @');
    expect(said).not.toContain('nobody');
    await inFolder('publish');
    expect(await json('check', 'dora@example.org')).toMatchObject({ listed: true });
    expect(await refusal('lift', ...words)).toContain('Name addresses, or a case');
  });
});
