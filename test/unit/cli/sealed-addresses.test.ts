import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSession } from '../../../cli/session.ts';
import { requireRegister } from '../../../utils/officer/session.ts';
import { lethe, PASSPHRASE, succeed } from './lethe.ts';
import { admitted, benSucceeds, joinedTo, places } from './second-officer.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const AUDITOR = { LETHE_AUDITOR_PASSPHRASE: 'the auditor keeps this one' };
const { fresh, removeAll } = places();
let dir: string;
let key: string;

beforeAll(async () => {
  dir = join(await fresh(), 'acme');
  const { code, out, err } = await lethe(['init', dir, '--seal-for-auditors', '--country', 'NL'], AUDITOR);
  if (code !== 0) throw new Error(err);
  expect(out).toContain('keys/auditor.age');
  key = join(await fresh(), 'auditor.age');
  await rename(join(dir, 'keys/auditor.age'), key);
  await succeed(
    'add',
    'Ann+news@Example.org',
    '+31612345678',
    '--reference',
    'DPO-1',
    '--basis',
    'erasure',
    '--dir',
    dir,
  );
  await succeed('add', 'bob@example.org', '--reference', 'DPO-2', '--basis', 'erasure', '--dir', dir);
});

afterAll(removeAll);

function open(...words: string[]) {
  return lethe(['audit', 'open', ...words, '--key', key, '--reference', 'AUDIT-1', '--dir', dir], AUDITOR);
}

async function register() {
  vi.stubEnv('LETHE_PASSPHRASE', PASSPHRASE);
  const session = await openSession(dir).finally(() => vi.unstubAllEnvs());
  return requireRegister(session);
}

describe('addresses that are kept sealed', () => {
  it('are opened by officer and auditor together, and that they were is recorded', async () => {
    const { code, out, err } = await open('DPO-1', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(
      JSON.parse(out).map(({ address, kind }: { address: string; kind: string }) => [kind, address]),
    ).toEqual([
      ['email', 'ann@example.org'],
      ['phone', '+31612345678'],
    ]);
    const { openings } = await register();
    expect(openings).toMatchObject([
      { reference: 'AUDIT-1', blocks: [{}, {}].map(() => expect.any(String)) },
    ]);
    expect(await succeed('audit', '--dir', dir)).toContain('read whom 2 blocks stand for');
  });

  it('are not opened by another passphrase, nor by another key, and nothing is recorded then', async () => {
    const before = (await register()).openings.length;
    const args = ['audit', 'open', 'DPO-1', '--key', key, '--reference', 'AUDIT-2', '--dir', dir];
    expect(await lethe(args, { LETHE_AUDITOR_PASSPHRASE: 'wrong' })).toMatchObject({
      code: 1,
      err: expect.stringContaining("The passphrase doesn't open"),
    });
    const other = join(await fresh(), 'other');
    await lethe(['init', other, '--seal-for-auditors'], AUDITOR);
    const foreign = [...args];
    foreign[4] = join(other, 'keys/auditor.age');
    expect(await lethe(foreign, AUDITOR)).toMatchObject({
      code: 1,
      err: expect.stringContaining('key of another organisation'),
    });
    expect((await register()).openings).toHaveLength(before);
  });

  it('stand in no file of the folder, and in the register in blocks of one length', async () => {
    for (const name of await readdir(dir, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const text = (await readFile(join(name.parentPath, name.name))).toString('latin1');
      expect(text, name.name).not.toMatch(/ann@example|bob@example|612345678/);
    }
    const lengths = [...(await register()).blocks.values()].map(({ sealed }) => sealed?.length);
    expect(lengths).toHaveLength(3);
    expect(new Set(lengths).size).toBe(1);
    expect(lengths[0]).toBeGreaterThan(200);
  });

  it('are told of in the letters', async () => {
    const facts = [
      'receivedOn=2026-11-01',
      'answerBy=2026-11-20',
      'reviewOn=2028-11-01',
      'scope=all',
      'authority=X',
    ];
    const words = facts.flatMap(fact => ['--fact', fact]);
    const out = await succeed(
      ...[
        'letter',
        'offer',
        '--language',
        'en',
        '--reference',
        'DPO-9',
        '--fact',
        'contact=dpo@acme.example',
      ],
      ...words,
      '--dir',
      dir,
    );
    expect(out).toContain('kept only in sealed form, which our auditors alone can open');
  });

  it('go with what is erased', async () => {
    await succeed('lift', '--case', 'DPO-2', '--reference', 'DPO-3', '--reason', 'request', '--dir', dir);
    await succeed('publish', '--dir', dir);
    await succeed('erase', 'DPO-2', '--yes', '--dir', dir);
    expect(await open('DPO-2')).toMatchObject({ code: 1, err: expect.stringContaining('it was erased') });
  });

  it('are sealed by a second officer as well, from the first block on', async () => {
    const joined = await joinedTo(dir, await fresh());
    await admitted(dir, joined);
    await benSucceeds(
      'add',
      'cas@example.org',
      '--reference',
      'DPO-7',
      '--basis',
      'erasure',
      '--dir',
      joined.path,
    );
    const { code, out } = await open('DPO-7', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ address: 'cas@example.org' }]);
  });

  it('are kept by nobody unless that was chosen', async () => {
    const plain = join(await fresh(), 'plain');
    await succeed('init', plain);
    expect(await readdir(join(plain, 'keys'))).not.toContain('auditor.age');
    await succeed('add', 'ann@example.org', '--reference', 'DPO-1', '--basis', 'erasure', '--dir', plain);
    vi.stubEnv('LETHE_PASSPHRASE', PASSPHRASE);
    const session = await openSession(plain).finally(() => vi.unstubAllEnvs());
    expect([...(await requireRegister(session)).blocks.values()]).toMatchObject([{ sealed: null }]);
  });
});
