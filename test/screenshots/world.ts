import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { createFolder } from '../../cli/create-folder.ts';
import { run } from '../../cli/program.ts';
import type { Settings } from '../../utils/officer/settings.ts';
import { KEY_FILES } from '../../utils/publish/key-folder.ts';
import { buildExtension } from '../e2e/harness/build-extension.ts';
import { launchChromium } from '../e2e/harness/chromium.ts';
import { BUSY_MS, type DrivenBrowser, type Launch } from '../e2e/harness/driven-browser.ts';
import type { BrowserName } from '../e2e/harness/find-browser.ts';
import { type Hosts, type Reply, startHosts } from '../e2e/harness/hosts.ts';
import { type ListServer, startListServer } from '../e2e/harness/list-server.ts';
import { serveStandIns, standIn } from '../e2e/harness/stand-ins.ts';
import { people } from '../pages/people.ts';

/** Of the invented organisation's officer. */
export const PASSPHRASE = 'correct horse battery staple';

/** Where colleagues read the list, as it stands in pictures. */
const REPOSITORY = 'https://lists.northwind.example';

/** log2 of scrypt's N: nobody waits for these keys. */
const CHEAP_WORK_FACTOR = 4;

/** A browser with the extension and an organisation whose list it can read, in which every page can be opened in every state. */
export interface World {
  readonly driven: DrivenBrowser;
  readonly enrolmentCode: string;
  readonly server: ListServer;
  /** A page of the extension that stays, to ask the host and to write to the database. */
  readonly control: Page;
  /** The organisation's settings and files, as its officer's folder has them. */
  readonly settings: Settings;
  readonly files: readonly (readonly [path: string, bytes: readonly number[]])[];
  /** A stand-in page that Lethe watches. */
  stand(name: string): Promise<Page>;
  /** The browser's number of a tab. */
  tabOf(page: Page): Promise<number>;
  close(): Promise<void>;
}

/** In which browser a world is. */
export interface Ground {
  readonly name: BrowserName;
  readonly launch: Launch;
}

/** @param language of all that the extension says, as `_locales` names it */
export async function openWorld(
  language: string,
  ground: Ground = { name: 'chromium', launch: launchChromium },
): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-world-'));
  const endings: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    return await fill(folder, language, ground, endings);
  } catch (error) {
    await end(endings);
    throw error;
  }
}

async function fill(
  folder: string,
  language: string,
  { name: browserName, launch }: Ground,
  endings: (() => Promise<unknown>)[],
): Promise<World> {
  const office = join(folder, 'office');
  await mkdir(office);
  const server = await startListServer(join(office, 'public'), 0);
  endings.push(() => server.close());
  await foundNorthwind(office, `${REPOSITORY}/`);
  await server.remember();
  server.serve(1);
  const enrolmentCode = (await lethe('enrol', '--dir', office)).trim();

  const hosts: Hosts = await startHosts();
  endings.push(() => hosts.close());
  serveStandIns(hosts);
  hosts.serve(REPOSITORY, url => readFrom(server, url.pathname));
  hosts.serve('https://notes.example', () => ({
    type: 'text/html',
    body: '<!doctype html><title>Notes</title>',
  }));
  const extension = await buildExtension(folder, browserName);
  // Distributions leave all but English out of Chromium itself: another language takes the place of the extension's default.
  const words = join(extension, '_locales');
  if (language !== 'en') await cp(join(words, language), join(words, 'en'), { recursive: true });
  const driven = await launch({
    extension,
    hostsPort: hosts.port,
    headless: true,
    keepsWelcome: true,
  });
  endings.push(() => driven.close());
  const control = await driven.openExtensionPage('options.html');
  await control.waitForSelector('.state', { timeout: BUSY_MS });

  return {
    driven,
    enrolmentCode,
    server,
    control,
    settings: JSON.parse(await readFile(join(office, 'lethe.json'), 'utf8')),
    files: await filesOf(office),
    async stand(name) {
      const page = await driven.browser.newPage();
      page.setDefaultTimeout(BUSY_MS);
      await page.goto(standIn(name).url, { waitUntil: 'domcontentloaded' });
      return page;
    },
    async tabOf(page) {
      // The browser tells no address of a site that Lethe may not read: of such tabs it is the newest.
      const is = `({ url }) => (url ?? '') === ${JSON.stringify(page.url())}`;
      const question = `chrome.tabs.query({}).then(tabs => (tabs.findLast(${is}) ?? tabs.findLast(({ url }) => !url))?.id)`;
      const id: unknown = await control.evaluate(question);
      if (typeof id !== 'number') throw new Error(`no tab shows ${page.url()}`);
      return id;
    },
    close: () => end(endings),
  };
}

async function readFrom({ url }: ListServer, path: string): Promise<Reply> {
  const answer = await fetch(new URL(path, url));
  return {
    status: answer.status,
    type: 'application/octet-stream',
    headers: { 'access-control-allow-origin': '*' },
    body: new Uint8Array(await answer.arrayBuffer()),
  };
}

async function end(endings: (() => Promise<unknown>)[]): Promise<void> {
  for (const each of endings.splice(0).reverse()) await each();
}

/** Cases, blocks of each kind and a publication, by the officer's own commands. */
async function foundNorthwind(office: string, repository: string): Promise<void> {
  const all = { officer: PASSPHRASE, root: PASSPHRASE, timestamp: PASSPHRASE, recovery: PASSPHRASE };
  await createFolder(
    office,
    {
      organisation: 'Northwind',
      contact: 'privacy@northwind.example',
      store: { kind: 'folder' },
      repository,
      ownDomains: ['northwind.example'],
      guard: 'hold',
      panelOnly: [],
      refreshing: 'by-hand',
      auditors: [],
      country: 'NL',
      referencePattern: null,
      senders: ['Newsletter', 'Customer survey'],
      systems: ['CRM', 'Mailing tool', 'Support desk'],
    },
    all,
    CHEAP_WORK_FACTOR,
  );
  const dir = ['--dir', office];
  const { mira, jonas, priya } = people;
  await lethe('case', 'DPO-17', 'received', 'erasure', ...dir);
  const erasure = ['--reference', 'DPO-17', '--basis', 'erasure'];
  await lethe('add', mira.address, jonas.address, '@kestrel.test', ...erasure, '--confirm-domain', ...dir);
  await lethe('add', priya.address, '--reference', 'DPO-18', '--basis', 'objection', ...dir);
  await lethe('publish', ...dir);
  await lethe('case', 'DPO-16', 'received', 'objection', '--at', '2026-01-05', ...dir);
  await lethe('case', 'DPO-15', 'received', 'access', '--at', '2026-01-02', ...dir);
  await lethe('case', 'DPO-15', 'closed', ...dir);
}

/** Runs a command in this process; what it printed. */
async function lethe(...words: readonly string[]): Promise<string> {
  const { stdout, stderr } = process;
  const [write, warn] = [stdout.write, stderr.write];
  const { LETHE_PASSPHRASE: before } = process.env;
  let said = '';
  process.env.LETHE_PASSPHRASE = PASSPHRASE;
  stdout.write = text => {
    said += text;
    return true;
  };
  // That a code is a password is known here.
  stderr.write = () => true;
  try {
    const code = await run(words);
    if (code !== 0) throw new Error(`lethe ${words[0]} ended with ${code}: ${said}`);
    return said;
  } finally {
    stdout.write = write;
    stderr.write = warn;
    if (before === undefined) delete process.env.LETHE_PASSPHRASE;
    else process.env.LETHE_PASSPHRASE = before;
  }
}

/** What a browser has of an organisation whose recovery kit was put away. */
async function filesOf(office: string): Promise<[string, number[]][]> {
  const kept = [KEY_FILES.officer, KEY_FILES.timestamp, KEY_FILES.recovery, KEY_FILES.root];
  const entries = await readdir(office, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(office.length + 1))
    .filter(path => path.startsWith('public/') || path.startsWith('register/') || /\.age$/.test(path));
  const wanted = paths.filter(path => !path.startsWith('keys/') || kept.some(key => key === path));
  return Promise.all(
    wanted.map(async path => [path, [...(await readFile(join(office, path)))]] as [string, number[]]),
  );
}
