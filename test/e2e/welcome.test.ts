import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { BUSY_MS } from './harness/driven-browser.ts';
import { browsersHere } from './harness/every-browser.ts';
import { offer, readPopup, tabIdOf, waitForState } from './harness/extension-pages.ts';
import { press, waitForDialog } from './harness/hold.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { paintedMarks, settledMarks } from './harness/painted-marks.ts';
import { browserWithExtension } from './harness/running-browser.ts';
import { serveStandIns, standIn } from './harness/stand-ins.ts';

/** What browsers ask for by themselves; test/e2e/chain.test.ts holds each of these requests against a browser without Lethe. */
const BROWSERS_OWN = /(?:^|\.)(?:google|googleapis|gstatic|mozilla|firefox)\.(?:com|org|net)$/;

let organisation: Organisation;

beforeAll(async () => {
  organisation = await createServedOrganisation('Northwind', [people.mira.address]);
});

afterAll(async () => {
  await organisation?.remove();
});

describe.each(browsersHere)('%s', (name, launch) => {
  const rep = browserWithExtension(name, launch, {
    serve: serveStandIns,
    options: { keepsWelcome: true },
  });
  let welcome: Page;

  it('opens the welcome page after the installation, once', async () => {
    const own = await rep.driven.openExtensionPage('options.html');
    // Chrome and Firefox both have `chrome.tabs` in an extension's page; Firefox's driver doesn't see the tab itself.
    const welcomes = () =>
      own.evaluate(
        `chrome.tabs.query({}).then(tabs => tabs.filter(tab => tab.url?.endsWith('/welcome.html')).length)`,
      );
    await expect.poll(welcomes).toBe(1);
    await own.close();
    welcome = await rep.driven.openExtensionPage('welcome.html');
    await welcome.waitForSelector('.door', { timeout: BUSY_MS });
    expect(await welcome.title()).toBe('Welcome to Lethe');
  });

  it('shows badge, card and hold on its sample, before there is a list and without a word to the network', async () => {
    await welcome.$eval('.sample-page', sample => sample.scrollIntoView({ block: 'center' }));
    await expect.poll(async () => (await paintedMarks(rep.driven, welcome)).length).toBe(1);
    const [mark] = await settledMarks(rep.driven, welcome);
    if (!mark) throw new Error('nothing is marked');
    await welcome.mouse.move(mark.badge.x + mark.badge.width / 2, mark.badge.y + mark.badge.height / 2);
    await expect.poll(() => inOverlay('.card.shown')).toContain('List of the sample');
    await expect.poll(() => inOverlay('.banner-title')).toContain('Mira Okonjo');
    await welcome.click('.sample-send');
    const dialog = await waitForDialog(rep.driven, welcome);
    expect(dialog.title).toBe('Mira Okonjo asked not to be contacted');
    await press(rep.driven, welcome, 'remove');
    await welcome.waitForFunction(
      () => document.querySelector('.sample-page [role=status]')?.textContent?.includes('Nothing was sent'),
      { timeout: BUSY_MS },
    );
    expect(await welcome.$eval('.sample-page [role=status]', status => status.textContent)).toContain(
      'This would have been sent to Tom Ruiz.',
    );
    const asked = rep.hosts.arrivals
      .filter(({ kind }) => kind === 'request')
      .map(({ url }) => new URL(url).hostname);
    expect(asked.filter(host => !BROWSERS_OWN.test(host))).toEqual([]);
  });

  it('enrols whoever was given a code', async () => {
    await welcome.click('button.door');
    await welcome.waitForSelector('#code');
    await offer(rep.driven, welcome, await organisation.enrolmentCode());
    await (await welcome.waitForSelector('.offer .filled', { timeout: BUSY_MS }))?.click();
    const state = await waitForState(welcome, text => text.includes('state-calm'));
    expect(state).toContain('Protecting');
  });

  it('the panel shows of a page what the popup shows', async () => {
    const { url } = standIn('Gmail compose');
    const page = await rep.driven.browser.newPage();
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    // Which may hear of another listed person a moment later.
    await expect
      .poll(async () => (await readPopup(rep.driven, url)).listed.map(({ address }) => address))
      .toContain(people.mira.address);
    const popup = await readPopup(rep.driven, url);
    const panel = await rep.driven.openExtensionPage(`sidepanel.html?tab=${await tabIdOf(rep.driven, url)}`);
    await panel.waitForSelector('.listed li', { timeout: BUSY_MS });
    expect(await panel.$eval('.page h2', heading => heading.textContent)).toBe(popup.heading);
    const listed = await panel.$$eval('.listed .address', found => found.map(each => each.textContent));
    expect(listed).toEqual(popup.listed.map(({ address }) => address));
    expect(listed).toContain(people.mira.address);
  });

  async function inOverlay(selector: string): Promise<string> {
    const read = (root: ShadowRoot, wanted: string) => root.querySelector(wanted)?.textContent ?? '';
    return String(await rep.driven.inOverlay(welcome, read, selector));
  }
});
