import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createFolder } from '../../cli/create-folder.ts';
import { openSession } from '../../cli/session.ts';
import { decodeEnrolment } from '../../utils/enrolment/code.ts';
import { blockIdentifiers } from '../../utils/officer/block-identifiers.ts';
import { publishRegister } from '../../utils/officer/publication.ts';
import type { Session } from '../../utils/officer/session.ts';
import type { S3Location } from '../../utils/publish/s3-location.ts';
import { s3Store } from '../../utils/publish/s3-store.ts';
import { buildExtension } from '../e2e/harness/build-extension.ts';
import { launchChromium } from '../e2e/harness/chromium.ts';
import { BUSY_MS } from '../e2e/harness/driven-browser.ts';
import { startHosts } from '../e2e/harness/hosts.ts';
import { openRepositoryOf } from '../unit/cli/client.ts';
import { lethe, PASSPHRASE } from '../unit/cli/lethe.ts';
import { newBucket, newUser, publishBucket, type StoreUser } from './harness/bucket.ts';
import { grantStore } from './harness/grant-store.ts';
import { describeS3, serverOfRun } from './harness/server-of-run.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const PEOPLE = 3;

describeS3('officers of one bucket', () => {
  let user: StoreUser;
  let kept: S3Location;
  let place: string;
  let [ann, ben, invitation] = ['', '', ''];

  beforeAll(async () => {
    user = await newUser(serverOfRun());
    place = await mkdtemp(join(tmpdir(), 'lethe-officers-'));
    [ann, ben, invitation] = [join(place, 'ann'), join(place, 'ben'), join(place, 'acme.invitation.json')];
    const open = await newBucket(serverOfRun(), user);
    kept = await newBucket(serverOfRun(), user);
    await publishBucket(open, user);
    const all = { officer: PASSPHRASE, root: PASSPHRASE, timestamp: PASSPHRASE, recovery: PASSPHRASE };
    const settings = {
      organisation: 'Acme BV',
      contact: '',
      store: { kind: 's3' as const, ...open, privateBucket: kept.bucket, privatePrefix: '' },
      repository: `${open.endpoint}/${open.bucket}/`,
      ownDomains: [],
      guard: 'hold' as const,
      panelOnly: [],
      refreshing: 'by-hand' as const,
      auditors: [],
      country: null,
      referencePattern: null,
    };
    await withKeys(() => createFolder(ann, settings, all, 4));
    await succeed('officers', 'invite', invitation, '--dir', ann);
  });

  afterAll(() => rm(place, { recursive: true, force: true }));

  /** The environment of a command, for what isn't run as one. */
  async function withKeys<T>(work: () => Promise<T>): Promise<T> {
    const { accessKeyId, secretAccessKey } = user.credentials;
    vi.stubEnv('LETHE_PASSPHRASE', PASSPHRASE);
    vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
    return work().finally(() => vi.unstubAllEnvs());
  }

  async function succeed(...words: string[]): Promise<string> {
    const { accessKeyId, secretAccessKey } = user.credentials;
    const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    const { code, out, err } = await lethe(words, env);
    if (code !== 0) throw new Error(`lethe ${words.join(' ')} ended with ${code}: ${err}`);
    return out;
  }

  async function add(session: Session, text: string): Promise<void> {
    const ground = { scope: 'all', basis: 'erasure', reference: 'DPO-1', recordedAt: Date.now() } as const;
    const rest = { evidence: null, wording: null, reviewAt: null };
    const wanted = [{ kind: 'email', text, isUsual: true }] as const;
    await blockIdentifiers(session, wanted, { ...ground, ...rest }, 'a test');
  }

  /** What a colleague's browser reads, enrolled by whoever. */
  async function reader() {
    const decoded = decodeEnrolment(await succeed('enrol', '--dir', ann));
    if (!decoded.ok) throw new Error(decoded.detail);
    return openRepositoryOf(decoded.enrolment);
  }

  it('record and publish at the same moments, and nobody is lost; a removed one publishes nothing more', async () => {
    const joined = await succeed('officers', 'join', invitation, ben, '--name', 'Ben', '--json');
    const { requestFile, checkNumber } = JSON.parse(joined);
    await succeed('officers', 'admit', requestFile, '--check-number', checkNumber, '--dir', ann);

    const sessions = await withKeys(async () => [await openSession(ann), await openSession(ben)]);
    for (let person = 0; person < PEOPLE; person++) {
      await Promise.all(
        sessions.map(async (session, officer) => {
          await add(session, `person-${person}@officer-${officer}.example`);
          expect(await publishRegister(session)).toMatchObject({ ok: true });
        }),
      );
    }
    const client = await reader();
    for (let person = 0; person < PEOPLE; person++) {
      for (const officer of sessions.keys()) {
        expect(await client.scopeOf(`person-${person}@officer-${officer}.example`)).toBe('all');
      }
    }
    const objects = await s3Store(kept, user.credentials).list('register/');
    expect(new Set(objects.map(path => path.split('/')[1])).size).toBe(2);

    await succeed('officers', 'remove', 'Ben', '--dir', ann);
    const [, bens] = sessions;
    if (!bens) throw new Error('two sessions');
    expect(await publishRegister(bens)).toMatchObject({ ok: false, problem: 'not-authorised' });
    await expect(add(bens, 'late@example.org')).rejects.toThrow('Keys were replaced meanwhile');
    await succeed('publish', '--dir', ann);
    expect(await (await reader()).scopeOf('person-0@officer-1.example')).toBe('all');
  });

  it('work at the desk and by command: one joins in a browser, publishes there, and admits the next', async () => {
    const hosts = await startHosts();
    const extension = await buildExtension(place, 'chromium');
    await grantStore(extension);
    const browser = await launchChromium({ extension, hostsPort: hosts.port, headless: true });
    try {
      const desk = await browser.openExtensionPage('desk.html');
      await desk.waitForSelector('#join');
      await desk.click('#join summary');
      await choose(desk, '#invitation-file', invitation);
      await desk.waitForSelector('#join-name');
      const { accessKeyId, secretAccessKey } = user.credentials;
      await fill(desk, {
        'join-name': 'Dot',
        'join-accessKeyId': accessKeyId,
        'join-secretAccessKey': secretAccessKey,
        'join-passphrase': PASSPHRASE,
        'join-again': PASSPHRASE,
      });
      const session = await desk.createCDPSession();
      await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: place });
      await press(desk, '#join-now', '#own-number');
      const dots = join(place, 'Dot.join.json');
      await desk.click('#save-request');
      await expect.poll(() => readFile(dots, 'utf8').catch(() => '')).toContain('lethe-join');

      // Not before somebody admitted them.
      await fill(desk, { passphrase: PASSPHRASE });
      await desk.click('button[type=submit].filled');
      await expect.poll(() => textOf(desk, '#passphrase-problem')).toContain('has to admit you first');
      const number = await textOf(desk, '#own-number');
      await succeed('officers', 'admit', dots, '--check-number', number, '--dir', ann);
      await press(desk, 'form button[type=submit]', '#tab-officers');

      await desk.click('#tab-record');
      await fill(desk, { identifiers: 'dot-added@example.org', reference: 'DPO-9' });
      await press(desk, '#record', '#recorded');
      await press(desk, '#go-publish', '#publish');
      await press(desk, '#publish', '#published');
      expect(await (await reader()).scopeOf('dot-added@example.org')).not.toBeNull();

      const cas = join(place, 'cas');
      const joined = await succeed('officers', 'join', invitation, cas, '--name', 'Cas', '--json');
      const { requestFile, checkNumber } = JSON.parse(joined);
      await press(desk, '#tab-officers', '#officers tbody tr');
      await choose(desk, '#join-file', requestFile);
      await desk.waitForSelector('#check-number');
      expect(await textOf(desk, '#check-number')).toBe(checkNumber);
      await desk.click('#same-number');
      await choose(desk, '#admit-root', join(ann, 'keys/root.age'));
      await fill(desk, { 'admit-passphrase': PASSPHRASE });
      await press(desk, '#admit', '#admitted');
      expect(await textOf(desk, '#officers')).toMatch(/Dot \(you\)[\s\S]*Cas/);
      expect(await succeed('status', '--dir', cas)).toContain('Officers:         3');
      await desk.click('#tab-overview');
      await desk.waitForSelector('.state');
      expect(await textOf(desk, 'main')).not.toContain('Only one person can publish');
    } finally {
      await browser.close();
      await hosts.close();
    }
  });
});

async function fill(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(answers)) {
    await page.focus(`#${name}`);
    await page.$eval(`#${name}`, field => {
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
    });
    await page.type(`#${name}`, value);
  }
}

async function choose(page: Page, selector: string, file: string): Promise<void> {
  const input = await (await page.waitForSelector(selector))?.toElement('input');
  await input?.uploadFile(file);
}

async function press(page: Page, selector: string, thenSees: string): Promise<void> {
  await page.click(selector);
  await page.waitForSelector(thenSees, { timeout: 2 * BUSY_MS });
}

async function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, element => element.textContent ?? '').catch(() => '');
}
