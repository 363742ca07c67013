import { describe, expect, it } from 'vitest';
import { cheapenKeys } from './harness/cheapen-keys.ts';
import { type DeskPage, launchDesk } from './harness/desk-page.ts';
import { BUSY_MS } from './harness/driven-browser.ts';
import { browsersHere, IN_EVERY_BROWSER } from './harness/every-browser.ts';
import { checkByHand, enrol } from './harness/extension-pages.ts';
import { browserWithExtension } from './harness/running-browser.ts';
import { filesInZip } from './harness/stored-zip.ts';

// An officer without a terminal and without a bucket: all is in the browser, and what it saves is put on a host. Keys under
// passphrases are as dear as officers' in `npm run e2e:every` only.

const PASSPHRASE = 'correct horse battery staple';
const KIT_PASSPHRASE = 'a kit in a safe in a cellar';
const HOST = 'https://lists.northwind.example';
const PERSON = 'anna@example.com';

describe.each(browsersHere)('the desk with a folder to upload, in %s', (name, launch) => {
  const officer = browserWithExtension(
    name,
    async options => {
      desk = await launchDesk(launch, options, officer.folder);
      return desk.driven;
    },
    IN_EVERY_BROWSER ? {} : { prepare: cheapenKeys },
  );
  let desk: DeskPage;

  it('sets an organisation up, with the kit kept and read back', async () => {
    await desk.page.waitForSelector('#found');
    await desk.click('#host-folder');
    await desk.fill({
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
    await desk.page.select('#refreshing', 'daily');
    // Keys under passphrases are dear by design, and dearer on a busy machine.
    await desk.press('#found', '#save-kit', 4 * BUSY_MS);
    expect((await desk.saved('#save-kit', 'recovery-kit.age')).length).toBeGreaterThan(500);
    await desk.giveBack('#kit-file', 'recovery-kit.age');
    await desk.fill({ 'kit-passphrase': KIT_PASSPHRASE });
    await desk.press('#read-back', '#tab-record', 2 * BUSY_MS);
    await desk.click('#tab-settings');
    await desk.page.waitForSelector('#set-senders');
    const set = await desk.page.$$eval('#set-refreshing, #set-senders, #set-systems', fields =>
      fields.map(field =>
        field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement ? field.value : '',
      ),
    );
    expect(set).toEqual(['daily', 'Newsletter', 'CRM']);
  }, 400_000);

  it('records and publishes', async () => {
    await desk.click('#tab-record');
    await desk.fill({ identifiers: PERSON, reference: 'DPO-17' });
    await desk.press('#record', '#recorded');
    expect(await desk.textOf('#recorded')).toContain('1 recorded under DPO-17');
    await desk.press('#go-publish', '#publish');
    await desk.press('#publish', '#published');
    expect(await desk.textOf('#published')).toContain('Browsers that are open have it by');
  }, 120_000);

  // Firefox's driver reaches no worker.
  it.runIf(name === 'chromium')(
    'says what to do where the browser ends its worker in the midst of work, and goes on with the next',
    async () => {
      await desk.click('#tab-record');
      await desk.page.waitForSelector('#identifiers');
      await desk.fill({ identifiers: 'ben@example.com', reference: 'DPO-18' });
      const lock = await desk.page.evaluate(holdWorkplace);
      await desk.click('#record');
      const waiting = () =>
        desk.page.evaluate(
          async () => (await navigator.locks.query()).pending?.map(({ name }) => name) ?? [],
        );
      await expect.poll(waiting, { timeout: BUSY_MS }).toContain(lock);
      await desk.page
        .workers()
        .find(worker => worker.url().includes('/desk.worker'))
        ?.close();
      const problems = () => desk.page.$$eval('.problem', all => all.map(each => each.textContent).join(''));
      await expect.poll(problems, { timeout: BUSY_MS }).toContain('do it again if it');
      await desk.page.evaluate(() => dispatchEvent(new Event('release-workplace')));
      await desk.press('#record', '#recorded');
      expect(await desk.textOf('#recorded')).toContain('1 recorded under DPO-18');
      await desk.press('#go-publish', '#publish');
    },
    240_000,
  );

  it('saves what is to be uploaded, which a colleague who is enrolled by the code is protected by', async () => {
    const files = filesInZip(await desk.saved('#save-upload', 'public.zip'));
    expect([...files.keys()]).toEqual(expect.arrayContaining(['_headers', '.nojekyll']));
    officer.hosts.serve(HOST, ({ pathname }) => {
      const body = files.get(pathname.slice(1));
      const headers = { 'access-control-allow-origin': '*' };
      // Of a root that isn't there yet, too, a browser must be allowed to learn that.
      return { status: body ? 200 : 404, type: 'application/octet-stream', body: body ?? '', headers };
    });
    await desk.click('#tab-colleagues');
    await desk.press('#show-code', '#enrolment-code');
    const enrolled = await enrol(desk.driven, (await desk.textOf('#enrolment-code')).trim());
    expect(enrolled).toMatchObject({ organisation: 'Northwind', repository: `${HOST}/` });
    expect(enrolled.state).toContain('Protecting');
    expect(await checkByHand(desk.driven, PERSON)).toContain('list');
  }, 120_000);

  it('opens again under the passphrase alone, and knows the person', async () => {
    desk = await desk.again();
    await desk.page.waitForSelector('#passphrase', { timeout: BUSY_MS });
    await desk.fill({ passphrase: PASSPHRASE });
    await desk.press('button[type=submit]', '#tab-lookUp', 2 * BUSY_MS);
    await desk.click('#tab-lookUp');
    await desk.fill({ asked: PERSON });
    await desk.press('#look-up', '.found');
    expect(await desk.textOf('.found')).toContain('Publication 2');
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
