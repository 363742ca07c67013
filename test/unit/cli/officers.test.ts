import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Updater } from 'tuf-js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSession } from '../../../cli/session.ts';
import { headPath } from '../../../utils/blocklist/head.ts';
import { blockIdentifiers } from '../../../utils/officer/block-identifiers.ts';
import { publishRegister } from '../../../utils/officer/publication.ts';
import type { Session } from '../../../utils/officer/session.ts';
import { openOrganisation, signersOf } from '../../../utils/publish/organisation-file.ts';
import { type FollowingClient, followingClient } from './following-client.ts';
import { acmeFolder, lethe, PASSPHRASE, succeed } from './lethe.ts';
import { admitted, asBen, BENS_PASSPHRASE, benSucceeds, joinedTo, places } from './second-officer.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const { fresh, removeAll } = places();
const ADD = ['--reference', 'DPO-1', '--basis', 'erasure', '--dir'];
let template: string;
let dir: string;
let client: FollowingClient;

beforeAll(async () => {
  template = await acmeFolder();
  await succeed('add', 'ann@example.org', ...ADD, template);
  await succeed('publish', '--dir', template);
});

afterAll(() => rm(template, { recursive: true }));

beforeEach(async () => {
  dir = await fresh();
  await cp(template, dir, { recursive: true });
  client = await followingClient(dir);
});

afterEach(removeAll);

async function failure(...args: string[]): Promise<string> {
  const { code, err } = await lethe(args);
  expect(code, err).toBe(1);
  return err;
}

async function benFails(...args: string[]): Promise<string> {
  const { code, err } = await asBen(...args);
  expect(code, err).toBe(1);
  return err;
}

/** A second officer, admitted. */
async function second(): Promise<string> {
  const joined = await joinedTo(dir, await fresh());
  await admitted(dir, joined);
  return joined.path;
}

async function officersSeenIn(folder: string, run = succeed) {
  const officers = JSON.parse(await run('officers', '--dir', folder, '--json'));
  return officers.map((each: { name: string | null; isSelf: boolean; isInForce: boolean }) => [
    each.name,
    each.isSelf,
    each.isInForce,
  ]);
}

async function sessionOfBen(path: string): Promise<Session> {
  vi.stubEnv('LETHE_PASSPHRASE', BENS_PASSPHRASE);
  return openSession(path).finally(() => vi.unstubAllEnvs());
}

async function ownSession(): Promise<Session> {
  vi.stubEnv('LETHE_PASSPHRASE', PASSPHRASE);
  return openSession(dir).finally(() => vi.unstubAllEnvs());
}

describe('a second officer', () => {
  it('joins by two files and a number, records and publishes, and a client follows', async () => {
    expect(await succeed('officers', '--dir', dir)).toContain('Only one person can publish');
    const ben = await second();
    expect(await officersSeenIn(dir)).toEqual([
      [null, true, true],
      ['Ben', false, true],
    ]);
    expect(await officersSeenIn(ben, benSucceeds)).toEqual([
      ['Ben', true, true],
      [null, false, true],
    ]);
    expect(await succeed('officers', '--dir', dir)).not.toContain('Only one person can publish');
    await benSucceeds('add', 'bob@example.org', ...ADD, ben);
    expect(await benSucceeds('publish', '--dir', ben)).toContain('1 came or changed');
    expect(await client.sync()).toEqual({ ok: true, changed: true });
    expect(await client.lists('ann@example.org')).toBe(true);
    expect(await client.lists('bob@example.org')).toBe(true);
    // The first officer sees what the second one did.
    expect(await succeed('check', 'bob@example.org', '--dir', dir)).toContain('Listed');
    expect(await readdir(join(dir, 'register'))).toHaveLength(2);
  });

  it('is told to wait for as long as nobody has admitted them', async () => {
    const { path } = await joinedTo(dir, await fresh());
    expect(await benFails('publish', '--dir', path)).toContain('whoever invited you has to admit you first');
  });

  it('keeps the secret halves of the keys where they were made', async () => {
    const place = await fresh();
    const { path, requestFile } = await joinedTo(dir, place);
    const request = await readFile(requestFile, 'utf8');
    const invitation = await readFile(join(place, 'invitation.json'), 'utf8');
    for (const text of [request, invitation]) expect(text).not.toMatch(/AGE-SECRET-KEY|PRIVATE/);
    expect((await readdir(path)).toSorted()).toEqual(['ben.join.json', 'keys', 'lethe.json', 'state']);
    expect(await readdir(join(path, 'keys'))).toEqual(['officer.age']);
  });

  it('and the first one record and publish at once, and nothing is lost', async () => {
    const ben = await second();
    const sessions = [await ownSession(), await sessionOfBen(ben)];
    await Promise.all(
      sessions.map((session, index) =>
        blockIdentifiers(
          session,
          [{ kind: 'email', text: `person-${index}@example.org`, isUsual: true }],
          {
            scope: 'all',
            basis: 'erasure',
            reference: 'DPO-2',
            recordedAt: Date.now(),
            evidence: null,
            wording: null,
            reviewAt: null,
          },
          'a test',
        ),
      ),
    );
    const results = await Promise.all(
      sessions.map(session => session.workplace.exclusively('a test', () => publishRegister(session))),
    );
    for (const result of results) expect(result).toMatchObject({ ok: true });
    expect(await client.sync()).toEqual({ ok: true, changed: true });
    for (const person of ['ann', 'person-0', 'person-1']) {
      expect(await client.lists(`${person}@example.org`), person).toBe(true);
    }
  });

  it('replaces their own key, and keeps their name', async () => {
    const ben = await second();
    const args = ['rotate', 'officer', '--root-key', join(dir, 'keys/root.age'), '--dir', ben];
    const env = {
      LETHE_PASSPHRASE: BENS_PASSPHRASE,
      LETHE_ROOT_PASSPHRASE: PASSPHRASE,
      LETHE_NEW_PASSPHRASE: BENS_PASSPHRASE,
    };
    expect(await lethe(args, env)).toMatchObject({ code: 0 });
    expect((await officersSeenIn(dir)).slice(0, 2)).toEqual([
      [null, true, true],
      ['Ben', false, true],
    ]);
    await benSucceeds('publish', '--dir', ben);
    expect(await client.sync()).toMatchObject({ ok: true });
  });
});

describe('a request to join is refused', () => {
  it('where its number is not the one that was read out', async () => {
    const { requestFile, checkNumber } = await joinedTo(dir, await fresh());
    const other = checkNumber.replace(/^./, digit => (digit === '9' ? '0' : '9'));
    const err = await failure('officers', 'admit', requestFile, '--check-number', other, '--dir', dir);
    expect(err).toContain('Nobody was admitted');
    expect(await officersSeenIn(dir)).toHaveLength(1);
  });

  it('where no number is given, and nobody can be asked', async () => {
    const { requestFile } = await joinedTo(dir, await fresh());
    expect(await lethe(['officers', 'admit', requestFile, '--dir', dir])).toMatchObject({ code: 2 });
  });

  it('where it was changed on its way', async () => {
    const { requestFile, checkNumber } = await joinedTo(dir, await fresh());
    const text = await readFile(requestFile, 'utf8');
    await writeFile(requestFile, text.replace('"Ben"', '"Bea"'));
    const err = await failure('officers', 'admit', requestFile, '--check-number', checkNumber, '--dir', dir);
    expect(err).toContain('was changed on its way');
  });

  it('where it is for another organisation', async () => {
    const other = await acmeFolder(await fresh());
    const { requestFile, checkNumber } = await joinedTo(other, await fresh());
    const err = await failure('officers', 'admit', requestFile, '--check-number', checkNumber, '--dir', dir);
    expect(err).toContain('for another organisation');
  });

  it('where its invitation came from somebody with a root of their own', async () => {
    const other = await acmeFolder(await fresh());
    const place = await fresh();
    const invitation = join(place, 'invitation.json');
    await succeed('officers', 'invite', invitation, '--dir', other);
    const forged = JSON.parse(await readFile(invitation, 'utf8'));
    const { listId } = JSON.parse(await readFile(join(dir, 'lethe.json'), 'utf8'));
    forged.settings.listId = listId;
    await writeFile(invitation, JSON.stringify(forged));
    const words = [invitation, join(place, 'ben'), '--name', 'Ben', '--folder', dir, '--json'];
    const { requestFile, checkNumber } = JSON.parse(await benSucceeds('officers', 'join', ...words));
    const err = await failure('officers', 'admit', requestFile, '--check-number', checkNumber, '--dir', dir);
    expect(err).toContain("an invitation that isn't this organisation's");
  });

  it('where the passphrase opens no root key, or there is none', async () => {
    const { requestFile, checkNumber } = await joinedTo(dir, await fresh());
    const words = ['officers', 'admit', requestFile, '--check-number', checkNumber, '--dir', dir];
    expect(
      await lethe(words, { LETHE_ROOT_PASSPHRASE: 'wrong', LETHE_NEW_PASSPHRASE: 'wrong' }),
    ).toMatchObject({ code: 0 });
    const again = await joinedTo(dir, await fresh(), 'Cas');
    const wrong = ['officers', 'admit', again.requestFile, '--check-number', again.checkNumber, '--dir', dir];
    expect(await lethe(wrong, { LETHE_PASSPHRASE: 'wrong' })).toMatchObject({
      code: 1,
      err: expect.stringContaining("The passphrase doesn't open keys/root.age"),
    });
    await rm(join(dir, 'keys/root.age'));
    expect(await failure(...wrong)).toContain('--root-key');
    const byKit = [...wrong, '--kit', join(dir, 'keys/recovery-kit.age')];
    await succeed(...byKit);
    expect(await officersSeenIn(dir)).toHaveLength(3);
  });

  it('the second time', async () => {
    const joined = await joinedTo(dir, await fresh());
    await admitted(dir, joined);
    const words = [joined.requestFile, '--check-number', joined.checkNumber, '--dir', dir];
    expect(await failure('officers', 'admit', ...words)).toContain('Ben is an officer already');
  });

  it('by nobody but this: a wrong passphrase of the second officer opens nothing of theirs', async () => {
    const ben = await second();
    expect(await failure('status', '--dir', ben)).toContain("The passphrase doesn't open keys/officer.age");
  });
});

describe('a removed officer', () => {
  it('publishes nothing, records nothing and opens nothing; what they recorded stays', async () => {
    const ben = await second();
    await benSucceeds('add', 'bob@example.org', ...ADD, ben);
    await benSucceeds('publish', '--dir', ben);
    const { officer } = await sessionOfBen(ben);
    const said = await succeed('officers', 'remove', 'Ben', '--dir', dir);
    expect(said).toMatch(/Withdraw their access[\s\S]*lethe rotate seal/);
    expect(await benFails('publish', '--dir', ben)).toContain('you were removed');
    expect(await benFails('add', 'cas@example.org', ...ADD, ben)).toContain('you were removed');
    const { roots } = await ownSession();
    const organisation = new Uint8Array(await readFile(join(dir, 'org.age')));
    expect(
      await openOrganisation(organisation, officer.identity, signersOf(roots.set.root.signed)),
    ).toMatchObject({ problem: 'not-for-you' });
    await succeed('add', 'dot@example.org', ...ADD, dir);
    await succeed('publish', '--dir', dir);
    expect(await client.sync()).toEqual({ ok: true, changed: true });
    for (const person of ['ann', 'bob', 'dot'])
      expect(await client.lists(`${person}@example.org`)).toBe(true);
    expect((await officersSeenIn(dir)).at(-1)).toEqual([null, false, false]);
  });

  it('has what they recorded last published or left out, as the other decides', async () => {
    const ben = await second();
    await benSucceeds('add', 'late@example.org', ...ADD, ben);
    const refusal = await failure('officers', 'remove', 'Ben', '--dir', dir);
    expect(refusal).toMatch(/DPO-1: 1 blocked, erasure.*\n.*--unpublished take/);
    await succeed('officers', 'remove', 'Ben', '--unpublished', 'take', '--dir', dir);
    expect(await client.sync()).toEqual({ ok: true, changed: true });
    expect(await client.lists('late@example.org')).toBe(true);
  });

  it('adds nothing to the register afterwards, though they kept their key and a way to the files', async () => {
    const ben = await second();
    const kept = await fresh();
    await cp(dir, kept, { recursive: true });
    const settings = JSON.parse(await readFile(join(ben, 'lethe.json'), 'utf8'));
    await succeed('officers', 'remove', 'Ben', '--dir', dir);
    await writeFile(
      join(ben, 'lethe.json'),
      JSON.stringify({ ...settings, store: { kind: 'folder', at: kept } }),
    );
    await benSucceeds('add', 'victim@example.org', ...ADD, ben);
    await cp(join(kept, 'register'), join(dir, 'register'), { recursive: true });
    const { err } = await lethe(['publish', '--dir', dir]);
    expect(err).toMatch(/Left out, since a revoked key wrote it/);
    await client.sync();
    expect(await client.lists('victim@example.org')).toBe(false);
    expect(await client.lists('ann@example.org')).toBe(true);
  });

  it('can be nobody who does it to themselves, and nobody whom no officer is called', async () => {
    await second();
    const [own] = JSON.parse(await succeed('officers', '--dir', dir, '--json'));
    expect(await failure('officers', 'remove', own.keyId, '--dir', dir)).toContain(
      'Nobody removes themselves',
    );
    expect(await failure('officers', 'remove', 'Cas', '--dir', dir)).toContain('No officer is called Cas');
  });
});

describe('tuf-js, a client of others', () => {
  const ends: (() => Promise<unknown>)[] = [];
  let server: Server;

  beforeEach(async () => {
    server = createServer((request, response) => {
      readFile(join(dir, 'public', decodeURIComponent(request.url ?? ''))).then(
        bytes => response.writeHead(200).end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
    for (const end of ends.splice(0)) await end();
  });

  /** Enrolled with the first root; gives the versions of root and timestamp that it trusts, and whether it has the head. */
  async function reader() {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const base = `http://127.0.0.1:${address.port}`;
    const directory = await mkdtemp(join(tmpdir(), 'lethe-tuf-'));
    ends.push(() => rm(directory, { recursive: true }));
    await cp(join(dir, 'public/metadata/1.root.json'), join(directory, 'root.json'));
    const { listId } = JSON.parse(await readFile(join(dir, 'lethe.json'), 'utf8'));
    return async () => {
      const updater = new Updater({
        metadataDir: directory,
        targetDir: directory,
        metadataBaseUrl: `${base}/metadata`,
        targetBaseUrl: `${base}/targets`,
      });
      await updater.refresh();
      const info = await updater.getTargetInfo(headPath(listId));
      if (!info) throw new Error('tuf-js finds no head');
      await updater.downloadTarget(info);
      const versionIn = async (name: string) =>
        JSON.parse(await readFile(join(directory, name), 'utf8')).signed.version;
      return { root: await versionIn('root.json'), timestamp: await versionIn('timestamp.json') };
    };
  }

  it('follows from before an admission to what the new officer publishes, and to after their removal', async () => {
    const read = await reader();
    const first = await read();
    const ben = await second();
    expect(await read()).toEqual({ root: 2, timestamp: first.timestamp });
    await benSucceeds('add', 'bob@example.org', ...ADD, ben);
    await benSucceeds('publish', '--dir', ben);
    expect(await read()).toEqual({ root: 2, timestamp: first.timestamp + 1 });
    await succeed('officers', 'remove', 'Ben', '--dir', dir);
    // Signed anew by who stays, before the root that names Ben no more.
    expect(await read()).toEqual({ root: 3, timestamp: first.timestamp + 2 });
    expect(await (await reader())()).toEqual({ root: 3, timestamp: first.timestamp + 2 });
  });

  it('refuses what a removed officer publishes all the same, and so do our clients', async () => {
    const read = await reader();
    const ben = await second();
    const kept = await fresh();
    await cp(dir, kept, { recursive: true });
    const settings = JSON.parse(await readFile(join(ben, 'lethe.json'), 'utf8'));
    await writeFile(
      join(ben, 'lethe.json'),
      JSON.stringify({ ...settings, store: { kind: 'folder', at: kept } }),
    );
    for (let count = 0; count < 3; count++) await benSucceeds('publish', '--dir', ben);
    await succeed('officers', 'remove', 'Ben', '--dir', dir);
    expect(await client.sync()).toMatchObject({ ok: true });
    await read();
    await cp(join(kept, 'public/metadata/timestamp.json'), join(dir, 'public/metadata/timestamp.json'));
    expect(await client.sync()).toMatchObject({ ok: false, problem: { code: 'bad-signature' } });
    await expect(read()).rejects.toThrow();
    await expect((await reader())()).rejects.toThrow();
    expect(await client.lists('ann@example.org')).toBe(true);
  });
});
