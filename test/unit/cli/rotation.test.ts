import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter } from 'age-encryption';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openFolder } from '../../../cli/folder.ts';
import { recover } from '../../../cli/recover.ts';
import {
  replaceKit,
  replaceOfficerKey,
  replaceRootKey,
  replaceSealKey,
  replaceTimestampKey,
} from '../../../cli/replacements.ts';
import { openSession } from '../../../cli/session.ts';
import { recordBlocks } from '../../../utils/officer/record.ts';
import { newAuditorKey } from '../../../utils/publish/create-organisation.ts';
import { addToAcme, eachWithAcme } from './acme-copies.ts';
import { type FollowingClient, followingClient } from './following-client.ts';
import { lethe, succeed } from './lethe.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const GROUND = {
  scope: 'all',
  basis: 'erasure',
  reference: 'DPO-2',
  recordedAt: 0,
  evidence: null,
  wording: null,
  reviewAt: null,
} as const;
const FAST = { workFactor: 4 };
let dir: string;
let client: FollowingClient;

eachWithAcme(async copy => {
  dir = copy;
  client = await followingClient(dir);
});

async function failure(...args: string[]): Promise<string> {
  const { code, err } = await lethe(args);
  expect(code, err).toBe(1);
  return err;
}

/** A client that enrolled before takes the list that is published now, and learns of a newcomer. */
async function expectFollowed(address: string): Promise<void> {
  await addToAcme(address, dir);
  await succeed('publish', '--dir', dir);
  expect(await client.sync()).toEqual({ ok: true, changed: true });
  expect(await client.lists('ann@example.org')).toBe(true);
  expect(await client.lists(address)).toBe(true);
  expect(await client.protection()).toMatchObject({ state: 'protecting' });
}

async function newestRoot(): Promise<{ version: number; keys: Record<string, string[]> }> {
  const names = (await readdir(join(dir, 'public/metadata'))).filter(name => name.endsWith('.root.json'));
  const version = Math.max(...names.map(name => Number.parseInt(name, 10)));
  const { signed } = JSON.parse(await readFile(join(dir, `public/metadata/${version}.root.json`), 'utf8'));
  const keys = Object.entries<{ keyids: string[] }>(signed.roles).map(([role, { keyids }]) => [role, keyids]);
  return { version, keys: Object.fromEntries(keys) };
}

describe('lethe rotate root', () => {
  it('puts a new root key in force, which a client follows; the old one rules no more', async () => {
    const before = await newestRoot();
    await cp(join(dir, 'keys/root.age'), join(dir, 'old-root.age'));
    expect(await replaceRootKey({ dir, ...FAST })).toMatchObject({ outcome: 'rotated' });
    const after = await newestRoot();
    expect(after.keys.root).toHaveLength(2);
    expect(after.keys.root).toContain(before.keys.root?.[1]);
    expect(after.keys.root).not.toContain(before.keys.root?.[0]);
    await expectFollowed('bob@example.org');
    expect(await failure('rotate', 'root', '--root-key', join(dir, 'old-root.age'), '--dir', dir)).toContain(
      'it was replaced',
    );
    expect(await replaceRootKey({ dir, ...FAST })).toMatchObject({ outcome: 'rotated' });
    await expectFollowed('cas@example.org');
  });

  it('works by the recovery kit where the root key and the officer are away', async () => {
    for (const name of ['root', 'officer'])
      await rename(join(dir, `keys/${name}.age`), join(dir, `${name}.age`));
    await replaceRootKey({ dir, kit: join(dir, 'keys/recovery-kit.age'), ...FAST });
    await rename(join(dir, 'officer.age'), join(dir, 'keys/officer.age'));
    await expectFollowed('bob@example.org');
    expect(await failure('rotate', 'root', '--root-key', join(dir, 'root.age'), '--dir', dir)).toContain(
      'it was replaced',
    );
  });

  it('says where to look for a root key that was moved offline', async () => {
    await rm(join(dir, 'keys/root.age'));
    expect(await failure('rotate', 'root', '--dir', dir)).toMatch(/--root-key.*--kit/);
  });
});

describe('the commands', () => {
  it('take their options, passphrases from the environment, and say in JSON what came of it', async () => {
    const env = { LETHE_NEW_PASSPHRASE: 'another passphrase, as long' };
    await rename(join(dir, 'keys/root.age'), join(dir, 'usb-root.age'));
    const args = ['rotate', 'officer', '--root-key', join(dir, 'usb-root.age'), '--dir', dir, '--json'];
    const { code, out, err } = await lethe(args, env);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ outcome: 'rotated', root: 3 });
    expect(await failure('publish', '--dir', dir)).toContain("passphrase doesn't open keys/officer.age");
    const published = await lethe(['publish', '--dir', dir], { LETHE_PASSPHRASE: env.LETHE_NEW_PASSPHRASE });
    expect(published).toMatchObject({ code: 0, err: '' });
    expect(await client.sync()).toMatchObject({ ok: true });
  });

  it('rotate seal points to the new enrolment', async () => {
    const out = await succeed('rotate', 'seal', '--dir', dir);
    expect(out).toMatch(/sealed with key 2.*\n.*\n.*lethe enrol/);
  });

  it('refuse two root keys at once', async () => {
    const args = ['rotate', 'root', '--kit', 'a', '--root-key', 'b', '--dir', dir];
    expect(await lethe(args)).toMatchObject({ code: 2 });
  });
});

describe('lethe rotate kit', () => {
  it('makes the old kit worth nothing and the new one able to recover', async () => {
    const old = join(dir, 'old-kit.age');
    await cp(join(dir, 'keys/recovery-kit.age'), old);
    await replaceKit({ dir, ...FAST });
    await expectFollowed('bob@example.org');
    expect(await failure('recover', '--kit', old, '--dir', dir)).toContain('Take the newer kit');
    expect(await failure('rotate', 'root', '--kit', old, '--dir', dir)).toMatch(
      /can't be opened by this key/,
    );
    await rm(join(dir, 'keys/officer.age'));
    await recover({ dir, kit: join(dir, 'keys/recovery-kit.age'), repository: null, ...FAST });
    await expectFollowed('cas@example.org');
  });
});

describe('lethe rotate officer', () => {
  it('puts a new officer in force, whom a client follows; the old one signs and opens nothing more', async () => {
    const [old] = (await newestRoot()).keys.targets ?? [];
    await cp(join(dir, 'keys/officer.age'), join(dir, 'old.age'));
    await replaceOfficerKey({ dir, ...FAST });
    const { keys } = await newestRoot();
    expect(Object.values(keys).flat()).not.toContain(old);
    await expectFollowed('bob@example.org');
    await cp(join(dir, 'old.age'), join(dir, 'keys/officer.age'));
    expect(await failure('publish', '--dir', dir)).toContain("Your key doesn't count any more");
  });

  it('works by the recovery kit where the laptop is lost', async () => {
    await rm(join(dir, 'keys/officer.age'));
    expect(await failure('rotate', 'officer', '--dir', dir)).toContain('--kit');
    await replaceOfficerKey({ dir, kit: join(dir, 'keys/recovery-kit.age'), ...FAST });
    await expectFollowed('bob@example.org');
  });

  it('shows what the old key recorded and nobody published, and takes it in or leaves it out for good', async () => {
    await addToAcme('late@example.org', dir);
    const refusal = await failure('rotate', 'officer', '--dir', dir);
    expect(refusal).toMatch(/DPO-1: 1 blocked, erasure.*\n.*--unpublished take/);
    const leaving = await mkdtemp(join(tmpdir(), 'lethe-recover-'));
    await cp(dir, leaving, { recursive: true });

    await replaceOfficerKey({ dir, unpublished: 'take', ...FAST });
    expect(await client.sync()).toEqual({ ok: true, changed: true });
    expect(await client.lists('late@example.org')).toBe(true);
    await expectFollowed('bob@example.org');

    await replaceOfficerKey({ dir: leaving, unpublished: 'leave', ...FAST });
    await addToAcme('bob@example.org', leaving);
    const { err } = await lethe(['publish', '--dir', leaving]);
    expect(err).toMatch(/Left out, since a revoked key wrote it/);
    const other = await followingClient(leaving);
    expect(await other.lists('bob@example.org')).toBe(true);
    expect(await other.lists('ann@example.org')).toBe(true);
    expect(await other.lists('late@example.org')).toBe(false);
    await rm(leaving, { recursive: true });
  });

  it('takes nothing in that a stolen key adds to its chain after it was revoked', async () => {
    const thief = await mkdtemp(join(tmpdir(), 'lethe-keys-'));
    await cp(dir, thief, { recursive: true });
    await replaceOfficerKey({ dir, ...FAST });
    await addToAcme('victim@example.org', thief);
    await cp(join(thief, 'register'), join(dir, 'register'), { recursive: true });
    await expectFollowed('bob@example.org');
    expect(await client.lists('victim@example.org')).toBe(false);
    await rm(thief, { recursive: true });
  });
});

describe('after a rotation', () => {
  it('a folder that was rolled back is refused as before, below that rotation and after it', async () => {
    const before = await mkdtemp(join(tmpdir(), 'lethe-keys-'));
    await cp(join(dir, 'public'), join(before, '1'), { recursive: true });
    await replaceOfficerKey({ dir, ...FAST });
    await cp(join(dir, 'public'), join(before, '2'), { recursive: true });
    await expectFollowed('bob@example.org');
    for (const [copy, message] of [
      ['1', /replaced|went back/],
      ['2', /seen before was/],
    ] as const) {
      await rm(join(dir, 'public'), { recursive: true });
      await cp(join(before, copy), join(dir, 'public'), { recursive: true });
      expect(await failure('publish', '--dir', dir)).toMatch(message);
      expect(await failure('refresh', '--dir', dir)).toMatch(/went back|seen before was/);
    }
    await rm(before, { recursive: true });
  });

  it('a client whom a thief of the officer key had run ahead follows again', async () => {
    const thief = await mkdtemp(join(tmpdir(), 'lethe-keys-'));
    await cp(dir, thief, { recursive: true });
    for (let count = 0; count < 4; count++) await succeed('publish', '--dir', thief);
    client.readFrom(thief);
    expect(await client.sync()).toMatchObject({ ok: true });
    client.readFrom(dir);
    expect(await client.sync()).toMatchObject({ ok: false, problem: { code: 'rollback' } });
    await replaceOfficerKey({ dir, ...FAST });
    expect(await client.sync()).toMatchObject({ ok: true });
    await expectFollowed('bob@example.org');
    await rm(thief, { recursive: true });
  });

  it('a block recorded meanwhile by the old key is refused, not lost', async () => {
    const session = await openSession(dir);
    await replaceOfficerKey({ dir, ...FAST });
    await expect(recordBlocks(session, GROUND, [], 'lethe add')).rejects.toThrow(
      'Keys were replaced meanwhile',
    );
  });
});

describe('lethe rotate timestamp', () => {
  it('revokes the old automation: it confirms nothing more, the new one does, and a client follows', async () => {
    await succeed('refresh', '--dir', dir);
    const old = await readFile(join(dir, 'keys/timestamp.age'));
    await replaceTimestampKey({ dir, ...FAST });
    await succeed('refresh', '--dir', dir);
    await expectFollowed('bob@example.org');
    const [retired] = await readdir(join(dir, 'keys/retired'));
    expect(await readFile(join(dir, 'keys/retired', retired ?? ''))).toEqual(old);
    await rename(join(dir, 'keys/retired', retired ?? ''), join(dir, 'keys/timestamp.age'));
    expect(await failure('refresh', '--dir', dir)).toContain("doesn't name this timestamp key any more");
  });
});

describe('lethe rotate seal', () => {
  it('shuts out whoever does not enrol again, who keeps the old list and is told', async () => {
    expect(await replaceSealKey(dir)).toMatchObject({ sealEpoch: 2, fresh: true, published: { ok: true } });
    expect(await client.sync()).toMatchObject({ ok: false, problem: { code: 'other-epoch' } });
    expect(await client.lists('ann@example.org')).toBe(true);
    expect(await client.protection()).toMatchObject({ state: 'stale', problem: { code: 'other-epoch' } });
    await client.enrolAgain();
    expect(await client.sync()).toMatchObject({ ok: true });
    await expectFollowed('bob@example.org');
  });

  it('leaves the recovery kit as good as it was', async () => {
    await replaceSealKey(dir);
    await client.enrolAgain();
    for (const name of ['root', 'officer', 'timestamp']) await rm(join(dir, `keys/${name}.age`));
    await recover({ dir, kit: join(dir, 'keys/recovery-kit.age'), repository: null, ...FAST });
    await expectFollowed('bob@example.org');
  });
});

describe('lethe recover', () => {
  afterEach(async () => {
    await rm(dir, { recursive: true });
  });

  /** Nothing is left but the kit, and these. */
  async function lose(...left: string[]): Promise<string> {
    const bare = await mkdtemp(join(tmpdir(), 'lethe-keys-'));
    for (const name of left) await cp(join(dir, name), join(bare, name), { recursive: true });
    await cp(join(dir, 'keys/recovery-kit.age'), join(bare, 'kit.age'));
    await rm(dir, { recursive: true });
    dir = bare;
    client.readFrom(dir);
    return join(bare, 'kit.age');
  }

  /** As an officer would in an editor. */
  async function change(values: object): Promise<void> {
    const file = join(dir, 'lethe.json');
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...values }));
  }

  async function objectsOfNewestWriter(): Promise<Buffer[]> {
    const { keys } = await newestRoot();
    const folder = join(dir, 'register', keys.targets?.[0] ?? '');
    const names = (await readdir(folder)).filter(name => name.endsWith('.age'));
    expect(names.length).toBeGreaterThan(0);
    return Promise.all(names.map(name => readFile(join(folder, name))));
  }

  async function opens(object: Uint8Array, identity: string): Promise<boolean> {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    return decrypter.decrypt(object).then(
      () => true,
      () => false,
    );
  }

  it('goes on with the same list by kit, public and register alone, and clients follow', async () => {
    const before = await newestRoot();
    const auditor = await newAuditorKey('0'.repeat(32));
    const shared = {
      auditors: [auditor.recipient],
      senders: ['Mail House'],
      systems: ['CRM', 'Shop'],
      authority: 'The authority',
      refreshing: 'daily',
    };
    await change({ ...shared, repository: 'https://former.acme.example/' });
    await succeed('publish', '--dir', dir);
    const kit = await lose('public', 'register');
    const { published, folder, restored } = await recover({
      dir,
      kit,
      repository: 'https://lists.acme.example/',
      officer: 'Bea Example',
      ...FAST,
    });
    expect(published).toMatchObject({ ok: true });
    expect(await succeed('officers', '--dir', dir)).toContain('Bea Example (you)');
    expect(restored).toEqual(['ownDomains', 'refreshing', 'auditors', 'senders', 'systems', 'authority']);
    expect(folder.settings).toMatchObject({
      organisation: 'Acme BV',
      contact: 'Privacy office',
      guard: 'hold',
      // Never changed since the organisation was made, and told to no rep.
      ownDomains: ['acme.example'],
      ...shared,
      repository: 'https://lists.acme.example/',
    });
    expect((await lethe(['settings', '--dir', dir, '--json'])).out).toContain('"conflicts":[]');
    // From the first object that the new officer wrote on, the auditor can read along.
    for (const object of await objectsOfNewestWriter()) {
      expect(await opens(object, auditor.keys.identity)).toBe(true);
    }
    await expectFollowed('bob@example.org');
    await succeed('refresh', '--dir', dir);
    const after = await newestRoot();
    const kitKey = before.keys.root?.[1];
    const former = Object.values(before.keys)
      .flat()
      .filter(id => id !== kitKey);
    expect(
      Object.values(after.keys)
        .flat()
        .filter(id => former.includes(id)),
    ).toEqual([]);
    expect(after.keys.root).toContain(kitKey);
    await replaceRootKey({ dir, ...FAST });
    await expectFollowed('cas@example.org');
  });

  it('brings the settings in later where the register comes back later', async () => {
    await change({ senders: ['Mail House'] });
    await succeed('publish', '--dir', dir);
    const register = await mkdtemp(join(tmpdir(), 'lethe-keys-'));
    await cp(join(dir, 'register'), register, { recursive: true });
    const kit = await lose('public', 'org.age');
    const { published, restored } = await recover({ dir, kit, repository: null, ...FAST });
    expect({ published, restored }).toMatchObject({ published: { ok: false }, restored: null });
    await cp(register, join(dir, 'register'), { recursive: true });
    await succeed('status', '--dir', dir);
    expect((await openFolder(dir)).settings).toMatchObject({
      senders: ['Mail House'],
      ownDomains: ['acme.example'],
      repository: 'https://lists.acme.example/',
    });
    await rm(register, { recursive: true });
  });

  it('keeps the list as it stands where the register is gone, and lets go of it only by word', async () => {
    const kit = await lose('public', 'org.age', 'lethe.json');
    const { published } = await recover({ dir, kit, repository: null, ...FAST });
    expect(published).toMatchObject({
      ok: false,
      problem: 'register',
      detail: expect.stringContaining('backup'),
    });
    expect(await client.sync()).toMatchObject({ ok: true });
    expect(await client.lists('ann@example.org')).toBe(true);
    await succeed('refresh', '--dir', dir);
    expect(await failure('publish', '--dir', dir)).toContain('missing');
    expect(await lethe(['publish', '--register-lost', '--dir', dir])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--confirm-removal'),
    });
    await succeed('publish', '--register-lost', '--confirm-removal', '--dir', dir);
    expect(await client.sync()).toMatchObject({ ok: true });
    expect(await client.lists('ann@example.org')).toBe(false);
    await addToAcme('bob@example.org', dir);
    await succeed('publish', '--dir', dir);
    expect(await client.sync()).toEqual({ ok: true, changed: true });
  });

  it('says that it needs what is published', async () => {
    const kit = await lose('register', 'org.age', 'lethe.json');
    expect(await failure('recover', '--kit', kit, '--dir', dir)).toMatch(
      /There is no published list in .*public(.|\n)*lethe init/,
    );
  });

  it("says that it needs org.age where the kit's own copy is older than the seal key", async () => {
    await replaceSealKey(dir);
    const kit = await lose('public', 'register', 'lethe.json');
    expect(await failure('recover', '--kit', kit, '--dir', dir)).toContain('restore org.age from a backup');
  });
});
