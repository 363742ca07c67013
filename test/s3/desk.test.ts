import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readExport } from '../../utils/register/audit/read-export.ts';
import { buildExtension } from '../e2e/harness/build-extension.ts';
import { launchChromium } from '../e2e/harness/chromium.ts';
import { BUSY_MS, type DrivenBrowser } from '../e2e/harness/driven-browser.ts';
import { enrol, syncNow } from '../e2e/harness/extension-pages.ts';
import { type Hosts, startHosts } from '../e2e/harness/hosts.ts';
import { paintedMarks } from '../e2e/harness/painted-marks.ts';
import { serveStandIns, standIn } from '../e2e/harness/stand-ins.ts';
import { newBucket, newUser, publishBucket, setCors } from './harness/bucket.ts';
import { grantStore } from './harness/grant-store.ts';
import { describeS3, serverOfRun } from './harness/server-of-run.ts';
import { storedByDesk } from './harness/stored-by-desk.ts';

// An officer without a terminal: sets up, records, publishes to a real store, and a colleague's browser knows it.

const PASSPHRASE = 'correct horse battery staple';
const KIT_PASSPHRASE = 'a kit in a safe in a cellar';

describeS3('the desk', () => {
  let folder: string;
  let hosts: Hosts;
  let officer: DrivenBrowser;
  let rep: DrivenBrowser;
  let desk: Page;
  let downloads: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lethe-desk-'));
    downloads = join(folder, 'downloads');
    hosts = await startHosts();
    serveStandIns(hosts);
    const extension = await buildExtension(folder, 'chromium');
    rep = await launchChromium({ extension, hostsPort: hosts.port, headless: true });
    // Until it is installed: a manifest that is being written to can't be read.
    await (await rep.openExtensionPage('options.html')).close();
    await grantStore(extension);
    officer = await launchChromium({ extension, hostsPort: hosts.port, headless: true });
    desk = await officer.openExtensionPage('desk.html');
    const session = await desk.createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  });

  afterAll(async () => {
    await officer?.close();
    await rep?.close();
    await hosts?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const fill = async (answers: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(answers)) await desk.type(`#${name}`, value);
  };
  /** So that what is typed next takes its place. */
  const select = (selector: string) =>
    desk.$eval(selector, field => {
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
    });
  const press = async (selector: string, thenSees: string) => {
    await desk.click(selector);
    await desk.waitForSelector(thenSees, { timeout: BUSY_MS });
  };
  const textOf = async (selector: string) =>
    desk.$eval(selector, element => element.textContent ?? '').catch(() => '');

  it('says what is wrong with an answer beside it, and makes nothing', async () => {
    await desk.waitForSelector('#found');
    await fill({ organisation: 'Northwind', endpoint: 'nowhere', repository: 'ftp://lists.example' });
    await desk.click('#found');
    await expect.poll(() => textOf('#endpoint-problem')).toContain('https address without a path');
    expect(await textOf('#repository-problem')).toContain('https address');
    expect(await textOf('#passphrase-problem')).toContain('At least 12 characters');
    await desk.reload();
    await desk.waitForSelector('#found');
  });

  it('sets an organisation up: store and address tried, keys made, the kit kept and read back', async () => {
    const server = serverOfRun();
    const user = await newUser(server);
    const open = await newBucket(server, user);
    const kept = await newBucket(server, user);
    const { accessKeyId, secretAccessKey } = user.credentials;
    await publishBucket(open, user);
    await desk.click('#host-s3');
    await desk.waitForSelector('#region');
    await desk.focus('#region');
    await select('#region');
    await fill({
      organisation: 'Northwind',
      ownDomains: 'northwind.example',
      country: 'NL',
      senders: 'Newsletter',
      systems: 'CRM',
      endpoint: server.endpoint,
      region: 'default',
      bucket: open.bucket,
      privateBucket: kept.bucket,
      accessKeyId,
      secretAccessKey,
      repository: `${server.endpoint}/${open.bucket}/`,
      passphrase: PASSPHRASE,
      passphraseAgain: PASSPHRASE,
      kitPassphrase: KIT_PASSPHRASE,
      kitPassphraseAgain: KIT_PASSPHRASE,
    });
    await press('#probe', '#probed');
    // Extensions may not read there yet: IT is told what to set, and does.
    expect(await textOf('#probed')).toContain('Something must be set first');
    expect(await textOf('#probed pre')).toContain('AllowedOrigins');
    await setCors(open, user);
    await desk.click('#probe');
    await expect.poll(() => textOf('#probed')).toContain('Store and address work');
    expect(await textOf('#probed')).toContain('Several people can publish at the same time');

    await desk.click('#found');
    // Keys under passphrases are dear by design, and dearer on a busy machine.
    await expect.poll(() => textOf('#save-kit'), { timeout: 4 * BUSY_MS }).toContain('recovery-kit');
    await desk.click('#save-kit');
    const kit = join(downloads, 'recovery-kit.age');
    await expect
      .poll(() =>
        readFile(kit).then(
          bytes => bytes.length,
          () => 0,
        ),
      )
      .toBeGreaterThan(500);
    const input = await (await desk.$('#kit-file'))?.toElement('input');
    await input?.uploadFile(kit);
    await fill({ 'kit-passphrase': KIT_PASSPHRASE });
    await press('#read-back', '#tab-record');
    expect(await textOf('.state')).toContain('Colleagues have a confirmed list');
  }, 300_000);

  it('knows from set-up who else sends and which systems an erasure must reach, and keeps what is set afterwards', async () => {
    await desk.click('#tab-settings');
    await desk.waitForSelector('#set-senders');
    const set = (selector: string) =>
      desk.$eval(selector, field => (field instanceof HTMLTextAreaElement ? field.value : ''));
    expect([await set('#set-senders'), await set('#set-systems')]).toEqual(['Newsletter', 'CRM']);
    await fill({ 'set-contact': 'privacy@northwind.example', 'set-systems': '\nSupport desk' });
    await press('#save-changes', '#settings-saved');
    expect(await set('#set-systems')).toBe('CRM\nSupport desk');
  });

  it('enrols a colleague, and what is recorded and published is flagged there with the next poll', async () => {
    await desk.click('#tab-colleagues');
    await press('#show-code', '#enrolment-code');
    await enrol(rep, (await textOf('#enrolment-code')).trim());
    const inbox = standIn('Gmail inbox');
    const page = await rep.browser.newPage();
    await page.goto(inbox.url, { waitUntil: 'domcontentloaded' });
    expect(await paintedMarks(rep, page)).toEqual([]);

    await desk.click('#tab-record');
    await fill({
      identifiers: `${inbox.addresses[0]}\nsales@northwind.example\nnobody`,
      reference: 'DPO-17',
    });
    await desk.click('#record');
    const remarks = await textOf('.remarks');
    expect(remarks).toContain("nobody: can't be an address");
    expect(await textOf('#recorded')).toBe('');
    await select('#identifiers');
    await fill({ identifiers: `${inbox.addresses[0]}` });
    await press('#record', '#recorded');
    expect(await textOf('#recorded')).toContain('1 recorded under DPO-17');
    await desk.click('#senders-told input');
    await desk.waitForSelector('#senders-told input:checked', { timeout: BUSY_MS });
    await press('#go-publish', '#publish');
    await press('#publish', '#published');
    expect(await textOf('#published')).toContain('Browsers that are open have it by');

    await syncNow(rep);
    await page.bringToFront();
    await expect.poll(async () => (await paintedMarks(rep, page)).length).toBeGreaterThan(0);
    await page.close();
  }, 180_000);

  it('looks the person up: since when, on what ground, and in which publication first; and lifts', async () => {
    const [address = ''] = standIn('Gmail inbox').addresses;
    await desk.click('#tab-lookUp');
    await fill({ asked: address });
    await press('#look-up', '.found');
    const found = await textOf('.found');
    expect(found).toContain('On the published list: no direct marketing');
    expect(found).toContain('They object (Art. 21)');
    expect(found).toContain('DPO-17');
    expect(found).toContain('Publication 2');
    await desk.click('.found summary');
    await fill({ 'lift-reference': 'DPO-18' });
    await press('#lift', '.found .note');
    await desk.click('#tab-overview');
    await expect.poll(() => textOf('main')).toContain('Not published yet');
  });

  it('keeps a case from receipt to outcome', async () => {
    await desk.click('#tab-cases');
    await fill({ 'case-reference': 'DPO-19' });
    await press('#open-case', '#case');
    await press('#record-step', '#case .facts-list');
    await expect.poll(() => textOf('#case .facts-list')).toContain('Known contact details');
    await desk.click('#systems input');
    await desk.waitForSelector('#systems input:checked', { timeout: BUSY_MS });
    expect(await textOf('#case .facts-list')).toContain('CRM');
    await desk.select('#step', 'closed');
    await desk.click('#record-step');
    await expect.poll(() => textOf('#case h2')).toContain('closed');
    await desk.click('#case .quiet');
    await desk.waitForSelector('#case-reference');
    await fill({ 'case-reference': 'DPO-20' });
    await press('#open-case', '#case');
  });

  it('erases from the register what nothing justifies any more, and proves what is left', async () => {
    await desk.click('#tab-cases');
    await desk.click('#case .quiet');
    await desk.click('#closed-cases summary');
    await press('#closed-cases .quiet', '#erase');
    await desk.click('#erase summary');
    await press('#plan-erasure', '#erase-now');
    expect(await textOf('#what-goes')).toContain('Every step of DPO-19');
    await press('#erase-now', '#open-case');
    await expect.poll(() => textOf('.note')).toContain('DPO-19 was erased.');

    await desk.click('#tab-audit');
    await press('#verify-register', '#verified');
    expect(await textOf('#verified')).toContain('Every signature and every chain holds');
    const timeline = await textOf('#timeline');
    expect(timeline).toContain('Other sender told: Newsletter');
    expect(timeline).not.toContain('DPO-19');
    await desk.click('#save-export');
    const day = new Date().toISOString().slice(0, 10);
    const file = join(downloads, `register-${day}.jsonl`);
    const saved = () => readFile(file).catch(() => new Uint8Array());
    await expect.poll(async () => (await saved()).length).toBeGreaterThan(500);
    const input = await (await desk.$('#export-file'))?.toElement('input');
    await input?.uploadFile(file);
    await desk.waitForSelector('#export-verified', { timeout: BUSY_MS });
    const read = await readExport(new Uint8Array(await saved()));
    expect(read).toMatchObject({ ok: true, value: { header: { organisation: 'Northwind' } } });
  }, 120_000);

  it('opens again under the passphrase alone, and under no other', async () => {
    await desk.reload();
    await desk.waitForSelector('#passphrase');
    await fill({ passphrase: 'another passphrase' });
    await desk.click('button[type=submit]');
    await expect.poll(() => textOf('#passphrase-problem')).toContain("doesn't open");
    await select('#passphrase');
    await fill({ passphrase: PASSPHRASE });
    await press('button[type=submit]', '#tab-record');
    // DPO-20, and DPO-17, which began with a tick.
    expect(await textOf('main')).toContain('2 open cases');
    expect(await textOf('main')).toContain('Not published yet');
  }, 120_000);

  it('keeps no address and no open key in the browser', async () => {
    const [address = ''] = standIn('Gmail inbox').addresses;
    const stored = await storedByDesk(desk);
    expect(stored).toContain('age-encryption.org');
    expect(stored).not.toContain(address);
    expect(stored).not.toContain('AGE-SECRET-KEY');
    expect(stored).not.toContain('recovery');
  });
});
