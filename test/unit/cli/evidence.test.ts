import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openSession } from '../../../cli/session.ts';
import { requireRegister } from '../../../utils/officer/session.ts';
import { standingBlocks } from '../../../utils/register/register.ts';
import { acmeFolder, lethe, PASSPHRASE, succeed } from './lethe.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const MESSAGE =
  'From: Ann <Ann@Example.org>\nDate: Fri, 20 Nov 2026 10:00:00 +0000\nSubject: Stop\n\nPlease.\n';
let dir: string;
let eml: string;

beforeAll(async () => {
  dir = await acmeFolder();
  eml = join(dir, 'request.eml');
  await writeFile(eml, MESSAGE);
});

afterAll(() => rm(dir, { recursive: true }));

const add = (...words: string[]) =>
  lethe(['add', '--evidence', eml, ...words, '--reference', 'DPO-1', '--basis', 'objection', '--dir', dir]);

it('records the date of the message that asked for it, and shows its sender without keeping it', async () => {
  const run = await add('ann+x@example.org');
  expect(run).toMatchObject({
    code: 0,
    err: 'The evidence is a message from ann@example.org, sent on 2026-11-20.\n',
  });
  vi.stubEnv('LETHE_PASSPHRASE', PASSPHRASE);
  const [block] = standingBlocks(await requireRegister(await openSession(dir)));
  vi.unstubAllEnvs();
  expect(block?.evidence).toMatchObject({ sentAt: Date.UTC(2026, 10, 20, 10), channel: 'mail' });
  await rm(eml);
  const names = await readdir(dir, { recursive: true, withFileTypes: true });
  for (const entry of names.filter(each => each.isFile())) {
    expect(await readFile(join(entry.parentPath, entry.name), 'latin1')).not.toMatch(/ann@example/i);
  }
  await writeFile(eml, MESSAGE);
});

it('warns where the message came from somebody else, and takes a company for its people', async () => {
  const warning = expect.stringContaining('none of the addresses that are recorded');
  expect(await add('bob@example.org')).toMatchObject({ code: 0, err: warning });
  const json = await add('cas@example.org', '--json');
  expect(JSON.parse(json.out)).toMatchObject({ isFromThem: false });
  expect(json.err).not.toContain('ann@');
  expect(JSON.parse((await add('@example.org', '--confirm-domain', '--json')).out)).toMatchObject({
    isFromThem: true,
  });
  expect(JSON.parse((await add('+44 7700 900123', '--json')).out)).toMatchObject({ isFromThem: null });
});

it('takes no empty file for evidence, and records nothing then', async () => {
  await writeFile(eml, '');
  expect(await add('dot@example.org')).toMatchObject({
    code: 1,
    err: `Error: ${eml} is empty, and so no evidence: save the message once more.\n`,
  });
  await writeFile(eml, MESSAGE);
  expect(JSON.parse((await add('dot@example.org', '--json')).out)).toMatchObject({ added: 1 });
});

it('says how a .msg becomes an .eml, and takes its hash', async () => {
  const msg = join(dir, 'request.msg');
  await writeFile(msg, 'x');
  expect(await add('dot@example.org', '--evidence', msg)).toMatchObject({
    code: 0,
    err: expect.stringContaining('.eml'),
  });
});

it('reminds of the day of receipt where a request is recorded later', async () => {
  const received = (...more: string[]) =>
    lethe(['case', 'DPO-9', 'received', 'erasure', '--evidence', eml, '--dir', dir, ...more]);
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 25, 12), toFake: ['Date'] });
  try {
    expect(await received()).toMatchObject({ code: 0, err: expect.stringContaining('--at 2026-11-20') });
    expect((await received('--at', '2026-11-20')).err).not.toContain('--at');
    expect((await received('--json')).err).not.toContain('ann@');
  } finally {
    vi.useRealTimers();
  }
});

it('stands in the audit and on its page by the SHA-256 that anybody can compute, with what became of the block', async () => {
  const inFolder = (...words: string[]) => succeed(...words, '--dir', dir);
  const ofCase = ['--reference', 'DPO-71'];
  await inFolder('case', 'DPO-71', 'received', 'objection', '--evidence', eml);
  await inFolder('add', 'zoe@example.org', ...ofCase, '--basis', 'objection', '--evidence', eml);
  await inFolder('publish');
  await inFolder('lift', 'zoe@example.org', '--reference', 'DPO-72', '--reason', 'request');
  const sha256 = createHash('sha256').update(MESSAGE).digest('hex');
  const told = await inFolder('audit', ...ofCase);
  expect(told).toMatch(new RegExp(`received \\(objection, by mail\\).*; evidence SHA-256 ${sha256}`));
  expect(told).toMatch(new RegExp(`blocked 1 email: objection.*; evidence SHA-256 ${sha256}`));
  expect(told).toMatch(/DPO-72 +lifted 1 block \(request\)/);
  expect(told).not.toMatch(/DPO-1 /);
  const page = join(dir, 'register.html');
  await inFolder('audit', 'export', join(dir, 'register.jsonl'), '--page', page);
  expect((await readFile(page, 'utf8')).split(`; SHA-256 ${sha256}`).length).toBeGreaterThan(2);
});
