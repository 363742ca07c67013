import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFolder } from '../../cli/create-folder.ts';
import { recover } from '../../cli/recover.ts';
import { type FolderSession, openSession } from '../../cli/session.ts';
import { decodeEnrolment } from '../../utils/enrolment/code.ts';
import { publishRegister } from '../../utils/officer/publication.ts';
import { blockAll, recordBlocks } from '../../utils/officer/record.ts';
import type { S3Location } from '../../utils/publish/s3-location.ts';
import { s3Store } from '../../utils/publish/s3-store.ts';
import type { BucketSettings } from '../../utils/publish/store-settings.ts';
import { digestText } from '../../utils/register/identify.ts';
import { openRepositoryOf } from '../unit/cli/client.ts';
import { lethe, PASSPHRASE, type Run } from '../unit/cli/lethe.ts';
import { admin, newBucket, newUser, publishBucket, type StoreUser, setCors } from './harness/bucket.ts';
import { describeS3, serverOfRun } from './harness/server-of-run.ts';

// Each command derives keys and asks the store some thirty times: slow where other tests run beside.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const ADD = ['--reference', 'DPO-1', '--basis', 'erasure'];

describeS3('lethe with a bucket', () => {
  let user: StoreUser;
  let open: S3Location;
  let kept: S3Location;
  let dir: string;

  beforeEach(async () => {
    user = await newUser(serverOfRun());
    [open, kept] = [await newBucket(serverOfRun(), user), await newBucket(serverOfRun(), user)];
    dir = await mkdtemp(join(tmpdir(), 'lethe-bucket-'));
  });

  afterEach(() => rm(dir, { recursive: true, force: true }));

  function run(...words: string[]): Promise<Run> {
    const { accessKeyId, secretAccessKey } = user.credentials;
    return lethe(words, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
  }

  /** As the environment of a command; until `lethe` has run. */
  function stubKeys(): void {
    const { accessKeyId, secretAccessKey } = user.credentials;
    vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
    vi.stubEnv('LETHE_PASSPHRASE', PASSPHRASE);
  }

  async function succeed(...words: string[]): Promise<string> {
    const { code, out, err } = await run(...words);
    if (code !== 0) throw new Error(`lethe ${words.join(' ')} ended with ${code}: ${err}`);
    return out;
  }

  const address = () => `${open.endpoint}/${open.bucket}/`;

  /** As `lethe init --s3-…`, but for a cheap scrypt. */
  async function init(place = dir, privatePrefix = 'acme/'): Promise<void> {
    stubKeys();
    const store: BucketSettings = { kind: 's3', ...open, privateBucket: kept.bucket, privatePrefix };
    const settings = {
      organisation: 'Acme BV',
      contact: '',
      store,
      repository: address(),
      ownDomains: [],
      guard: 'hold' as const,
      panelOnly: [],
      refreshing: 'by-hand' as const,
      auditors: [],
      country: null,
      referencePattern: null,
    };
    const all = { officer: PASSPHRASE, root: PASSPHRASE, timestamp: PASSPHRASE, recovery: PASSPHRASE };
    await createFolder(place, settings, all, 4).finally(() => vi.unstubAllEnvs());
  }

  it('init writes list and register there, and nothing but keys and what was seen into the folder', async () => {
    await init(dir, '');
    expect((await readdir(dir)).toSorted()).toEqual(['keys', 'lethe.json', 'state']);
    expect(await s3Store(open, user.credentials).list('metadata/')).toContain('metadata/timestamp.json');
    expect(await s3Store(kept, user.credentials).get('org.age')).toBeDefined();
    expect(await s3Store(open, user.credentials).get('org.age')).toBeUndefined();
  });

  it('init that fails takes back what it wrote, and nothing of another organisation', async () => {
    await init();
    const before = await s3Store(open, user.credentials).list('metadata/');
    const other = await mkdtemp(join(tmpdir(), 'lethe-bucket-'));
    await expect(init(other, '')).rejects.toThrow('There is an organisation here already');
    expect(await readdir(other)).toEqual([]);
    expect(await s3Store(open, user.credentials).list('metadata/')).toEqual(before);
    // The register's place was free: what was begun there is gone again.
    expect(await s3Store(kept, user.credentials).get('org.age')).toBeUndefined();
    expect(await s3Store({ ...kept, prefix: 'acme/' }, user.credentials).get('org.age')).toBeDefined();
    await rm(other, { recursive: true });
  });

  it('refuses to put the register where the list is', async () => {
    const words = [
      '--s3-endpoint',
      open.endpoint,
      '--s3-bucket',
      open.bucket,
      '--s3-private-bucket',
      open.bucket,
    ];
    expect(await run('init', join(dir, 'a'), ...words)).toMatchObject({
      code: 2,
      err: expect.stringContaining("doesn't lie within the public one"),
    });
    expect(await run('init', join(dir, 'a'), '--s3-bucket', open.bucket)).toMatchObject({ code: 2 });
  });

  it('probe says what is to be set, and then that all is well', async () => {
    await init();
    const first = await run('probe', '--dir', dir);
    expect(first).toMatchObject({ code: 1, out: expect.stringContaining('MUST be mended') });
    expect(first.out).toContain("doesn't serve what was written to the store a moment ago");
    await publishBucket(open, user);
    const second = await run('probe', '--dir', dir);
    expect(second).toMatchObject({ code: 1, out: expect.stringContaining('For Cloudflare R2') });
    expect(second.out).toContain('"AllowedOrigins"');
    await setCors(open, user);
    const third = await run('probe', '--dir', dir);
    expect(third).toMatchObject({ code: 0, err: '' });
    expect(third.out).toBe(
      `Publishing: several machines at once (the store compares before it writes).\nReps can read the list from ${address()}\n`,
    );
    await publishBucket(kept, user);
    expect(await run('probe', '--dir', dir)).toMatchObject({
      code: 1,
      out: expect.stringContaining('Anybody can read what is private'),
    });
  });

  it('add, publish, refresh, status and check work there, and a rep reads the list', async () => {
    await init();
    await publishBucket(open, user);
    await succeed('add', 'ann@example.org', ...ADD, '--dir', dir);
    // The settings, from the first publication on, and the block.
    expect(await s3Store({ ...kept, prefix: 'acme/' }, user.credentials).list('register/')).toHaveLength(2);
    expect(await succeed('publish', '--dir', dir)).toContain(`Reps read it from ${address()}`);
    expect(await succeed('refresh', '--dir', dir)).toContain('Confirmed until');
    expect(await succeed('status', '--dir', dir)).toContain('1 standing block');
    expect(await succeed('check', 'ann@example.org', '--dir', dir)).toContain('Listed');
    const decoded = decodeEnrolment(await succeed('enrol', '--dir', dir));
    if (!decoded.ok) throw new Error(decoded.detail);
    const client = await openRepositoryOf(decoded.enrolment);
    expect(await client.scopeOf('ann@example.org')).toBe('all');
    expect(await run('serve', '--dir', dir)).toMatchObject({ code: 1 });
  });

  it('rotate and recover go on there', async () => {
    await init();
    await succeed('add', 'ann@example.org', ...ADD, '--dir', dir);
    await succeed('publish', '--dir', dir);
    await succeed('rotate', 'seal', '--dir', dir);
    expect(await succeed('status', '--dir', dir)).toContain('1 standing block');
    await rm(join(dir, 'keys/officer.age'));
    await rm(join(dir, 'keys/root.age'));
    stubKeys();
    const kit = join(dir, 'keys/recovery-kit.age');
    const { published } = await recover({ dir, kit, repository: null, unpublished: 'take', workFactor: 4 });
    expect(published).toMatchObject({ ok: true });
    await succeed('add', 'bob@example.org', ...ADD, '--dir', dir);
    expect(await succeed('publish', '--dir', dir)).toContain('1 came or changed');
  });

  it('says which variables it reads the key from, where there is none, and where it was revoked', async () => {
    await init();
    const none = await lethe(['publish', '--dir', dir], { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
    expect(none.code).toBe(1);
    expect(none.err).toMatch(/AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY aren't set/);
    const { accessKeyId } = user.credentials;
    await admin(serverOfRun(), 'key', 'rm', '--uid', user.name, '--access-key', accessKeyId);
    const revoked = await run('publish', '--dir', dir);
    expect(revoked.code).toBe(1);
    expect(revoked.err).toMatch(
      /^Error: .*doesn't accept the access key.*\nLethe reads the key from AWS_ACCESS_KEY_ID/,
    );
    expect(revoked.err).not.toContain('    at ');
  });

  it('two machines of the same officer record and publish at the same moment, and nobody is lost', async () => {
    await init();
    const other = await mkdtemp(join(tmpdir(), 'lethe-bucket-'));
    await cp(join(dir, 'keys'), join(other, 'keys'), { recursive: true });
    await cp(join(dir, 'lethe.json'), join(other, 'lethe.json'));
    stubKeys();
    const sessions = [await openSession(dir), await openSession(other)];
    await Promise.all(sessions.map((session, index) => recordAt(session, `person-${index}@example.org`)));
    const results = await Promise.all(sessions.map(session => publishRegister(session)));
    for (const result of results) expect(result).toMatchObject({ ok: true });
    for (const index of sessions.keys()) {
      expect(await succeed('check', `person-${index}@example.org`, '--dir', dir)).toContain('Listed');
    }
    await rm(other, { recursive: true });
  });

  async function recordAt(session: FolderSession, text: string): Promise<void> {
    const digested = await digestText(session.digestKey, 'email', text);
    if (!digested.ok) throw new Error(digested.reason);
    const blocked = await blockAll(session, [digested.digested]);
    const ground = { scope: 'all', basis: 'erasure', reference: 'DPO-1', recordedAt: Date.now() } as const;
    const rest = { evidence: null, wording: null, reviewAt: null };
    await recordBlocks(session, { ...ground, ...rest }, blocked, 'a test');
  }
});
