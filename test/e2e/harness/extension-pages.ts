import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { BUSY_MS, type DrivenBrowser } from './driven-browser.ts';

/** What the options page showed before the enrolment was accepted, and what it said afterwards. */
export interface Enrolled {
  readonly organisation: string;
  readonly repository: string;
  readonly fingerprint: string;
  /** See `stateOf`. */
  readonly state: string;
}

/** Enrols as a rep does: options page, code or file, "is this your organisation?", accept, wait for the list. */
export async function enrol(
  driven: DrivenBrowser,
  code: string,
  beforeAccepting?: (page: Page) => Promise<void>,
): Promise<Enrolled> {
  const page = await openOptions(driven);
  try {
    await offer(driven, page, code);
    await page.waitForSelector('.offer', { timeout: BUSY_MS });
    const [organisation = '', repository = '', fingerprint = ''] = await page.$$eval('.offer dd', cells =>
      cells.map(cell => cell.textContent ?? ''),
    );
    await beforeAccepting?.(page);
    await page.click('.offer .filled');
    const state = await waitForState(page, text => !text.includes('state-rust'));
    return { organisation, repository, fingerprint, state };
  } finally {
    await page.close();
  }
}

/** Puts a code into the form that reads it; nothing is accepted yet. */
export async function offer(driven: DrivenBrowser, page: Page, code: string): Promise<void> {
  if (driven.name === 'chromium') {
    await page.waitForSelector('#code');
    await page.focus('#code');
    await page.keyboard.sendCharacter(code);
    await page.click('.enrol button[type=submit]');
    return;
  }
  // The Firefox driver types a long code key by key; a file is read the same way as a pasted code.
  const folder = await mkdtemp(join(tmpdir(), 'lethe-code-'));
  try {
    const file = join(folder, 'enrolment.lethe');
    await writeFile(file, code);
    const input = await page.waitForSelector('.enrol input[type=file]');
    if (!input) throw new Error('the options page has no field for a file');
    await input.evaluate(element => element.removeAttribute('accept'));
    await (await input.toElement('input')).uploadFile(file);
    await page.waitForFunction(
      () => document.querySelector('.offer') || document.querySelector('#code-problem')?.textContent,
      { timeout: BUSY_MS },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function openOptions(driven: DrivenBrowser): Promise<Page> {
  const page = await driven.openExtensionPage('options.html');
  await page.waitForSelector('.state', { timeout: BUSY_MS });
  return page;
}

/**
 * Chooses on the options page what Lethe speaks; an empty choice is the browser's language.
 * @param spoken what the page speaks then
 */
export async function chooseLanguage(
  driven: DrivenBrowser,
  language: string,
  spoken = language,
): Promise<void> {
  const page = await openOptions(driven);
  try {
    await page.select('#language', language);
    await page.waitForFunction(
      wanted => document.documentElement.lang === wanted,
      { timeout: BUSY_MS },
      spoken,
    );
  } finally {
    await page.close();
  }
}

/** Class and text of what the page says of Lethe's protection: `state state-calm Protecting …`. */
export async function stateOf(page: Page): Promise<string> {
  return page.$$eval('.state', states =>
    states.map(state => `${state.className} ${state.textContent}`).join(' '),
  );
}

export async function waitForState(
  page: Page,
  isIt: (state: string) => boolean,
  timeoutMs = BUSY_MS,
): Promise<string> {
  const end = Date.now() + timeoutMs;
  let state = await stateOf(page);
  while (!isIt(state)) {
    if (Date.now() > end) throw new Error(`the options page went on saying: ${state}`);
    await wait(100);
    state = await stateOf(page);
  }
  return state;
}

/** What the popup shows for one tab. */
export interface PopupContent {
  readonly heading: string;
  readonly listed: readonly { readonly address: string; readonly scope: string; readonly match: string }[];
  readonly text: string;
}

/** Opens the popup as a page for the tab that shows `url`, until it has heard of that page. */
export async function readPopup(driven: DrivenBrowser, url: string): Promise<PopupContent> {
  const tabId = await tabIdOf(driven, url);
  const page = await driven.openExtensionPage(`popup.html?tab=${tabId}`);
  try {
    await page.waitForSelector('.page:not(.page-loading) h2', { timeout: BUSY_MS });
    return await page.evaluate(() => ({
      heading: document.querySelector('.page h2')?.textContent ?? '',
      listed: [...document.querySelectorAll('.listed li')].map(item => ({
        address: item.querySelector('.address')?.textContent ?? '',
        scope: item.querySelector('.scope')?.textContent ?? '',
        match: item.querySelector('.match')?.textContent ?? '',
      })),
      text: document.body.textContent ?? '',
    }));
  } finally {
    await page.close();
  }
}

/** Types into the popup's form, and what that answers. */
export async function checkByHand(driven: DrivenBrowser, text: string): Promise<string> {
  const page = await driven.openExtensionPage('popup.html');
  try {
    await page.waitForSelector('#check', { timeout: BUSY_MS });
    await page.type('#check', text);
    await page.click('.check button[type=submit]');
    await page.waitForSelector('.check .result', { timeout: BUSY_MS });
    return await page.$eval('.check .result', result => result.textContent ?? '');
  } finally {
    await page.close();
  }
}

/** The browser's own number of the tab that shows this address. */
export async function tabIdOf(driven: DrivenBrowser, url: string): Promise<number> {
  const page = await driven.openExtensionPage('options.html');
  try {
    const ids: unknown = await page.evaluate(
      // Chrome and Firefox both have `chrome.tabs` in an extension's page.
      `chrome.tabs.query({}).then(tabs => tabs.filter(tab => tab.url === ${JSON.stringify(url)}).map(tab => tab.id))`,
    );
    const id = Array.isArray(ids) ? ids.at(-1) : undefined;
    if (typeof id !== 'number') throw new Error(`no tab shows ${url}`);
    return id;
  } finally {
    await page.close();
  }
}

/** What Lethe's button in the toolbar shows: everywhere, or where an address is given over the tab that shows it. */
export async function toolbarOf(
  driven: DrivenBrowser,
  url?: string,
): Promise<{ readonly text: unknown; readonly title: unknown }> {
  const where = url === undefined ? '{}' : `{ tabId: ${await tabIdOf(driven, url)} }`;
  const page = await driven.openExtensionPage('options.html');
  try {
    return {
      text: await page.evaluate(`chrome.action.getBadgeText(${where})`),
      title: await page.evaluate(`chrome.action.getTitle(${where})`),
    };
  } finally {
    await page.close();
  }
}

/** Presses "Sync now" on the options page and waits until that is done; the page's text afterwards. */
export async function syncNow(driven: DrivenBrowser): Promise<string> {
  const page = await openOptions(driven);
  try {
    const button = '.block .state + .row button';
    await page.waitForSelector(`${button}:not([disabled])`, { timeout: BUSY_MS });
    const attempt = '.block .state + .row time';
    const before = await page.$eval(attempt, time => time.getAttribute('datetime')).catch(() => null);
    await page.click(button);
    // An attempt may end before the page shows that it began, so that only its time tells.
    await page.waitForFunction(
      (selector, last, time) =>
        document.querySelector(selector)?.hasAttribute('disabled') === false &&
        (document.querySelector(time)?.getAttribute('datetime') ?? null) !== last,
      { timeout: BUSY_MS },
      button,
      before,
      attempt,
    );
    return await page.$eval('.block', block => block.textContent ?? '');
  } finally {
    await page.close();
  }
}
