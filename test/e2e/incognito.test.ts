import type { Page } from 'puppeteer-core';
import { afterAll, describe, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { EXTENSION_ID, launchChromium } from './harness/chromium.ts';
import { IN_EVERY_BROWSER } from './harness/every-browser.ts';
import { openOptions } from './harness/extension-pages.ts';
import { banners, press, sendButton, sentBy, waitForDialog } from './harness/hold.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { enrolledBrowser } from './harness/running-browser.ts';
import { serveStandIns, standIn } from './harness/stand-ins.ts';

const MAIL = standIn('Gmail compose').url;

/** Chromium's windows that keep nothing; of Firefox see test/long/private.test.ts. */
describe.runIf(IN_EVERY_BROWSER)('an incognito window of Chromium', () => {
  let organisation: Organisation;
  const rep = enrolledBrowser('chromium', launchChromium, makeOrganisation, { serve: serveStandIns });

  async function makeOrganisation(): Promise<Organisation> {
    organisation = await createServedOrganisation('Northwind', [people.mira.address]);
    return organisation;
  }

  afterAll(() => organisation?.remove());

  /** A mail in a window of that kind, which a page of the extension opens. */
  async function openMail(): Promise<Page> {
    const before = new Set(rep.driven.browser.targets());
    const control = await openOptions(rep.driven);
    await control.evaluate(
      `chrome.windows.create({ incognito: true, url: ${JSON.stringify(MAIL)} }).then(() => 0)`,
    );
    const target = await rep.driven.browser.waitForTarget(each => !before.has(each) && each.url() === MAIL);
    const page = await target.page();
    if (!page) throw new Error('the window has no page');
    await control.close();
    return page;
  }

  async function clickSend(page: Page): Promise<void> {
    const { x, y } = await sendButton(page);
    await page.mouse.click(x, y);
  }

  it('is one that Lethe isn’t in, until the rep allows it there', async () => {
    const page = await openMail();
    await clickSend(page);
    await expect.poll(() => sentBy(page)).toHaveLength(1);
    expect(await banners(rep.driven, page)).toEqual([]);
    await page.close();
  });

  it('is protected like any other where the rep allows it', async () => {
    const settings = await rep.driven.browser.newPage();
    await settings.goto('chrome://extensions');
    await settings.evaluate(async extensionId => {
      const { developerPrivate } = Object(globalThis).chrome;
      // Chromium loads the extension anew, which as an unpacked one it does for developers only.
      await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
      await developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true });
    }, EXTENSION_ID);
    await settings.close();
    const page = await openMail();
    await expect.poll(() => banners(rep.driven, page)).toHaveLength(1);
    await clickSend(page);
    expect((await waitForDialog(rep.driven, page)).title).toBe('Mira Okonjo asked not to be contacted');
    await press(rep.driven, page, 'cancel');
    expect(await sentBy(page)).toEqual([]);
    await page.close();
  });
});
