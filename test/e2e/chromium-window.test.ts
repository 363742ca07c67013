import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { launchChromium } from './harness/chromium.ts';
import type { DrivenBrowser, LaunchOptions } from './harness/driven-browser.ts';
import { IN_EVERY_BROWSER } from './harness/every-browser.ts';
import { openOptions } from './harness/extension-pages.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { settledMarks } from './harness/painted-marks.ts';
import { enrolledBrowser } from './harness/running-browser.ts';
import { serveStandIns, standIn } from './harness/stand-ins.ts';
import { missingForScreen, startScreen, type XScreen } from './harness/x-screen.ts';

/**
 * What people press in Chromium's own window, into which its driver doesn't come: on a screen in memory, with keys and pointer of the
 * X server. Firefox's is in firefox-window.test.ts.
 */
const INBOX = standIn('Gmail inbox').url;
const ON_PAGE = /\d+ on this page (is|are) on the list/;

const missing = missingForScreen();
if (IN_EVERY_BROWSER && missing) process.stderr.write(`Chromium's own window isn't tried: ${missing}.\n`);

describe.skipIf(!IN_EVERY_BROWSER || missing !== null)('in Chromium’s own window', () => {
  let organisation: Organisation;
  let screen: XScreen;
  /** A page of the extension, by which the others are read. */
  let control: Page;
  let mail: Page;

  // Called before the browser's own, so that the screen goes after it.
  afterAll(async () => {
    await screen?.close();
    await organisation?.remove();
  });

  const rep = enrolledBrowser('chromium', launchOnScreen, makeOrganisation, { serve: serveStandIns });

  async function launchOnScreen(options: LaunchOptions): Promise<DrivenBrowser> {
    screen = await startScreen();
    const { DISPLAY } = process.env;
    process.env.DISPLAY = screen.display;
    try {
      return await launchChromium({ ...options, headless: false });
    } finally {
      if (DISPLAY === undefined) delete process.env.DISPLAY;
      else process.env.DISPLAY = DISPLAY;
    }
  }

  async function makeOrganisation(): Promise<Organisation> {
    organisation = await createServedOrganisation('Northwind', [people.mira.address]);
    return organisation;
  }

  beforeAll(async () => {
    control = await openOptions(rep.driven);
  });

  beforeEach(async () => {
    mail = await rep.driven.browser.newPage();
    await mail.goto(INBOX, { waitUntil: 'domcontentloaded' });
    await mail.bringToFront();
    // No window manager gives the keys to a window here.
    const [window = ''] = (await screen.xdotool('search', '--onlyvisible', '--class', 'chrom'))
      .split('\n')
      .slice(-1);
    await screen.xdotool('windowfocus', '--sync', window);
  });

  afterEach(async () => {
    await control.evaluate(`chrome.extension.getViews({ type: 'popup' }).forEach(view => view.close())`);
    await mail.close();
  });

  /** What the popup says; nothing where there is none. */
  const popupText = async () =>
    String(
      await control.evaluate(
        `chrome.extension.getViews({ type: 'popup' })[0]?.document.body.innerText ?? ''`,
      ),
    );

  /** Puts an address into the page, selects it, and says where it stands on the screen. */
  function select(address: string): Promise<{ readonly x: number; readonly y: number }> {
    return mail.evaluate(text => {
      const line = document.createElement('p');
      line.style.cssText = 'position: fixed; inset: 0 auto auto 0; z-index: 9; margin: 0; font-size: 30px';
      line.textContent = text;
      document.body.append(line);
      getSelection()?.selectAllChildren(line);
      const box = line.getBoundingClientRect();
      const [left, top] = [screenX, screenY + outerHeight - innerHeight];
      return { x: Math.round(left + box.x + 60), y: Math.round(top + box.y + box.height / 2) };
    }, address);
  }

  it('Alt+Shift+O opens the popup, which knows the page at hand', async () => {
    await screen.xdotool('key', 'alt+shift+o');
    await expect.poll(popupText).toMatch(ON_PAGE);
  });

  it('Alt+Shift+L goes to who is listed, and says it beside the window’s edge', async () => {
    await expect.poll(async () => (await settledMarks(rep.driven, mail)).length).toBeGreaterThan(0);
    await screen.xdotool('key', 'alt+shift+l');
    await expect
      .poll(() => rep.driven.inOverlay(mail, root => root.querySelector('.card.shown')?.textContent ?? ''))
      .toContain(people.mira.address);
  });

  it('Alt+Shift+K checks what is selected, in the popup', async () => {
    await select(people.mira.address);
    await screen.xdotool('key', 'alt+shift+k');
    await expect.poll(popupText).toContain('On the list');
  });

  it('the menu on a selection checks it, in the popup', async () => {
    const { x, y } = await select(people.tom.address);
    const chooseInMenu = async () => {
      await screen.xdotool('mousemove', `${x}`, `${y}`, 'click', '3');
      await wait(1_000);
      // Extensions stand before "Inspect", which is the last (Chromium 156, 2026-11).
      await screen.xdotool('key', '--delay', '200', 'Up', 'Up', 'Return');
      await wait(1_000);
    };
    // Nothing tells when the menu is there: on a busy machine keys may come before it, and then it is opened once more.
    await expect
      .poll(async () => {
        if ((await popupText()) === '') await chooseInMenu();
        return popupText();
      })
      .toContain('Not on the list');
  });
});
