import { createHash } from 'node:crypto';
import { cp, link, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { staticHost } from '../../../cli/static-host.ts';
import { acmeFolder, lethe, spawnedWith, start, succeed } from './lethe.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let dir: string;
let work: string;
const file = (name: string) => join(work, name);
const read = (name: string) => readFile(file(name), 'utf8');

/** An organisation that blocks Ann (marketing), Bob (all), a company, a number and a profile. */
beforeAll(async () => {
  dir = await acmeFolder();
  const settings = JSON.parse(await readFile(join(dir, 'lethe.json'), 'utf8'));
  await writeFile(join(dir, 'lethe.json'), JSON.stringify({ ...settings, country: 'GB' }));
  const add = (...words: string[]) => succeed('add', ...words, '--reference', 'DPO-1', '--dir', dir);
  await add('ann@example.org', '--basis', 'objection');
  await add(
    'bob@example.org',
    '07700 900123',
    'https://www.linkedin.com/in/cas-example',
    '@kestrel.test',
    '--basis',
    'erasure',
    '--confirm-domain',
  );
  await succeed('publish', '--dir', dir);
});

afterAll(() => rm(dir, { recursive: true }));

beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'lethe-screen-'));
});

afterEach(() => rm(work, { recursive: true }));

async function screen(name: string, ...more: string[]) {
  return lethe(['screen', file(name), '--out', file('out'), '--dir', dir, ...more]);
}

const CONTACTS =
  '\ufeff"Record ID";Name;E-mail;"Phone number";LinkedIn\r\n' +
  '1;"Ann; of sales";Ann+news@example.org;;\r\n' +
  '2;Bob;;07700 900 123;\r\n' +
  '3;"Cas ""C""";;;linkedin.com/in/cas-example\r\n' +
  '4;Dot;dot@mail.kestrel.test;;\r\n' +
  '\r\n' +
  '5;  Eve ;"eve@example.org";+44 7700 900999;\r\n' +
  '6;Finn;;;\r\n' +
  '7;Gil;gil@example.org;12;\r\n';
const KEPT =
  '\ufeff"Record ID";Name;E-mail;"Phone number";LinkedIn\r\n' +
  '\r\n' +
  '5;  Eve ;"eve@example.org";+44 7700 900999;\r\n' +
  '6;Finn;;;\r\n' +
  '7;Gil;gil@example.org;12;\r\n';

describe('lethe screen', () => {
  it('leaves out whoever is listed in any column, and keeps every other byte', async () => {
    await writeFile(file('in.csv'), CONTACTS);
    const run = await screen('in.csv', '--report', file('report.json'));
    expect(run).toMatchObject({ code: 0, out: '' });
    expect(await read('out')).toBe(KEPT);
    expect(await read('in.csv')).toBe(CONTACTS);
    expect((await readdir(work)).sort()).toEqual(['in.csv', 'out', 'report.json']);
    const report = JSON.parse(await read('report.json'));
    expect(report).toMatchObject({
      scope: 'marketing',
      sha256: createHash('sha256').update(CONTACTS).digest('hex'),
      columns: ['E-mail', 'Phone number', 'LinkedIn'],
      rows: 7,
      leftOut: 4,
      kept: 3,
      notChecked: 1,
      partlyChecked: 1,
      listed: { marketing: 1, all: 3 },
      matches: { exact: 2, spelling: 1, domain: 1 },
      named: {
        email: { checked: 4, listed: 2, unreadable: 0 },
        phone: { checked: 2, listed: 1, unreadable: 0 },
        linkedin: { checked: 1, listed: 1, unreadable: 0 },
        other: { checked: 0, listed: 0, unreadable: 1 },
      },
      list: { organisation: 'Acme BV', publication: 2, isStale: false },
    });
    expect(run.err).toContain('7 rows, 4 left out');
    expect(run.err).toContain('NOT CHECKED, since nothing could be read: 1 row, kept all the same.');
    for (const text of [run.err, await read('report.json')])
      expect(text).not.toMatch(/example\.org|kestrel|900/);
  });

  it('by --scope all leaves out only who must not be contacted at all', async () => {
    await writeFile(file('in.csv'), 'email\nann@example.org\nbob@example.org\neve@example.org\n');
    const { out } = await screen('in.csv', '--scope', 'all', '--json');
    expect(await read('out')).toBe('email\nann@example.org\neve@example.org\n');
    expect(JSON.parse(out)).toMatchObject({ scope: 'all', leftOut: 1, listed: { marketing: 1, all: 1 } });
  });

  it('writes the ids of the listed alone, and no address for an id', async () => {
    await writeFile(file('in.csv'), CONTACTS);
    expect(await screen('in.csv', '--id-column', 'record id')).toMatchObject({ code: 0, out: '' });
    expect(await read('out')).toBe('1\n2\n3\n4\n');
    expect(await screen('in.csv', '--id-column', 'e-mail')).toMatchObject({
      code: 1,
      err: expect.stringContaining('tell nobody who is listed'),
    });
  });

  it('looks up the columns that are named, and says which there are', async () => {
    await writeFile(
      file('in.csv'),
      'who,boss\nann@example.org,eve@example.org\neve@example.org,bob@example.org\n',
    );
    await screen('in.csv', '--column', 'who');
    expect(await read('out')).toBe('who,boss\neve@example.org,bob@example.org\n');
    await screen('in.csv', '--column', 'who', '--column', '2');
    expect(await read('out')).toBe('who,boss\n');
    expect(await screen('in.csv', '--column', 'whom')).toMatchObject({
      code: 1,
      err: expect.stringContaining('It has: "who", "boss"'),
    });
  });

  it('screens the first row too where the file has no headings', async () => {
    await writeFile(file('in.csv'), '1,07700900123\n2,07700900999\n');
    await screen('in.csv', '--column', '2');
    expect(await read('out')).toBe('2,07700900999\n');
  });

  it('takes JSON Lines from standard input and gives lines or ids to standard output', async () => {
    const lines =
      '{"id":"a1","properties":{"email":"ann@example.org"}}\n' +
      '{"id":"a2","emails":["eve@example.org","bob@example.org"]}\n\n' +
      '{"id":"a3" , "phone":"07700 900999"}\n"someone@kestrel.test"\n{"id":"a4"}';
    const all = await spawnedWith(lines, 'screen', '-', '--dir', dir);
    expect(all).toMatchObject({ code: 0, out: '\n{"id":"a3" , "phone":"07700 900999"}\n{"id":"a4"}' });
    expect(all.err).toContain('5 rows, 3 left out');
    const ids = await spawnedWith(
      lines.replace('"someone@kestrel.test"\n', ''),
      'screen',
      '-',
      '--id-column',
      'id',
      '--dir',
      dir,
    );
    expect(ids).toMatchObject({ code: 0, out: 'a1\na2\n' });
    expect(await spawnedWith('{"email":"eve@example.org"}\n{oh', 'screen', '-', '--dir', dir)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Line 2 of - is no JSON'),
    });
  });

  it('never writes to the file that it reads, by whatever name', async () => {
    await writeFile(file('in.csv'), CONTACTS);
    await link(file('in.csv'), file('same.csv'));
    for (const more of [
      ['--out', file('same.csv')],
      ['--report', file('in.csv')],
      ['--report', file('out')],
    ]) {
      expect(await screen('in.csv', ...more)).toMatchObject({
        code: 2,
        err: expect.stringContaining('of its own'),
      });
    }
    expect(await read('in.csv')).toBe(CONTACTS);
  });

  it('leaves nothing behind where it fails', async () => {
    await writeFile(file('in.jsonl'), `${'{"email":"eve@example.org"}\n'.repeat(3000)}{oh\n`);
    expect(await screen('in.jsonl')).toMatchObject({ code: 1, err: expect.stringContaining('Line 3001') });
    expect(await readdir(work)).toEqual(['in.jsonl']);
  });

  it('leaves no half a file behind when it is stopped', async () => {
    const people = Array.from({ length: 50_000 }, (_, index) => `p${index}@example.org`);
    await writeFile(file('in.csv'), `email\n${people.join('\n')}\n`);
    const child = start(['screen', file('in.csv'), '--out', file('out'), '--dir', dir]);
    const code = new Promise(resolve => child.once('exit', resolve));
    while ((await readdir(work)).length === 1) await new Promise(resolve => setTimeout(resolve, 20));
    child.kill('SIGTERM');
    expect(await code).toBe(143);
    expect(await readdir(work)).toEqual(['in.csv']);
  });

  it('refuses a list that expired, unless it is told to go on', async () => {
    await writeFile(file('in.csv'), 'email\nann@example.org\neve@example.org\n');
    vi.useFakeTimers({ now: Date.now() + 15 * 86_400_000, toFake: ['Date'] });
    try {
      expect(await screen('in.csv')).toMatchObject({
        code: 3,
        out: '',
        err: expect.stringContaining('expired'),
      });
      expect(await readdir(work)).toEqual(['in.csv']);
      expect(await screen('in.csv', '--allow-stale', '--report', file('report.json'))).toMatchObject({
        code: 0,
      });
      expect(JSON.parse(await read('report.json'))).toMatchObject({ leftOut: 1, list: { isStale: true } });
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    ['a folder in place of a file', '.', [], 'is a folder: name a file'],
    ['a folder that is not there', 'in.csv', ['--out', 'nowhere/out'], 'There is no folder'],
    ['a report whose folder is not there', 'in.csv', ['--report', 'nowhere/report'], 'There is no folder'],
    ['a key that no record has', 'in.jsonl', ['--column', 'mail'], 'none has a key'],
    ['an id that is an address', 'in.jsonl', ['--id-column', 'email'], 'tell nobody who is listed'],
    ['somebody listed without an id', 'in.jsonl', ['--id-column', 'id'], 'has no id'],
  ])('says what is wrong with %s', async (_name, name, more, message) => {
    await writeFile(file('in.csv'), CONTACTS);
    await writeFile(file('in.jsonl'), '{"email":"ann@example.org"}\n');
    const words = more.map(word => (word.includes('/') ? file(word) : word));
    expect(await screen(name, ...words)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining(message),
    });
    expect((await readdir(work)).sort()).toEqual(['in.csv', 'in.jsonl']);
  });

  it('counts one of each as one', async () => {
    await writeFile(file('in.csv'), 'phone\n12345\n');
    const { err } = await screen('in.csv', '--column', 'phone');
    expect(err).toContain('1 row, 0 left out');
    expect(err).toContain('nothing could be read: 1 row, kept');
    expect(err).toContain("1 phone number couldn't be read");
  });

  it('refuses wrong usage', async () => {
    await writeFile(file('in.csv'), CONTACTS);
    expect(await lethe(['screen', file('in.csv'), '--json', '--dir', dir])).toMatchObject({ code: 2 });
    expect(await screen('in.csv', '--state', file('state'))).toMatchObject({ code: 2 });
    expect(await screen('none.csv')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no file'),
    });
  });
});

describe('lethe screen --enrolment', () => {
  let server: Server;
  let requests: string[];
  let publicFolder: string;
  let url: string;

  beforeEach(async () => {
    publicFolder = join(dir, 'public');
    requests = [];
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      staticHost(publicFolder)(request, response);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    url = `http://127.0.0.1:${port}/`;
    await succeed('enrol', '--dir', dir, '--file', file('acme.lethe'), '--repository-url', url);
    await writeFile(file('in.csv'), 'email\nann@example.org\neve@example.org\n');
  });

  afterEach(() => new Promise(resolve => server.close(resolve)));

  const screenAsClient = (...more: string[]) =>
    lethe(['screen', file('in.csv'), '--enrolment', file('acme.lethe'), '--out', file('out'), ...more]);

  it('fetches the list as a browser does, without a key or a passphrase of an officer', async () => {
    const run = await lethe(
      ['screen', file('in.csv'), '--enrolment', file('acme.lethe'), '--out', file('out'), '--json'],
      { LETHE_PASSPHRASE: '' },
    );
    expect(run).toMatchObject({ code: 0 });
    expect(await read('out')).toBe('email\neve@example.org\n');
    expect(JSON.parse(run.out)).toMatchObject({ list: { organisation: 'Acme BV', isStale: false } });
  });

  it('keeps by --state what it fetched, and refuses an older list', async () => {
    const old = file('old');
    await cp(publicFolder, old, { recursive: true });
    await succeed('publish', '--dir', dir);
    expect(await screenAsClient('--state', file('state'))).toMatchObject({
      code: 0,
      err: expect.not.stringContaining('Warning'),
    });
    requests = [];
    expect(await screenAsClient('--state', file('state'))).toMatchObject({ code: 0 });
    expect(requests.filter(path => path.includes('segments/'))).toEqual([]);
    // The code of somebody else, once by mistake, takes nothing of what was remembered.
    const elsewhere = await acmeFolder();
    await succeed(...['enrol', '--dir', elsewhere, '--file', file('other.lethe'), '--repository-url', url]);
    await rm(elsewhere, { recursive: true });
    expect(
      await lethe(['screen', file('in.csv'), '--enrolment', file('other.lethe'), '--state', file('state')]),
    ).toMatchObject({ code: 3, err: expect.stringContaining('of another organisation') });
    publicFolder = old;
    expect(await screenAsClient('--state', file('state'))).toMatchObject({
      code: 3,
      err: expect.stringContaining('older list'),
    });
    expect(await screenAsClient()).toMatchObject({ code: 0 });
    await writeFile(file('state'), 'damaged');
    expect(await screenAsClient('--state', file('state'))).toMatchObject({
      code: 0,
      err: expect.stringContaining('begun anew'),
    });
  });

  it('says that there is no list where none is to be had, and is no enrolment', async () => {
    publicFolder = file('nowhere');
    expect(await screenAsClient()).toMatchObject({
      code: 3,
      out: '',
      err: expect.stringContaining('no list to screen by'),
    });
    await writeFile(file('acme.lethe'), 'nothing');
    expect(await screenAsClient()).toMatchObject({
      code: 1,
      err: expect.stringContaining('is no enrolment'),
    });
  });
});
