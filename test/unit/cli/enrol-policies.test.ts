import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeEnrolment } from '../../../utils/enrolment/code.ts';
import { acmeFolder, lethe } from './lethe.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let dir: string;
let parent: string;

beforeAll(async () => {
  dir = await acmeFolder();
  parent = await mkdtemp(join(tmpdir(), 'lethe-policies-'));
});

afterAll(async () => {
  await rm(dir, { recursive: true });
  await rm(parent, { recursive: true });
});

function enrol(...words: string[]) {
  return lethe(['enrol', '--dir', dir, ...words]);
}

describe('lethe enrol --policies', () => {
  it('writes every file, with what was asked for, for nobody else to read', async () => {
    const folder = join(parent, 'policies');
    const id = 'abcdefghijklmnopabcdefghijklmnop';
    const words = ['--lock-options', '--hide-desk', '--guard', 'block', '--watch', 'crm.acme.example'];
    const more = ['--panel-only', 'LinkedIn', '--poll-minutes', '30', '--edge-id', id];
    const { code, out, err } = await enrol('--policies', folder, ...words, ...more);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('as a password');
    expect((await readdir(folder)).sort()).toEqual([
      'lethe-chrome-google-admin.json',
      'lethe-chrome.adml',
      'lethe-chrome.admx',
      'lethe-chrome.json',
      'lethe-chrome.mobileconfig',
      'lethe-chrome.reg',
      'lethe-edge.adml',
      'lethe-edge.admx',
      'lethe-edge.json',
      'lethe-edge.mobileconfig',
      'lethe-edge.reg',
      'lethe-firefox.mobileconfig',
      'policies.json',
    ]);
    const edge = JSON.parse(await readFile(join(folder, 'lethe-edge.json'), 'utf8'));
    const policy = edge['3rdparty'].extensions[id];
    expect(policy).toEqual({
      enrolment: expect.any(String),
      lockOptions: true,
      hideDesk: true,
      guard: 'block',
      sites: ['crm.acme.example'],
      panelOnly: ['LinkedIn'],
      pollMinutes: 30,
    });
    expect(decodeEnrolment(policy.enrolment)).toMatchObject({
      ok: true,
      enrolment: { organisation: 'Acme BV', repository: 'https://lists.acme.example/' },
    });
    if (process.platform !== 'win32') {
      expect((await stat(join(folder, 'policies.json'))).mode & 0o077).toBe(0);
    }
  });

  it('writes over nothing, and says what to do with a code that is to be replaced', async () => {
    const file = join(parent, 'acme.lethe');
    expect((await enrol('--file', file)).code).toBe(0);
    expect(await enrol('--file', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining(`${file} is there already. Delete it where its code is replaced`),
    });
    const folder = join(parent, 'twice');
    expect((await enrol('--policies', folder)).code).toBe(0);
    const again = await enrol('--policies', folder);
    expect(again.code).toBe(1);
    expect(again.err).toContain('is there already');
  });

  it.each([
    [['--watch', 'https://crm.acme.example/leads'], 'is no host'],
    [['--panel-only', 'Linkedin'], 'it may hold LinkedIn'],
    [['--poll-minutes', '2'], 'from 5 to 1440'],
    [['--guard', 'strict'], 'warn, hold, block'],
    [['--chrome-id', 'lethe'], '32 letters'],
  ])('refuses %j and writes nothing', async (words, said) => {
    const folder = join(parent, 'refused');
    const { code, err } = await enrol('--policies', folder, ...words);
    expect(code).toBe(2);
    expect(err).toContain(said);
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
  });
});
