import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { buildExtension } from '../e2e/harness/build-extension.ts';
import { launchChromium } from '../e2e/harness/chromium.ts';
import type { DrivenBrowser } from '../e2e/harness/driven-browser.ts';
import { enrol } from '../e2e/harness/extension-pages.ts';
import { launchFirefox } from '../e2e/harness/firefox.ts';
import { startHosts } from '../e2e/harness/hosts.ts';
import { createServedOrganisation, type Organisation } from '../e2e/harness/organisation.ts';
import { paintedMarks, settledMarks } from '../e2e/harness/painted-marks.ts';
import { serveStandIns, standIn } from '../e2e/harness/stand-ins.ts';
import { demoIdentifiers, people } from '../pages/people.ts';

const BROWSERS = { chromium: launchChromium, firefox: launchFirefox } as const;

/** What a mode does to a page that shows marks. */
type Mode = (driven: DrivenBrowser, page: Page) => Promise<unknown>;

const MODES: Readonly<Record<string, { readonly stand: string; readonly enter: Mode }>> = {
  'inbox-light': { stand: 'Gmail inbox', enter: async () => undefined },
  'thread-light': { stand: 'Gmail thread with inline reply', enter: async () => undefined },
  'thread-dark': { stand: 'Gmail thread with inline reply', enter: darken },
  'list-light': { stand: 'Salesforce list view', enter: async () => undefined },
  'list-rtl': { stand: 'Salesforce list view', enter: turnRight },
  'list-dialog': { stand: 'Salesforce list view', enter: openDialog },
  'list-card': { stand: 'Salesforce list view', enter: openCard },
  'thread-card-dark': {
    stand: 'Gmail thread with inline reply',
    enter: (driven, page) => darken(driven, page).then(() => openCard(driven, page)),
  },
  'compose-dark': { stand: 'Gmail compose', enter: darken },
  'list-forced-colours': { stand: 'Salesforce list view', enter: forceColours },
  // The last: browsers keep it for the site.
  'list-zoomed': { stand: 'Salesforce list view', enter: zoom },
};

/** `MODE-BROWSER.png` of each mode, in this folder. */
export async function shootModes(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const organisation = await createServedOrganisation('Northwind (demo)', demoIdentifiers);
  try {
    for (const [name, launch] of Object.entries(BROWSERS)) {
      await shootIn(name === 'firefox' ? 'firefox' : 'chromium', launch, organisation, folder);
    }
  } finally {
    await organisation.remove();
  }
}

async function shootIn(
  name: 'chromium' | 'firefox',
  launch: (typeof BROWSERS)['chromium'],
  organisation: Organisation,
  folder: string,
): Promise<void> {
  const built = await mkdtemp(join(tmpdir(), 'lethe-modes-'));
  const hosts = await startHosts();
  serveStandIns(hosts);
  const extension = await buildExtension(built, name);
  const driven = await launch({ extension, hostsPort: hosts.port, headless: true });
  try {
    await enrol(driven, await organisation.enrolmentCode());
    for (const [mode, { stand, enter }] of Object.entries(MODES)) {
      const page = await driven.browser.newPage();
      await page.goto(standIn(stand).url, { waitUntil: 'domcontentloaded' });
      await untilMarked(driven, page);
      if ((await enter(driven, page)) !== 'impossible') {
        await wait(500);
        await settledMarks(driven, page);
        await page.screenshot({ path: join(folder, `${mode}-${name}.png`) });
      }
      await page.close();
    }
  } finally {
    await driven.close();
    await hosts.close();
    await rm(built, { recursive: true, force: true });
  }
}

async function untilMarked(driven: DrivenBrowser, page: Page): Promise<void> {
  for (let tries = 0; tries < 200 && (await paintedMarks(driven, page)).length === 0; tries += 1) {
    await wait(50);
  }
}

/** As pages do it: Firefox's driver can't choose the system's colours. */
async function darken(_driven: DrivenBrowser, page: Page): Promise<void> {
  await page.addStyleTag({
    content: `:root { color-scheme: dark; background: #17191c }
      body, body * { background-color: #17191c !important; color: #e6e3dc !important; border-color: #444 !important }`,
  });
}

async function turnRight(_driven: DrivenBrowser, page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
}

async function zoom(driven: DrivenBrowser, page: Page): Promise<void> {
  const url = page.url();
  const control = await driven.openExtensionPage('options.html');
  await control.evaluate(
    `chrome.tabs.query({}).then(tabs => Promise.all(
      tabs.filter(tab => tab.url === ${JSON.stringify(url)}).map(tab => chrome.tabs.setZoom(tab.id, 2))))`,
  );
  await control.close();
  await page.bringToFront();
}

async function openDialog(_driven: DrivenBrowser, page: Page): Promise<void> {
  await page.evaluate(
    (listed, other) => {
      const dialog = document.createElement('dialog');
      dialog.style.cssText = 'font: 15px/1.6 sans-serif; padding: 24px';
      dialog.innerHTML = `<h2>Share this list</h2><p>To: ${listed}</p><p>Copy: ${other}</p><button>Share</button>`;
      document.body.append(dialog);
      dialog.showModal();
    },
    people.mira.address,
    people.elena.address,
  );
}

async function openCard(driven: DrivenBrowser, page: Page): Promise<void> {
  const [mark] = await settledMarks(driven, page);
  if (mark) await page.mouse.move(mark.line.x + Math.min(mark.line.width / 2, 60), mark.line.y - 4);
}

async function forceColours(driven: DrivenBrowser, page: Page): Promise<'impossible' | undefined> {
  if (driven.name === 'firefox') return 'impossible';
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'forced-colors', value: 'active' },
      { name: 'prefers-color-scheme', value: 'dark' },
    ],
  });
  return undefined;
}
