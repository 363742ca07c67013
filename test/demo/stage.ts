import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildExtension } from '../e2e/harness/build-extension.ts';
import { launchChromium } from '../e2e/harness/chromium.ts';
import type { DrivenBrowser } from '../e2e/harness/driven-browser.ts';
import { enrol } from '../e2e/harness/extension-pages.ts';
import { startHosts } from '../e2e/harness/hosts.ts';
import { createOrganisation, type Organisation } from '../e2e/harness/organisation.ts';
import { serveStandIns } from '../e2e/harness/stand-ins.ts';
import { type DemoBlock, demoBlocks } from '../pages/people.ts';
import type { DemoOptions } from './options.ts';
import { hostOfPage, PAGE_ORIGIN } from './page-source.ts';
import { clearScreenshots, shoot } from './screenshots.ts';

/** Everything that the demo needs, up and running. */
export interface Stage {
  readonly driven: DrivenBrowser;
  readonly options: DemoOptions;
  /** Address of the page that the user named, where the extension watches it. */
  readonly givenPage?: string;
}

/** Sets it up, telling each step; what is to be ended or removed goes to `endings`. */
export async function setStage(options: DemoOptions, endings: (() => Promise<void>)[]): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-demo-'));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  const extension = await step('Building the extension', () => buildExtension(folder, 'chromium'));
  const organisation = await step('Making a demo organisation: lethe init', () =>
    createOrganisation('Northwind (demo)', folder),
  );
  endings.push(() => organisation.remove());
  await fillList(organisation, options.list);
  await step('Signing and publishing the list: lethe publish', () =>
    organisation.lethe('publish', '--dir', organisation.folder),
  );
  await step(`Serving it at ${organisation.repository}: lethe serve`, () => organisation.serve());

  const hosts = await startHosts();
  endings.push(() => hosts.close());
  serveStandIns(hosts);
  const given = options.page && hostOfPage(options.page);
  if (given) hosts.serve(PAGE_ORIGIN, given.host);

  const driven = await step('Starting a browser with the extension', () =>
    launchChromium({ extension, hostsPort: hosts.port, headless: options.headless, handleSignals: false }),
  );
  endings.push(() => driven.close());
  if (options.headless) await clearScreenshots();
  await step('Enrolling it, with the code that lethe enrol prints', async () =>
    enrol(driven, await organisation.enrolmentCode(), async page => {
      if (options.headless) await shoot(page, 'enrol', { width: 800, height: 660 });
    }),
  );
  return { driven, options, ...(given ? { givenPage: `${PAGE_ORIGIN}${given.path}` } : {}) };
}

/** The demo's blocks, or the user's CSV file. */
async function fillList(organisation: Organisation, csv: string | undefined): Promise<void> {
  const dir = ['--dir', organisation.folder];
  if (csv !== undefined) {
    const ground = ['--reference', 'DEMO-1', '--basis', 'erasure'];
    await step(`Importing ${csv}: lethe import`, () => organisation.lethe('import', csv, ...ground, ...dir));
    return;
  }
  await step('Recording whom not to contact: lethe add', async () => {
    for (const { blocks, words } of Object.values(groups)) {
      await organisation.lethe('add', ...blocks, ...words, ...dir);
    }
  });
}

/** The demo's blocks by kind and scope: each `lethe add` asks for the passphrase, which takes a second by design. */
const groups = {
  people: {
    blocks: identifiersOf('email', 'all'),
    words: ['--reference', 'CASE-2026-014', '--basis', 'erasure'],
  },
  subscribers: {
    blocks: identifiersOf('email', 'marketing'),
    words: ['--reference', 'CASE-2026-033', '--basis', 'objection'],
  },
  companies: {
    blocks: identifiersOf('domain', 'all').map(domain => `@${domain}`),
    words: ['--reference', 'CASE-2026-027', '--basis', 'erasure', '--confirm-domain'],
  },
} as const;

function identifiersOf(kind: DemoBlock['kind'], scope: DemoBlock['scope']): string[] {
  return demoBlocks
    .filter(block => block.kind === kind && block.scope === scope)
    .map(block => block.identifier);
}

async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  process.stdout.write(`${what} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
  return result;
}
