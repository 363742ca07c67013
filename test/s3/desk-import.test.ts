import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createFolder } from '../../cli/create-folder.ts';
import { keepStoreKey, STORE_KEY_FILE } from '../../utils/desk/store-key.ts';
import { readSettings } from '../../utils/officer/settings.ts';
import { openKeyFile } from '../../utils/officer/unlock.ts';
import { KEY_FILES } from '../../utils/publish/key-folder.ts';
import type { S3Location } from '../../utils/publish/s3-location.ts';
import { buildExtension } from '../e2e/harness/build-extension.ts';
import { launchChromium } from '../e2e/harness/chromium.ts';
import { BUSY_MS, type DrivenBrowser } from '../e2e/harness/driven-browser.ts';
import { type Hosts, startHosts } from '../e2e/harness/hosts.ts';
import { lethe, PASSPHRASE } from '../unit/cli/lethe.ts';
import { memoryStore } from '../unit/publish/memory-store.ts';
import { newBucket, newUser, publishBucket, type StoreUser, setCors } from './harness/bucket.ts';
import { grantStore } from './harness/grant-store.ts';
import { describeS3, serverOfRun } from './harness/server-of-run.ts';
import { storedByDesk } from './harness/stored-by-desk.ts';

// A list is imported in the desk, whose page is closed in the middle: with the same file it goes on.

const PEOPLE = 160;
/** The first that are written at once. */
const FIRST = 32;
const LIST = `"Email Address","First Name"
${Array.from({ length: PEOPLE }, (_, index) => `"person-${index}@example.org","Person"`).join('\n')}
"nobody","Nobody"
"person-1+news@example.org","Twice"
`;

describeS3('an import at the desk', () => {
  let folder: string;
  let file: string;
  let hosts: Hosts;
  let officer: DrivenBrowser;
  let user: StoreUser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lethe-desk-import-'));
    file = join(folder, 'unsubscribed.csv');
    await writeFile(file, LIST);
    const server = serverOfRun();
    user = await newUser(server);
    const [open, kept] = [await newBucket(server, user), await newBucket(server, user)];
    for (const bucket of [open, kept]) await setCors(bucket, user);
    await publishBucket(open, user);
    await makeOrganisation(open, kept);
    hosts = await startHosts();
    const extension = await buildExtension(folder, 'chromium');
    await grantStore(extension);
    officer = await launchChromium({ extension, hostsPort: hosts.port, headless: true });
    await takeOver(await officer.openExtensionPage('desk.html'));
  });

  afterAll(async () => {
    await officer?.close();
    await hosts?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const acme = () => join(folder, 'acme');
  const environment = () => ({
    AWS_ACCESS_KEY_ID: user.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: user.credentials.secretAccessKey,
  });

  /** As `lethe init`, but for a cheap scrypt. */
  async function makeOrganisation(open: S3Location, kept: S3Location): Promise<void> {
    for (const [name, value] of Object.entries(environment())) vi.stubEnv(name, value);
    await createFolder(
      acme(),
      {
        organisation: 'Acme BV',
        contact: '',
        store: { kind: 's3', ...open, privateBucket: kept.bucket, privatePrefix: '' },
        repository: `${open.endpoint}/${open.bucket}/`,
        ownDomains: [],
        guard: 'hold',
        panelOnly: [],
        refreshing: 'by-hand',
        auditors: [],
        country: null,
        referencePattern: null,
      },
      { officer: PASSPHRASE, root: PASSPHRASE, timestamp: PASSPHRASE, recovery: PASSPHRASE },
      4,
    ).finally(() => vi.unstubAllEnvs());
  }

  /** Puts the organisation into the desk's database, as its set-up would have, which takes half a minute of scrypt. */
  async function takeOver(desk: Page): Promise<void> {
    const read = readSettings(await readFile(join(acme(), 'lethe.json'), 'utf8'));
    if (!read.ok) throw new Error(read.problem);
    const officerFile = new Uint8Array(await readFile(join(acme(), KEY_FILES.officer)));
    const { identity } = await openKeyFile(officerFile, 'officer.age', 'officer', [PASSPHRASE]);
    const files = memoryStore();
    await keepStoreKey(files, user.credentials, identity);
    files.files.set(KEY_FILES.officer, officerFile);
    // In bucket stores org.age is in the private bucket; what the desk has of its own are these two.
    const entries = [KEY_FILES.officer, STORE_KEY_FILE].map(
      path => [path, [...(files.files.get(path) ?? [])]] as const,
    );
    await desk.waitForSelector('#found');
    await desk.evaluate(
      async (settings, contents) => {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open('lethe-desk');
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        const transaction = database.transaction(['places', 'files'], 'readwrite');
        transaction.objectStore('places').put({ settings, kitReadBackAt: 1 }, settings.listId);
        for (const [path, bytes] of contents) {
          transaction.objectStore('files').put(new Uint8Array(bytes), [settings.listId, path]);
        }
        await new Promise<void>(resolve => {
          transaction.oncomplete = () => resolve();
        });
        database.close();
      },
      read.settings,
      entries,
    );
    await desk.close();
  }

  /** The desk, opened and unlocked, with the list chosen and looked at. */
  async function lookAt(reference: string | null): Promise<Page> {
    const desk = await officer.openExtensionPage('desk.html');
    desk.setDefaultTimeout(BUSY_MS);
    await desk.waitForSelector('#passphrase');
    await desk.type('#passphrase', PASSPHRASE);
    await desk.click('button[type=submit]');
    await desk.waitForSelector('#tab-import');
    await desk.click('#tab-import');
    if (reference === null) await desk.waitForSelector('#import-interrupted');
    else await desk.type('#import-reference', reference);
    const input = await (await desk.waitForSelector('#import-file'))?.toElement('input');
    await input?.uploadFile(file);
    await desk.click('#import-look');
    await desk.waitForSelector('#import-preview');
    return desk;
  }

  const textOf = (page: Page, selector: string) =>
    page.$eval(selector, element => element.textContent ?? '').catch(() => '');

  async function standingBlocks(): Promise<number> {
    const { code, out, err } = await lethe(['status', '--json', '--dir', acme()], environment());
    if (code !== 0) throw new Error(err);
    return JSON.parse(out).standingBlocks;
  }

  it('goes on with the same file after its page was closed, and keeps no address', async () => {
    let desk = await lookAt('IMPORT-1');
    expect(await textOf(desk, '#import-preview')).toContain(
      `New${PEOPLE}Already listed0Named more than once1Without a valid address1`,
    );
    await desk.click('#import-start');
    await desk.waitForFunction(() =>
      /^[1-9]/.test(document.querySelector('#import-recorded')?.textContent ?? ''),
    );
    await desk.close();
    const before = await standingBlocks();
    expect(before).toBeGreaterThanOrEqual(FIRST);
    expect(before).toBeLessThan(PEOPLE);

    desk = await lookAt(null);
    expect(await textOf(desk, '#import-preview')).toContain(`New${PEOPLE - before}Already listed${before}`);
    expect(await textOf(desk, '#import-preview')).toContain('IMPORT-1');
    await desk.click('#import-start');
    await desk.waitForSelector('#imported');
    expect(await textOf(desk, '#imported')).toContain('Now delete this file');
    expect(await standingBlocks()).toBe(PEOPLE);

    const stored = await storedByDesk(desk);
    expect(stored).toContain('lethe-desk-imports');
    expect(stored).not.toMatch(/person|example\.org|unsubscribed/i);
    expect(stored).not.toContain('IMPORT-1');
  }, 240_000);
});
