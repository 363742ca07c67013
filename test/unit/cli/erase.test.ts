import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSession } from '../../../cli/session.ts';
import { requireRegister } from '../../../utils/officer/session.ts';
import { acmeFolder, lethe, PASSPHRASE, succeed } from './lethe.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let dir: string;

beforeAll(async () => {
  dir = await acmeFolder();
});

afterAll(() => rm(dir, { recursive: true, force: true }));

const inFolder = (...words: string[]) => succeed(...words, '--dir', dir);
const json = async (...words: string[]) => JSON.parse(await inFolder(...words, '--json'));
const refusal = async (...words: string[]) => {
  const { code, err } = await lethe([...words, '--dir', dir]);
  expect(code).not.toBe(0);
  return err;
};

/** All that the register's objects say, opened. */
async function registerText(): Promise<string> {
  vi.stubEnv('LETHE_PASSPHRASE', PASSPHRASE);
  const { register } = await openSession(dir);
  const names = await readdir(join(dir, 'register'), { recursive: true });
  const texts = names
    .filter(name => name.endsWith('.age'))
    .map(async name => {
      const opened = await register.sealer.open(new Uint8Array(await readFile(join(dir, 'register', name))));
      return new TextDecoder().decode(opened);
    });
  return (await Promise.all(texts)).join('\n');
}

describe('lethe erase', () => {
  it('erases a lifted block once its lift is published, with its case, and says what it leaves', async () => {
    await inFolder('case', 'DPO-1', 'received', 'erasure');
    await inFolder('add', 'ann@example.org', '--reference', 'DPO-1', '--basis', 'erasure');
    await inFolder('publish');
    await inFolder('case', 'DPO-2', 'received', 'lifting');
    expect(await refusal('erase', 'DPO-1', '--yes')).toContain('DPO-1 has 1 block that nobody has lifted');
    await inFolder('lift', 'ann@example.org', '--reference', 'DPO-2', '--reason', 'request');
    expect(await refusal('erase', 'DPO-2', '--yes')).toMatch(/isn't published.*lethe publish/);
    await inFolder('publish');
    expect(await refusal('erase', 'DPO-2', '--yes')).toContain('Case DPO-2 is open');
    for (const reference of ['DPO-1', 'DPO-2']) await inFolder('case', reference, 'closed');
    expect(await refusal('erase', 'DPO-2')).toContain(
      '1 lifted block and the steps of DPO-2 for good: add --yes',
    );

    const said = await inFolder('erase', 'DPO-2', '--yes');
    expect(said).toContain('Left: of each line its hash');
    expect(said).toContain('The steps of DPO-1 are still there: lethe erase DPO-1');
    expect(await json('erase', 'DPO-1', '--yes')).toEqual({
      blocks: 0,
      cases: ['DPO-1'],
      finished: 0,
      leftCases: [],
    });
    const text = await registerText();
    expect(text).not.toMatch(/DPO-1|DPO-2|"type":"block"/);
    expect(text).toContain('"type":"erasure"');
    expect(await refusal('erase', 'DPO-1', '--yes')).toContain('erased before');
    await inFolder('publish');
    expect(await json('check', 'ann@example.org')).toMatchObject({ listed: false, unpublished: false });
  });

  it('erases a declined case, which has no block', async () => {
    await inFolder('case', 'DPO-3', 'outcome', 'declined');
    await inFolder('case', 'DPO-3', 'closed');
    expect(await json('erase', 'DPO-3', '--yes')).toMatchObject({ blocks: 0, cases: ['DPO-3'] });
    expect(await refusal('case', 'DPO-3')).toContain('No case DPO-3');
  });

  it('goes on where it was interrupted', async () => {
    await inFolder('case', 'DPO-4', 'outcome', 'declined');
    await inFolder('case', 'DPO-4', 'closed');
    vi.stubEnv('LETHE_PASSPHRASE', PASSPHRASE);
    const session = await openSession(dir);
    const { erase } = await import('../../../utils/register/erase.ts');
    const store = { ...session.register.store, replaceIf: () => Promise.reject(new Error('killed')) };
    const register = await requireRegister(session);
    const erasable = { blocks: new Set<string>(), cases: new Set(['DPO-4']) };
    const { signingKey } = session.officer;
    const work = erase({ ...session.register, store }, signingKey, register, erasable, Date.now());
    await expect(work).rejects.toThrow('killed');

    expect((await lethe(['status', '--dir', dir])).err).toContain('lethe erase finishes it');
    expect(await registerText()).toContain('DPO-4');
    expect(await json('erase')).toMatchObject({ finished: 2 });
    expect(await registerText()).not.toContain('DPO-4');
    expect(await inFolder('erase')).toBe('No erasure was interrupted.\n');
  });
});
