import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { openOptions } from './harness/extension-pages.ts';
import { launchFirefox } from './harness/firefox.ts';
import { inFirefoxWindow } from './harness/firefox-window.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { enrolledBrowser } from './harness/running-browser.ts';
import { serveStandIns, standIn } from './harness/stand-ins.ts';

/**
 * What people press in the browser's own window, and what it opens by itself. In Firefox alone, whose driver lets a test into that
 * window; in Chromium what menu and keys tell is told in the background: see test/screenshots/popup-states.ts.
 */
const INBOX = standIn('Gmail inbox').url;
const ON_PAGE = /\d+ on this page (is|are) on the list/;

let organisation: Organisation;
/** A page of the extension, by which the others are read. */
let control: Page;
let mail: Page;

const rep = enrolledBrowser('firefox', launchFirefox, makeOrganisation, { serve: serveStandIns });

async function makeOrganisation(): Promise<Organisation> {
  organisation = await createServedOrganisation('Northwind', [people.mira.address]);
  return organisation;
}

beforeAll(async () => {
  control = await openOptions(rep.driven);
});

afterAll(() => organisation?.remove());

beforeEach(async () => {
  mail = await rep.driven.browser.newPage();
  await mail.goto(INBOX, { waitUntil: 'domcontentloaded' });
  await mail.bringToFront();
});

afterEach(async () => {
  await inFirefoxWindow(rep.driven, CLOSE_POPUP);
  await mail.close();
});

it('Alt+Shift+O opens the popup, which knows the page at hand', async () => {
  await pressAltShift('O');
  await expect.poll(() => textOf('popup')).toMatch(ON_PAGE);
});

it('Alt+Shift+K checks what is selected, in the popup', async () => {
  await select(people.mira.address);
  await pressAltShift('K');
  await expect.poll(() => textOf('popup')).toContain('On the list');
});

it('the menu on a selection checks it, in the popup', async () => {
  const { x, y } = await select(people.tom.address);
  await mail.mouse.click(x, y, { button: 'right' });
  await expect.poll(() => inFirefoxWindow(rep.driven, `${MENU}.state`)).toBe('open');
  await inFirefoxWindow(
    rep.driven,
    `${MENU}.activateItem([...${MENU}.querySelectorAll('menuitem')].find(({ label }) => label === 'Check this address with Lethe'))`,
  );
  await expect.poll(() => textOf('popup')).toContain('Not on the list');
});

it('the popup’s button opens the sidebar, which follows the tab at hand', async () => {
  await pressAltShift('O');
  await expect.poll(() => textOf('popup')).toContain('Keep open beside the page');
  await pressInPopup('Keep open beside the page');
  await expect.poll(() => textOf('sidebar')).toMatch(ON_PAGE);
  await expect.poll(() => textOf('popup')).toBe('');
  await control.bringToFront();
  await expect.poll(() => textOf('sidebar')).toContain("Lethe doesn't watch this site");
  await mail.bringToFront();
  await expect.poll(() => textOf('sidebar')).toMatch(ON_PAGE);
  await inFirefoxWindow(rep.driven, 'SidebarController.hide()');
});

const MENU = `document.querySelector('#contentAreaContextMenu')`;
const POPUP = `[...document.querySelectorAll('browser')].find(({ currentURI }) => currentURI?.spec.endsWith('/popup.html'))`;
const CLOSE_POPUP = `[...document.querySelectorAll('panel')].filter(({ state }) => state === 'open').forEach(each => each.hidePopup())`;

/** What the extension's own page there says; nothing where there is none. */
async function textOf(place: 'popup' | 'sidebar'): Promise<string> {
  return String(
    await control.evaluate(
      `chrome.extension.getViews({ type: '${place}' })[0]?.document.body.innerText ?? ''`,
    ),
  );
}

/** Puts an address into the page, selects it, and says where it stands. */
function select(address: string): Promise<{ readonly x: number; readonly y: number }> {
  return mail.evaluate(text => {
    const line = document.createElement('p');
    line.style.cssText = 'position: fixed; inset: 0 auto auto 0; z-index: 9; margin: 0';
    line.textContent = text;
    document.body.append(line);
    getSelection()?.selectAllChildren(line);
    const box = line.getBoundingClientRect();
    return { x: box.x + 20, y: box.y + box.height / 2 };
  }, address);
}

/** As Firefox's own tests press keys (nsITextInputProcessor): they are the browser's before they are the page's. */
async function pressAltShift(letter: 'K' | 'O'): Promise<void> {
  await pressKeys('gBrowser.selectedBrowser', [
    ['Alt', 'AltLeft', 18],
    ['Shift', 'ShiftLeft', 16],
    [letter, `Key${letter}`, letter.charCodeAt(0)],
  ]);
}

/** By Enter, as the browser opens a panel only while it hears a gesture. */
async function pressInPopup(button: string): Promise<void> {
  await control.evaluate(
    `[...chrome.extension.getViews({ type: 'popup' })[0].document.querySelectorAll('button')]
      .find(({ textContent }) => textContent === ${JSON.stringify(button)}).focus()`,
  );
  await pressKeys(POPUP, [['Enter', 'Enter', 13]]);
}

async function pressKeys(
  focused: string,
  keys: readonly (readonly [key: string, code: string, keyCode: number])[],
): Promise<void> {
  await inFirefoxWindow(
    rep.driven,
    `(() => {
      ${focused}.focus();
      const input = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
      input.beginInputTransactionForTests(window);
      const keys = ${JSON.stringify(keys)}.map(([key, code, keyCode]) => new KeyboardEvent('', { key, code, keyCode }));
      for (const key of keys) input.keydown(key);
      for (const key of keys.reverse()) input.keyup(key);
    })()`,
  );
}
