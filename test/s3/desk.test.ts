import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readExport } from '../../utils/register/audit/read-export.ts';
import { buildExtension } from '../e2e/harness/build-extension.ts';
import { type DeskPage, launchDesk } from '../e2e/harness/desk-page.ts';
import { BUSY_MS, type DrivenBrowser } from '../e2e/harness/driven-browser.ts';
import { browsersHere } from '../e2e/harness/every-browser.ts';
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
/** Where reps read, as at a domain of the organisation's own: Lethe has no permission for it. */
const LISTS = 'https://lists.northwind.example';
const KIT_PASSPHRASE = 'a kit in a safe in a cellar';

describeS3.each(browsersHere)('the desk, in %s', (name, launch) => {
  let folder: string;
  let hosts: Hosts;
  let rep: DrivenBrowser;
  let desk: DeskPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lethe-desk-'));
    hosts = await startHosts();
    serveStandIns(hosts);
    const [plain, granted] = [join(folder, 'plain'), join(folder, 'granted')];
    for (const place of [plain, granted]) await mkdir(place);
    const ofRep = await buildExtension(plain, name);
    const ofOfficer = await buildExtension(granted, name);
    await grantStore(ofOfficer);
    const options = { hostsPort: hosts.port, headless: true };
    rep = await launch({ ...options, extension: ofRep });
    desk = await launchDesk(launch, { ...options, extension: ofOfficer }, folder);
  });

  afterAll(async () => {
    await desk?.driven.close();
    await rep?.close();
    await hosts?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('says what is wrong with an answer beside it, and makes nothing', async () => {
    await desk.page.waitForSelector('#found');
    await desk.fill({ organisation: 'Northwind', endpoint: 'nowhere', repository: 'ftp://lists.example' });
    await desk.click('#found');
    await expect.poll(() => desk.textOf('#endpoint-problem')).toContain('https address without a path');
    expect(await desk.textOf('#repository-problem')).toContain('https address');
    expect(await desk.textOf('#passphrase-problem')).toContain('At least 12 characters');
    desk = await desk.again();
    await desk.page.waitForSelector('#found');
  });

  it('sets an organisation up: store and address tried, keys made, the kit kept and read back', async () => {
    const server = serverOfRun();
    const user = await newUser(server);
    const open = await newBucket(server, user);
    const kept = await newBucket(server, user);
    const { accessKeyId, secretAccessKey } = user.credentials;
    await publishBucket(open, user);
    await desk.click('#host-s3');
    await desk.page.waitForSelector('#region');
    await desk.select('#region');
    await desk.fill({
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
    await desk.press('#probe', '#probed');
    const atStore = await desk.textOf('#probed');
    // By the permission for the store's host, Chromium sees that others may not read there, and Firefox can't.
    expect(atStore).toContain(name === 'firefox' ? "doesn't show whether" : 'Something must be set first');
    expect(atStore).toContain('Several people can publish at the same time');

    hosts.serve(LISTS, async ({ pathname }) => {
      const answer = await fetch(`${server.endpoint}/${open.bucket}${pathname}`, {
        headers: { Origin: LISTS },
      });
      const headers = Object.fromEntries(
        [...answer.headers].filter(
          ([header]) => header.startsWith('access-control-') || header === 'cache-control',
        ),
      );
      const body = new Uint8Array(await answer.arrayBuffer());
      return { status: answer.status, type: 'application/octet-stream', body, headers };
    });
    await desk.select('#repository');
    await desk.fill({ repository: `${LISTS}/` });
    await desk.click('#probe');
    // Extensions may not read there yet: IT is told what to set, and does.
    await expect
      .poll(() => desk.textOf('#probed'))
      .toContain(`${LISTS}/ answers, and the browser keeps the answer from the extension`);
    expect(await desk.textOf('#probed')).toContain('Something must be set first');
    expect(await desk.textOf('#probed pre')).toContain('AllowedOrigins');
    await setCors(open, user);
    await desk.click('#probe');
    await expect.poll(() => desk.textOf('#probed')).toContain('Store and address work');
    expect(await desk.textOf('#probed')).toContain('Several people can publish at the same time');

    await desk.click('#found');
    // Keys under passphrases are dear by design, and dearer on a busy machine.
    await expect.poll(() => desk.textOf('#save-kit'), { timeout: 4 * BUSY_MS }).toContain('recovery-kit');
    expect((await desk.saved('#save-kit', 'recovery-kit.age')).length).toBeGreaterThan(500);
    await desk.giveBack('#kit-file', 'recovery-kit.age');
    await desk.fill({ 'kit-passphrase': KIT_PASSPHRASE });
    await desk.press('#read-back', '#tab-record');
    expect(await desk.textOf('.state')).toContain('Colleagues have a confirmed list');
  }, 300_000);

  it('knows from set-up who else sends and which systems an erasure must reach, and keeps what is set afterwards', async () => {
    await desk.click('#tab-settings');
    await desk.page.waitForSelector('#set-senders');
    const set = (selector: string) =>
      desk.page.$eval(selector, field => (field instanceof HTMLTextAreaElement ? field.value : ''));
    expect([await set('#set-senders'), await set('#set-systems')]).toEqual(['Newsletter', 'CRM']);
    await desk.fill({ 'set-contact': 'privacy@northwind.example', 'set-systems': '\nSupport desk' });
    await desk.press('#save-changes', '#settings-saved');
    expect(await set('#set-systems')).toBe('CRM\nSupport desk');
  });

  it('enrols a colleague, and what is recorded and published is flagged there with the next poll', async () => {
    await desk.click('#tab-colleagues');
    await desk.press('#show-code', '#enrolment-code');
    await enrol(rep, (await desk.textOf('#enrolment-code')).trim());
    const inbox = standIn('Gmail inbox');
    const page = await rep.browser.newPage();
    await page.goto(inbox.url, { waitUntil: 'domcontentloaded' });
    expect(await paintedMarks(rep, page)).toEqual([]);

    await desk.click('#tab-record');
    await desk.fill({
      identifiers: `${inbox.addresses[0]}\nsales@northwind.example\nnobody`,
      reference: 'DPO-17',
    });
    await desk.click('#record');
    const remarks = await desk.textOf('.remarks');
    expect(remarks).toContain("nobody: can't be an address");
    expect(await desk.textOf('#recorded')).toBe('');
    await desk.select('#identifiers');
    await desk.fill({ identifiers: `${inbox.addresses[0]}` });
    await desk.press('#record', '#recorded');
    expect(await desk.textOf('#recorded')).toContain('1 recorded under DPO-17');
    await desk.click('#senders-told input');
    await desk.page.waitForSelector('#senders-told input:checked', { timeout: BUSY_MS });
    await desk.press('#go-publish', '#publish');
    await desk.press('#publish', '#published');
    expect(await desk.textOf('#published')).toContain('Browsers that are open have it by');

    await syncNow(rep);
    await page.bringToFront();
    await expect.poll(async () => (await paintedMarks(rep, page)).length).toBeGreaterThan(0);
    await page.close();
  }, 180_000);

  it('looks the person up: since when, on what ground, and in which publication first; and lifts', async () => {
    const [address = ''] = standIn('Gmail inbox').addresses;
    await desk.click('#tab-lookUp');
    await desk.fill({ asked: address });
    await desk.press('#look-up', '.found');
    const found = await desk.textOf('.found');
    expect(found).toContain('On the published list: no direct marketing');
    expect(found).toContain('They object (Art. 21)');
    expect(found).toContain('DPO-17');
    expect(found).toContain('Publication 2');
    await desk.click('.found summary');
    await desk.fill({ 'lift-reference': 'DPO-18' });
    await desk.press('#lift', '.found .note');
    await desk.click('#tab-overview');
    await expect.poll(() => desk.textOf('main')).toContain('Not published yet');
  });

  it('keeps a case from receipt to outcome', async () => {
    await desk.click('#tab-cases');
    await desk.fill({ 'case-reference': 'DPO-19' });
    await desk.press('#open-case', '#case');
    await desk.press('#record-step', '#case .facts-list');
    await expect.poll(() => desk.textOf('#case .facts-list')).toContain('Known contact details');
    await desk.click('#systems input');
    await desk.page.waitForSelector('#systems input:checked', { timeout: BUSY_MS });
    expect(await desk.textOf('#case .facts-list')).toContain('CRM');
    await desk.page.select('#step', 'closed');
    await desk.click('#record-step');
    await expect.poll(() => desk.textOf('#case h2')).toContain('closed');
    await desk.click('#case .quiet');
    await desk.page.waitForSelector('#case-reference');
    await desk.fill({ 'case-reference': 'DPO-20' });
    await desk.press('#open-case', '#case');
  });

  it('erases from the register what nothing justifies any more, and proves what is left', async () => {
    await desk.click('#tab-cases');
    await desk.click('#case .quiet');
    await desk.click('#closed-cases summary');
    await desk.press('#closed-cases .quiet', '#erase');
    await desk.click('#erase summary');
    await desk.press('#plan-erasure', '#erase-now');
    expect(await desk.textOf('#what-goes')).toContain('Every step of DPO-19');
    await desk.press('#erase-now', '#open-case');
    await expect.poll(() => desk.textOf('.note')).toContain('DPO-19 was erased.');

    await desk.click('#tab-audit');
    await desk.press('#verify-register', '#verified');
    expect(await desk.textOf('#verified')).toContain('Every signature and every chain holds');
    const timeline = await desk.textOf('#timeline');
    expect(timeline).toContain('Other sender told: Newsletter');
    expect(timeline).not.toContain('DPO-19');
    const file = `register-${new Date().toISOString().slice(0, 10)}.jsonl`;
    const saved = await desk.saved('#save-export', file);
    await desk.giveBack('#export-file', file);
    await desk.page.waitForSelector('#export-verified', { timeout: BUSY_MS });
    const read = await readExport(saved);
    expect(read).toMatchObject({ ok: true, value: { header: { organisation: 'Northwind' } } });
  }, 120_000);

  it('opens again under the passphrase alone, and under no other', async () => {
    desk = await desk.again();
    await desk.page.waitForSelector('#passphrase');
    await desk.fill({ passphrase: 'another passphrase' });
    await desk.click('button[type=submit]');
    await expect.poll(() => desk.textOf('#passphrase-problem')).toContain("doesn't open");
    await desk.select('#passphrase');
    await desk.fill({ passphrase: PASSPHRASE });
    await desk.press('button[type=submit]', '#tab-record');
    // DPO-20, and DPO-17, which began with a tick.
    expect(await desk.textOf('main')).toContain('2 open cases');
    expect(await desk.textOf('main')).toContain('Not published yet');
  }, 120_000);

  it('keeps no address and no open key in the browser', async () => {
    const [address = ''] = standIn('Gmail inbox').addresses;
    const stored = await storedByDesk(desk.page);
    expect(stored).toContain('age-encryption.org');
    expect(stored).not.toContain(address);
    expect(stored).not.toContain('AGE-SECRET-KEY');
    expect(stored).not.toContain('recovery');
  });
});
