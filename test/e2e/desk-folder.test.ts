import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildExtension } from './harness/build-extension.ts';
import { BUSY_MS, type DrivenBrowser } from './harness/driven-browser.ts';
import { browsersHere } from './harness/every-browser.ts';
import { checkByHand, enrol } from './harness/extension-pages.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';
import { filesInZip } from './harness/stored-zip.ts';

// An officer without a terminal and without a bucket: all is in the browser, and what it saves is put on a host.

const PASSPHRASE = 'correct horse battery staple';
const KIT_PASSPHRASE = 'a kit in a safe in a cellar';
const HOST = 'https://lists.northwind.example';
const PERSON = 'anna@example.com';

describe.each(browsersHere)('the desk with a folder to upload, in %s', (name, launch) => {
  let folder: string;
  let downloads: string;
  let hosts: Hosts;
  let driven: DrivenBrowser;
  let desk: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lethe-desk-folder-'));
    downloads = join(folder, 'downloads');
    const profile = join(folder, 'profile');
    await mkdir(downloads);
    await mkdir(profile);
    if (name === 'firefox') await writeFile(join(profile, 'prefs.js'), downloadPreferences(downloads));
    hosts = await startHosts();
    const extension = await buildExtension(folder, name);
    driven = await launch({ extension, hostsPort: hosts.port, headless: true, profile });
    desk = await driven.openExtensionPage('desk.html');
    if (name === 'chromium') {
      const session = await desk.createCDPSession();
      await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
    }
  });

  afterAll(async () => {
    await driven?.close();
    await hosts?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const fill = async (answers: Readonly<Record<string, string>>) => {
    for (const [field, value] of Object.entries(answers)) await desk.type(`#${field}`, value);
  };
  /** Not by the mouse: once it has saved a file, Firefox's driver finds no place to click at. */
  const click = (selector: string) =>
    desk.$eval(selector, element => {
      if (element instanceof HTMLElement) element.click();
    });
  const press = async (selector: string, thenSees: string, timeout = BUSY_MS) => {
    await click(selector);
    await desk.waitForSelector(thenSees, { timeout });
  };
  const textOf = (selector: string) =>
    desk.$eval(selector, element => element.textContent ?? '').catch(() => '');

  /** Presses, and reads what is saved by it, once it is whole. */
  async function saved(selector: string, file: string): Promise<Uint8Array<ArrayBuffer>> {
    await rm(join(downloads, file), { force: true });
    await click(selector);
    await expect
      .poll(() => readdir(downloads), { timeout: BUSY_MS })
      .toEqual(expect.toSatisfy((names: string[]) => names.includes(file) && !names.some(isUnfinished)));
    return new Uint8Array(await readFile(join(downloads, file)));
  }

  it('sets an organisation up, with the kit kept and read back', async () => {
    await desk.waitForSelector('#found');
    await click('#host-folder');
    await fill({
      organisation: 'Northwind',
      ownDomains: 'northwind.example',
      senders: 'Newsletter',
      systems: 'CRM',
      repository: `${HOST}/`,
      passphrase: PASSPHRASE,
      passphraseAgain: PASSPHRASE,
      kitPassphrase: KIT_PASSPHRASE,
      kitPassphraseAgain: KIT_PASSPHRASE,
    });
    await desk.select('#refreshing', 'daily');
    // Keys under passphrases are dear by design, and dearer on a busy machine.
    await press('#found', '#save-kit', 4 * BUSY_MS);
    expect((await saved('#save-kit', 'recovery-kit.age')).length).toBeGreaterThan(500);
    const input = await (await desk.$('#kit-file'))?.toElement('input');
    await input?.uploadFile(join(downloads, 'recovery-kit.age'));
    await fill({ 'kit-passphrase': KIT_PASSPHRASE });
    await press('#read-back', '#tab-record', 2 * BUSY_MS);
    await click('#tab-settings');
    await desk.waitForSelector('#set-senders');
    const set = await desk.$$eval('#set-refreshing, #set-senders, #set-systems', fields =>
      fields.map(field =>
        field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement ? field.value : '',
      ),
    );
    expect(set).toEqual(['daily', 'Newsletter', 'CRM']);
  }, 400_000);

  it('records and publishes', async () => {
    await click('#tab-record');
    await fill({ identifiers: PERSON, reference: 'DPO-17' });
    await press('#record', '#recorded');
    expect(await textOf('#recorded')).toContain('1 recorded under DPO-17');
    await press('#go-publish', '#publish');
    await press('#publish', '#published');
    expect(await textOf('#published')).toContain('Browsers that are open have it by');
  }, 120_000);

  // Firefox's driver reaches no worker.
  it.runIf(name === 'chromium')(
    'says what to do where the browser ends its worker in the midst of work, and goes on with the next',
    async () => {
      await click('#tab-record');
      await desk.waitForSelector('#identifiers');
      await fill({ identifiers: 'ben@example.com', reference: 'DPO-18' });
      const lock = await desk.evaluate(holdWorkplace);
      await click('#record');
      const waiting = () =>
        desk.evaluate(async () => (await navigator.locks.query()).pending?.map(({ name }) => name) ?? []);
      await expect.poll(waiting, { timeout: BUSY_MS }).toContain(lock);
      await desk
        .workers()
        .find(worker => worker.url().includes('/desk.worker'))
        ?.close();
      const problems = () => desk.$$eval('.problem', all => all.map(each => each.textContent).join(''));
      await expect.poll(problems, { timeout: BUSY_MS }).toContain('do it again if it');
      await desk.evaluate(() => dispatchEvent(new Event('release-workplace')));
      await press('#record', '#recorded');
      expect(await textOf('#recorded')).toContain('1 recorded under DPO-18');
      await press('#go-publish', '#publish');
    },
    240_000,
  );

  it('saves what is to be uploaded, which a colleague who is enrolled by the code is protected by', async () => {
    const files = filesInZip(await saved('#save-upload', 'public.zip'));
    expect([...files.keys()]).toEqual(expect.arrayContaining(['_headers', '.nojekyll']));
    hosts.serve(HOST, ({ pathname }) => {
      const body = files.get(pathname.slice(1));
      const headers = { 'access-control-allow-origin': '*' };
      // Of a root that isn't there yet, too, a browser must be allowed to learn that.
      return { status: body ? 200 : 404, type: 'application/octet-stream', body: body ?? '', headers };
    });
    await click('#tab-colleagues');
    await press('#show-code', '#enrolment-code');
    const enrolled = await enrol(driven, (await textOf('#enrolment-code')).trim());
    expect(enrolled).toMatchObject({ organisation: 'Northwind', repository: `${HOST}/` });
    expect(enrolled.state).toContain('Protecting');
    expect(await checkByHand(driven, PERSON)).toContain('list');
  }, 120_000);

  it('opens again under the passphrase alone, and knows the person', async () => {
    // A reload of an extension's page never ends for Firefox's driver.
    await desk.close();
    desk = await driven.openExtensionPage('desk.html');
    await desk.waitForSelector('#passphrase', { timeout: BUSY_MS });
    await fill({ passphrase: PASSPHRASE });
    await press('button[type=submit]', '#tab-lookUp', 2 * BUSY_MS);
    await click('#tab-lookUp');
    await fill({ asked: PERSON });
    await press('#look-up', '.found');
    expect(await textOf('.found')).toContain('Publication 2');
  }, 180_000);
});

/** In the page: as another tab that writes, until it is told to go on. @returns what whoever records waits for */
async function holdWorkplace(): Promise<string> {
  const opening = indexedDB.open('lethe-desk');
  await new Promise(resolve => opening.addEventListener('success', resolve));
  const asking = opening.result.transaction('places').objectStore('places').getAllKeys();
  await new Promise(resolve => asking.addEventListener('success', resolve));
  opening.result.close();
  const lock = `lethe-desk ${asking.result[0]}`;
  await new Promise<void>(resolve => {
    void navigator.locks.request(lock, () => {
      resolve();
      return new Promise(release => addEventListener('release-workplace', release, { once: true }));
    });
  });
  return lock;
}

/** As browsers name a file that is being saved. */
function isUnfinished(name: string): boolean {
  return /\.(?:part|crdownload)$/u.test(name);
}

/** Where Firefox saves without asking. */
function downloadPreferences(downloads: string): string {
  const preferences = {
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
    'browser.download.useDownloadDir': true,
    'browser.download.always_ask_before_handling_new_types': false,
    'browser.download.alwaysOpenPanel': false,
  };
  return Object.entries(preferences)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}
