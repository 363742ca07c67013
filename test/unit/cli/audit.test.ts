import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { recover } from '../../../cli/recover.ts';
import { replaceOfficerKey } from '../../../cli/replacements.ts';
import { acmeFolder, lethe, PASSPHRASE, spawned, succeed } from './lethe.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let dir: string;
let elsewhere: string;
let file: string;
let page: string;

const inFolder = (...words: string[]) => succeed(...words, '--dir', dir);
const json = async (...words: string[]) => JSON.parse(await inFolder(...words, '--json'));

beforeAll(async () => {
  dir = await acmeFolder();
  elsewhere = await mkdtemp(join(tmpdir(), 'lethe-audit-'));
  file = join(elsewhere, 'register.jsonl');
  page = join(elsewhere, 'register.html');
  await inFolder('case', 'DPO-1', 'received', 'erasure', '--at', '2026-11-02');
  await inFolder('add', 'ann@example.org', '--reference', 'DPO-1', '--basis', 'erasure');
  await inFolder('publish');
  await inFolder('audit', 'export', file, '--page', page);
});

afterAll(async () => {
  await rm(dir, { recursive: true });
  await rm(elsewhere, { recursive: true });
});

describe('lethe audit', () => {
  it('shows who recorded and published what, in order, after verifying it', async () => {
    const said = await inFolder('audit');
    expect(said).toMatch(
      /published publication 1[\s\S]*changed settings: organisation, contact[\s\S]*received \(erasure, by mail\)[\s\S]*blocked 1 email: erasure, scope all[\s\S]*published publication 2/,
    );
    expect(said).toContain('Verified: Acme BV');
    expect(said).toContain('3 objects by 1 key, 0 lines erased');
    const entries = await json('audit', '--reference', 'DPO-1', '--since', '2026-11-01');
    expect(entries).toMatchObject([
      { type: 'case', event: { kind: 'received' } },
      { type: 'blocks', reference: 'DPO-1', kinds: { email: 1 } },
    ]);
  });

  it('exports what is verified elsewhere, by the fingerprint that lethe status shows', async () => {
    const { rootFingerprint } = await json('status');
    // No folder, no passphrase: nothing but the file.
    const { code, out } = await spawned('audit', 'verify', file, '--fingerprint', rootFingerprint, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      organisation: 'Acme BV',
      rootFingerprint,
      objects: 3,
      publications: 2,
      lastPublication: 2,
      digests: false,
    });
    expect((await stat(file)).mode & 0o077).toBe(0);
    const text = await readFile(file, 'utf8');
    expect(text).toContain('DPO-1');
    expect(text).not.toMatch(/ann@|example\.org|"forms"/);
    expect(await readFile(page, 'utf8')).toContain(JSON.parse(out).sha256);
  });

  it('asks to compare the fingerprint, and refuses another', async () => {
    expect(await succeed('audit', 'verify', file)).toContain('Compare the fingerprint');
    expect(await lethe(['audit', 'verify', file, '--fingerprint', '0000 '.repeat(16)])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/of another organisation.*\(root 1\)/),
    });
    expect(await lethe(['audit', 'verify', file, '--fingerprint', '0000 1111'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('64 hex digits'),
    });
  });

  it('refuses what was changed, and what is no export', async () => {
    const changed = join(elsewhere, 'changed.jsonl');
    await writeFile(
      changed,
      (await readFile(file, 'utf8')).replace('"basis":"erasure"', '"basis":"consent"'),
    );
    expect(await lethe(['audit', 'verify', changed])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('proves nothing'),
    });
    expect(await lethe(['audit', 'verify', page])).toMatchObject({ code: 1 });
    expect(await lethe(['audit', 'verify', join(elsewhere, 'none')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no file'),
    });
  });

  it('writes over nothing that is there', async () => {
    const before = await readFile(file);
    const again = await lethe(['audit', 'export', file, '--dir', dir]);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('is there already') });
    expect(await readFile(file)).toEqual(before);
  });

  it('puts digests into an export where they are asked for', async () => {
    const whole = join(elsewhere, 'whole.jsonl');
    expect(await json('audit', 'export', whole, '--digests')).toMatchObject({ digests: true });
    expect(await readFile(whole, 'utf8')).toContain('"forms"');
    expect(JSON.parse(await succeed('audit', 'verify', whole, '--json'))).toMatchObject({ objects: 3 });
  });
});

describe('lethe audit, after keys were replaced,', () => {
  it('verifies what the old keys wrote, also where the last of it counts for nothing', async () => {
    vi.stubEnv('LETHE_PASSPHRASE', PASSPHRASE);
    await inFolder('add', 'bob@example.org', '--reference', 'DPO-2', '--basis', 'erasure');
    vi.stubEnv('LETHE_PASSPHRASE', PASSPHRASE);
    await replaceOfficerKey({ dir, unpublished: 'leave', workFactor: 4 });
    vi.stubEnv('LETHE_PASSPHRASE', PASSPHRASE);
    await recover({ dir, kit: join(dir, 'keys/recovery-kit.age'), repository: null, workFactor: 4 });
    await inFolder('add', 'cas@example.org', '--reference', 'DPO-3', '--basis', 'erasure');
    await inFolder('publish');
    const after = join(elsewhere, 'after.jsonl');
    await inFolder('audit', 'export', after);
    const facts = JSON.parse(await succeed('audit', 'verify', after, '--json'));
    expect(facts).toMatchObject({ rootFingerprint: (await json('status')).rootFingerprint, objects: 4 });
    expect(facts.root).toBeGreaterThan(3);
    expect(facts.chains).toHaveLength(2);
    const text = await readFile(after, 'utf8');
    expect(text).toContain('DPO-3');
    expect(text).not.toContain('DPO-2');
    // Who knows the first root only, as an enrolment of then shows it, knows this one by it.
    const first = JSON.parse(await succeed('audit', 'verify', file, '--json')).rootFingerprint;
    expect(await succeed('audit', 'verify', after, '--fingerprint', first)).toContain(`root ${facts.root}`);
    // What was exported before is of the root of then.
    expect(await succeed('audit', 'verify', file)).toContain('(root 1)');
    const { blocks } = await json('check', 'ann@example.org');
    expect(blocks).toMatchObject([{ firstPublished: { publication: 2 }, maybeEarlier: false }]);
  });
});
