import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeEnrolment } from '../../../utils/enrolment/code.ts';
import { openRepositoryOf } from './client.ts';
import { acmeFolder, lethe, spawned, start, succeed } from './lethe.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let template: string;
let dir: string;

beforeAll(async () => {
  template = await acmeFolder();
});

afterAll(() => rm(template, { recursive: true }));

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lethe-cli-'));
  await cp(template, dir, { recursive: true });
});

afterEach(() => rm(dir, { recursive: true }));

function add(address: string, ...more: string[]) {
  return lethe(['add', address, '--reference', 'DPO-1', '--basis', 'erasure', '--dir', dir, ...more]);
}

async function check(address: string): Promise<Record<string, unknown>> {
  return JSON.parse(await succeed('check', address, '--json', '--dir', dir));
}

/** All files of the folder in one text. */
async function everything(): Promise<string> {
  const names = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = names.filter(entry => entry.isFile());
  const texts = files.map(entry => readFile(join(entry.parentPath, entry.name), 'latin1'));
  return (await Promise.all(texts)).join('\n') + files.map(entry => entry.name).join('\n');
}

describe('lethe', () => {
  it('goes from add over publish and check to a client that finds the listed and nobody else', async () => {
    expect(
      await spawned(
        'add',
        'Ann.Example@Example.org',
        '--reference',
        'DPO-1',
        '--basis',
        'erasure',
        '--dir',
        dir,
      ),
    ).toMatchObject({ code: 0, err: '' });
    expect(await check('ann.example@example.org')).toMatchObject({ listed: false, unpublished: true });
    expect(await spawned('publish', '--dir', dir)).toMatchObject({ code: 0, err: '' });
    expect(await check('Ann.Example+news@example.org')).toMatchObject({
      listed: true,
      scope: 'all',
      match: 'spelling',
      unpublished: false,
      blocks: [{ reference: 'DPO-1', basis: 'erasure', scope: 'all' }],
    });
    expect(await check('ann.example@example.org')).toMatchObject({ listed: true, match: 'exact' });
    expect(await check('bob@example.org')).toMatchObject({ listed: false, unpublished: false, blocks: [] });

    const decoded = decodeEnrolment((await spawned('enrol', '--dir', dir)).out);
    if (!decoded.ok) throw new Error(decoded.detail);
    expect(decoded.enrolment).toMatchObject({
      organisation: 'Acme BV',
      repository: 'https://lists.acme.example/',
    });
    const server = start(['serve', '--dir', dir, '--port', '0', '--json']);
    try {
      const line = await new Promise<string>(resolve =>
        server.stdout?.once('data', chunk => resolve(String(chunk))),
      );
      const { url } = JSON.parse(line);
      const client = await openRepositoryOf({ ...decoded.enrolment, repository: url });
      expect(client.head).toMatchObject({
        organisation: 'Acme BV',
        contact: 'Privacy office',
        guard: 'hold',
      });
      expect(await client.scopeOf('ann.example@example.org')).toBe('all');
      expect(await client.scopeOf('canary@lethe.invalid')).toBe('all');
      expect(await client.scopeOf('bob@example.org')).toBeNull();
      await expectStaticHost(url);
    } finally {
      server.kill('SIGTERM');
    }
    expect(await everything()).not.toMatch(/ann\.example|example\.org/i);
  });

  it('finds a phone number however it is written, and a national one by the country in lethe.json', async () => {
    expect(await add('07700 900123')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/without its country \(write it with \+ .* "country"/),
    });
    expect(await add('+44 7700 900123 or 900124')).toMatchObject({ code: 1 });
    expect(await add('+44 7700 900123')).toMatchObject({ code: 0, err: '' });
    expect(await add('+44 7700 9001')).toMatchObject({
      code: 0,
      err: expect.stringContaining("isn't as long as numbers of its country"),
    });
    const file = join(dir, 'lethe.json');
    const settings = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...settings, country: 'UK' }));
    expect(await add('07700 900124')).toMatchObject({ code: 1, err: expect.stringContaining('"country"') });
    await writeFile(file, JSON.stringify({ ...settings, country: 'GB' }));
    await succeed('publish', '--dir', dir);
    expect(await check('(07700) 900-123')).toMatchObject({
      listed: true,
      match: 'exact',
      unpublished: false,
      blocks: [{ kind: 'phone', reference: 'DPO-1' }],
    });
    expect(await check('tel:+447700900123;ext=4')).toMatchObject({ listed: true });
    expect(await check('07700 900124')).toMatchObject({ listed: false, blocks: [] });
    expect(await add('112')).toMatchObject({ code: 1 });
    expect(await add('07700 9001234567')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no number of GB is so long'),
    });
    expect(await everything()).not.toMatch(/7700 ?900/);
  });

  it('makes an organisation by init, with separate keys and no half-made folder taken for one', async () => {
    const fresh = join(dir, 'fresh');
    const made = JSON.parse(
      await succeed(
        'init',
        fresh,
        '--name',
        'Beta',
        '--officer',
        'Ann Example',
        '--own-domain',
        'Beta.example',
        '--country',
        'gb',
        '--guard',
        'block',
        '--sender',
        ' Newsletter ',
        '--sender',
        'Call centre',
        '--system',
        'CRM',
        '--json',
      ),
    );
    expect(made).toMatchObject({ organisation: 'Beta', repository: null });
    expect((await readdir(join(fresh, 'keys'))).sort()).toEqual([
      'officer.age',
      'recovery-kit.age',
      'root.age',
      'timestamp.age',
    ]);
    expect((await readdir(join(fresh, 'public'))).sort()).toEqual([
      '.nojekyll',
      '_headers',
      'metadata',
      'segments',
      'targets',
    ]);
    const root = JSON.parse(await readFile(join(fresh, 'public/metadata/1.root.json'), 'utf8'));
    expect(root.signed.roles.root).toMatchObject({ threshold: 1, keyids: { length: 2 } });
    expect(root.signed.roles.timestamp.keyids).toHaveLength(2);
    expect(JSON.parse(await readFile(join(fresh, 'lethe.json'), 'utf8'))).toMatchObject({
      ownDomains: ['beta.example'],
      country: 'GB',
      guard: 'block',
      senders: ['Newsletter', 'Call centre'],
      systems: ['CRM'],
    });
    // Colleagues have them from the register, with the first publication.
    const { settings, recorded } = JSON.parse(await succeed('settings', '--dir', fresh, '--json'));
    expect(settings).toMatchObject({ senders: ['Newsletter', 'Call centre'], systems: ['CRM'] });
    expect(recorded).toEqual([]);
    // The name that whoever made it gave stands in the list of officers and in the audit, and in no file that anybody reads.
    expect(await succeed('officers', '--dir', fresh)).toContain('Ann Example (you)');
    expect(await succeed('audit', '--dir', fresh)).toMatch(
      /UTC +[0-9a-f]{8}… +Ann Example +changed settings/,
    );
    expect(await everything()).not.toContain('Ann Example');
    expect(await lethe(['init', fresh])).toMatchObject({ code: 1, err: expect.stringContaining('already') });

    await rm(join(fresh, 'lethe.json'));
    expect(await lethe(['status', '--dir', fresh])).toMatchObject({
      code: 1,
      err: expect.stringContaining("no organisation's folder"),
    });
    expect(await lethe(['init', fresh])).toMatchObject({
      code: 1,
      err: expect.stringContaining("isn't empty"),
    });
  });

  it('blocks a company after a second yes, with its subdomains', async () => {
    expect(await add('@customer.example')).toMatchObject({
      code: 1,
      err: expect.stringContaining('--confirm-domain'),
    });
    expect(await add('@customer.example', '--confirm-domain')).toMatchObject({ code: 0 });
    await succeed('publish', '--dir', dir);
    expect(await check('anyone@mail.customer.example')).toMatchObject({ listed: true, match: 'domain' });
    expect(await check('@customer.example')).toMatchObject({ listed: true, match: 'exact' });
    expect(await check('anyone@other.example')).toMatchObject({ listed: false });
  });

  it.each([
    ['co.uk', 'public suffix'],
    ['github.io', 'public suffix'],
    ['gmail.com', 'mailbox provider'],
    ['mail.acme.example', 'own domain'],
  ])('never blocks the domain %s: %s', async (domain, why) => {
    const run = await add(domain, '--kind', 'domain', '--confirm-domain');
    expect(run).toMatchObject({ code: 1, err: expect.stringContaining(why) });
  });

  it('warns of role addresses', async () => {
    expect(await add('info@example.org')).toMatchObject({ code: 0, err: expect.stringContaining('role') });
  });

  it('confirms the list by the timestamp key alone', async () => {
    await rm(join(dir, 'keys/officer.age'));
    await rm(join(dir, 'org.age'));
    const { confirmedUntil } = JSON.parse(await succeed('refresh', '--json', '--dir', dir));
    expect(Date.parse(confirmedUntil)).toBeGreaterThan(Date.now());
    const timestamp = JSON.parse(await readFile(join(dir, 'public/metadata/timestamp.json'), 'utf8'));
    expect(timestamp.signed.version).toBe(2);
  });

  it('tells by status what is published and what is not', async () => {
    await add('ann@example.org');
    expect(JSON.parse(await succeed('status', '--json', '--dir', dir))).toMatchObject({
      organisation: 'Acme BV',
      standingBlocks: 1,
      unpublished: true,
      publication: 1,
      warnings: [],
    });
    expect(await succeed('status', '--dir', dir)).toMatch(/^Register: +1 standing block; not all published/m);
  });

  it('keeps the entries of two processes that add at once', async () => {
    const runs = await Promise.all(
      ['ann', 'bob', 'cas'].map(name =>
        spawned('add', `${name}@example.org`, '--reference', 'R', '--basis', 'consent', '--dir', dir),
      ),
    );
    expect(runs.map(run => run.code)).toEqual([0, 0, 0]);
    expect(JSON.parse(await succeed('status', '--json', '--dir', dir))).toMatchObject({ standingBlocks: 3 });
  });

  it('killed while it publishes leaves a list that clients accept, and goes on', async () => {
    for (let round = 0; round < 4; round++) {
      await add(`person${round}@example.org`);
      const child = start(['publish', '--dir', dir]);
      const ended = new Promise(resolve => child.once('exit', resolve));
      // From before the first write to after the last, as far as chance reaches them.
      setTimeout(() => child.kill('SIGKILL'), 500 + 250 * round + 200 * Math.random());
      await ended;
      expect(await lethe(['check', 'canary@lethe.invalid', '--dir', dir, '--json'])).toMatchObject({
        code: 0,
        out: expect.stringMatching(/"listed":true.*"unpublished":false/),
      });
    }
    await succeed('publish', '--dir', dir);
    for (let round = 0; round < 4; round++) {
      expect(await check(`person${round}@example.org`)).toMatchObject({ listed: true });
    }
  });
});

describe('lethe import', () => {
  function importFile(file: string, ...more: string[]) {
    return lethe(['import', file, '--reference', 'IMP-1', '--basis', 'objection', '--dir', dir, ...more]);
  }

  it('adds what is new, names broken rows by line, and asks to delete the file', async () => {
    await add('ann@example.org', '--scope', 'all');
    const file = join(dir, '..', `${Math.random()}.csv`);
    await writeFile(
      file,
      '\ufeffName;E-mail\r\nAnn;Ann@example.org\r\nBob;bob@example.org\r\nNobody;nobody\r\n' +
        '"Cas;cas@example.org\r\nDot;dot@example.org\r\nBob again;bob+x@example.org\r\n',
    );
    const run = await importFile(file);
    await rm(file);
    expect(run.code).toBe(0);
    expect(run.out).toContain('3 new, 1 already listed, 1 invalid, 1 duplicate');
    expect(run.out).toContain('Now delete this file');
    expect(run.err).toContain('line 4: has no @');
    expect(run.err).not.toContain('nobody');
    await succeed('publish', '--dir', dir);
    for (const name of ['bob', 'cas', 'dot']) {
      expect(await check(`${name}@example.org`)).toMatchObject({ listed: true, scope: 'marketing' });
    }
    expect(await check('ann@example.org')).toMatchObject({ scope: 'all' });
    expect(await everything()).not.toMatch(/(?:bob|cas|dot)@/i);
  });

  it('records nothing by --dry-run, nor by --strict with a broken row', async () => {
    const file = join(dir, 'list.csv');
    await writeFile(file, 'email\nbob@example.org\nbroken@\n');
    expect(await importFile(file, '--dry-run')).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 new'),
    });
    expect(await importFile(file, '--strict')).toMatchObject({
      code: 1,
      err: expect.stringContaining('line 3'),
    });
    expect(JSON.parse(await succeed('status', '--json', '--dir', dir))).toMatchObject({ standingBlocks: 0 });
  });

  it.each([
    ['a file that is not there', 'none.csv', undefined, 'There is no file'],
    ['an empty file', 'empty.csv', '', 'is empty'],
    ['a file without addresses', 'names.csv', 'name\nAnn\n', 'holds mail addresses'],
    ['two columns of addresses', 'two.csv', 'a,b\nann@example.org,bob@example.org\n', '--column'],
  ])('says what is wrong with %s', async (_name, file, content, message) => {
    if (content !== undefined) await writeFile(join(dir, file), content);
    expect(await importFile(join(dir, file))).toMatchObject({
      code: 1,
      err: expect.stringContaining(message),
    });
  });
});

describe('wrong usage ends with 2:', () => {
  it.each([
    ['an unknown command', ['frobnicate']],
    ['an unknown option', ['publish', '--frobnicate']],
    ['an unknown basis', ['add', 'ann@example.org', '--reference', 'R', '--basis', 'whim']],
    [
      'an unknown scope',
      ['add', 'ann@example.org', '--reference', 'R', '--basis', 'erasure', '--scope', 'some'],
    ],
    ['no reference', ['add', 'ann@example.org', '--basis', 'erasure']],
    ['no address', ['check']],
    [
      'a wording that names an address',
      ['add', 'ann@example.org', '--reference', 'R', '--basis', 'erasure', '--wording', 'to ann@example.org'],
    ],
    ['a name that turns the line round', ['init', 'nowhere', '--officer', 'nnA\u202e']],
    ['a country that there is none of', ['init', 'nowhere', '--country', 'UK']],
    ['a sender that could be an address', ['init', 'nowhere', '--sender', 'anna@example.com']],
    ['a system of no name that fits', ['init', 'nowhere', '--system', 'x'.repeat(81)]],
    ['a guard that there is none of', ['init', 'nowhere', '--guard', 'ask']],
    ['an http repository', ['enrol', '--repository-url', 'http://lists.acme.example/']],
    ['no port', ['serve', '--port', 'x']],
  ])('%s', async (_name, args) => {
    const run = await lethe(args);
    expect(run.code).toBe(2);
    expect(run.err).not.toBe('');
    expect(run.out).toBe('');
  });

  it('and --help with 0, everywhere with an example', async () => {
    const { out } = await lethe(['--help']);
    const commands = [...out.matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, name = '']) => name);
    expect(commands.length).toBeGreaterThan(14);
    for (const name of ['', ...commands]) {
      const run = await lethe([...(name === '' ? [] : [name]), '--help']);
      expect(run).toMatchObject({ code: 0, err: '' });
      expect(run.out).toMatch(/Examples?:\n +(?:LETHE_\S+ )?lethe /);
      const below = [...run.out.matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, part = '']) => part);
      for (const part of name === '' ? [] : below) {
        const help = await lethe([name, part, '--help']);
        expect(help).toMatchObject({ code: 0, err: '', out: expect.stringContaining('--json') });
      }
    }
  });

  it('and a command without its part, or with one that there is none of', async () => {
    expect(await lethe(['rotate'])).toMatchObject({ code: 2, out: '' });
    expect(await lethe(['rotate', 'frobnicate'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('what goes wrong ends with 1 and a message that names it:', () => {
  async function failure(...args: string[]): Promise<string> {
    const run = await lethe(args);
    expect(run).toMatchObject({ code: 1, out: '' });
    return run.err;
  }

  it('a wrong passphrase', async () => {
    const run = await lethe(['publish', '--dir', dir], { LETHE_PASSPHRASE: 'something else' });
    expect(run).toMatchObject({ code: 1, err: expect.stringContaining("doesn't open keys/officer.age") });
  });

  it('no passphrase and no terminal', async () => {
    const run = await lethe(['publish', '--dir', dir], { LETHE_PASSPHRASE: '' });
    expect(run).toMatchObject({ code: 1, err: expect.stringContaining('LETHE_PASSPHRASE') });
  });

  it('a folder that is none', async () => {
    await mkdir(join(dir, 'other'));
    expect(await failure('publish', '--dir', join(dir, 'other'))).toContain("no organisation's folder");
  });

  it('settings that are broken', async () => {
    await writeFile(join(dir, 'lethe.json'), '{"format":1');
    expect(await failure('publish', '--dir', dir)).toContain('lethe.json is no JSON');
    await writeFile(join(dir, 'lethe.json'), '{"format":2}');
    expect(await failure('publish', '--dir', dir)).toContain('update Lethe');
  });

  it("another organisation's key, and another organisation's org.age", async () => {
    const other = await acmeFolder();
    const own = await readFile(join(dir, 'keys/officer.age'));
    await cp(join(other, 'keys/officer.age'), join(dir, 'keys/officer.age'));
    expect(await failure('publish', '--dir', dir)).toContain('another organisation');
    await writeFile(join(dir, 'keys/officer.age'), own);
    await cp(join(other, 'org.age'), join(dir, 'org.age'));
    expect(await failure('publish', '--dir', dir)).toContain('org.age');
    await rm(other, { recursive: true });
  });

  it('a key file that is damaged, or of another kind', async () => {
    const file = join(dir, 'keys/officer.age');
    await cp(join(dir, 'keys/root.age'), file);
    expect(await failure('publish', '--dir', dir)).toContain('another kind of key file');
    await writeFile(file, 'not age');
    expect(await failure('publish', '--dir', dir)).toContain('no key file');
  });

  it('a register object cut short, and the list published before stays', async () => {
    await add('ann@example.org');
    await succeed('publish', '--dir', dir);
    const [name = ''] = (await readdir(join(dir, 'register'), { recursive: true })).filter(file =>
      file.endsWith('.age'),
    );
    const file = join(dir, 'register', name);
    const before = await readFile(join(dir, 'public/metadata/timestamp.json'));
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, -9));
    expect(await failure('publish', '--dir', dir)).toContain(`register/${name}`);
    expect(
      await failure('add', 'bob@example.org', '--reference', 'R', '--basis', 'erasure', '--dir', dir),
    ).toContain(`register/${name}`);
    await rm(file);
    expect(await failure('publish', '--dir', dir)).toContain('missing');
    expect(await readFile(join(dir, 'public/metadata/timestamp.json'))).toEqual(before);
  });

  it('metadata edited, a segment gone', async () => {
    const timestamp = join(dir, 'public/metadata/timestamp.json');
    const text = await readFile(timestamp, 'utf8');
    await writeFile(timestamp, text.replace('"version": 1', '"version": 9'));
    expect(await failure('publish', '--dir', dir)).toContain('timestamp.json');
    await writeFile(timestamp, text);
    await rm(join(dir, 'public/segments'), { recursive: true });
    expect(await failure('check', 'ann@example.org', '--dir', dir)).toContain('segments/');
  });

  it('an address that is none, without repeating it', async () => {
    const run = await lethe([
      'add',
      'ann@example.org',
      'secret.person',
      '--reference',
      'R',
      '--basis',
      'erasure',
      '--dir',
      dir,
    ]);
    expect(run).toMatchObject({ code: 1, err: expect.stringContaining('Address 2 has no @') });
    expect(run.err).not.toContain('secret');
    expect(JSON.parse(await succeed('status', '--json', '--dir', dir))).toMatchObject({ standingBlocks: 0 });
  });

  it('a reference that holds an address', async () => {
    const message = await failure(
      'add',
      'ann@example.org',
      '--reference',
      'ann@example.org',
      '--basis',
      'erasure',
      '--dir',
      dir,
    );
    expect(message).toContain('holds an @');
  });
});

/** Right headers, and nothing but the repository's files. */
async function expectStaticHost(url: string): Promise<void> {
  const headersOf = async (path: string) => (await fetch(`${url}${path}`)).headers;
  expect((await headersOf('metadata/timestamp.json')).get('cache-control')).toBe('no-cache');
  expect((await headersOf('metadata/timestamp.json')).get('access-control-allow-origin')).toBe('*');
  const nextRoot = await fetch(`${url}metadata/2.root.json`);
  expect(nextRoot.status).toBe(404);
  expect(nextRoot.headers.get('cache-control')).toBe('no-store');
  expect(nextRoot.headers.get('access-control-allow-origin')).toBe('*');
  const [segment] = await readdir(join(dir, 'public/segments'));
  expect((await headersOf(`segments/${segment}`)).get('cache-control')).toContain('immutable');
  for (const path of [
    '',
    '../lethe.json',
    '%2e%2e/org.age',
    'lethe.json',
    'keys/officer.age',
    '_headers',
    'metadata/',
  ]) {
    expect((await fetch(`${url}${path}`)).status, path).toBe(404);
  }
}
