import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { browsersHere } from './harness/every-browser.ts';
import { openOptions, readPopup, tabIdOf } from './harness/extension-pages.ts';
import { banners, openDialog, press, sentBy, waitForDialog } from './harness/hold.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { paintedMarks } from './harness/painted-marks.ts';
import { enrolledBrowser } from './harness/running-browser.ts';
import { serveStandIns, standIn } from './harness/stand-ins.ts';
import { askHost } from './harness/stored-list.ts';

// What the guard does beyond one document, and where nothing may be put into a page; in the built extension.

const SETTLED_MS = 600;
const CHLOE = 'linkedin.com/in/chloe-martin-hl';
const COMPOSE = 'Gmail compose';
const PROFILE = 'LinkedIn profile and invitation, in Dutch';

let organisation: Organisation;

beforeAll(async () => {
  organisation = await createServedOrganisation('Northwind', [
    people.mira.address,
    people.ben.address,
    CHLOE,
  ]);
});

afterAll(async () => {
  await organisation?.remove();
});

describe.each(browsersHere)('%s', (name, launch) => {
  const rep = enrolledBrowser(name, launch, () => organisation, { serve: serveStandIns });
  let tab: Page;

  afterEach(async () => {
    await tab?.close();
  });

  const open = async (page: string) => {
    tab = await rep.driven.browser.newPage();
    await tab.goto(standIn(page).url, { waitUntil: 'domcontentloaded' });
  };

  /** The mail's body in a frame of its own, as rich-text editors have it: it hears its keys itself, and sends by them. */
  const openWithBodyInFrame = async () => {
    await open(COMPOSE);
    await expect.poll(() => banners(rep.driven, tab)).toHaveLength(1);
    await tab.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.style.cssText = 'width: 300px; height: 90px';
      document.querySelector('.body')?.replaceChildren(frame);
    });
    await tab.evaluate(editInFrame);
    await hostInFrame();
  };

  /** The frame's own script comes with it, and puts its host beside head and body. */
  const hostInFrame = () =>
    expect
      .poll(() =>
        tab.evaluate(() => {
          const html = document.querySelector('iframe')?.contentDocument?.documentElement;
          return [...(html?.children ?? [])].map(({ localName }) => localName);
        }),
      )
      .toContain('div');

  const sendFromFrame = async () => {
    const frame = await (await tab.$('iframe'))?.contentFrame();
    await frame?.focus('body');
    await tab.keyboard.down('Control');
    await tab.keyboard.press('Enter');
    await tab.keyboard.up('Control');
  };

  it('a shortcut in the frame that is a mail’s body is held; the frame is too small to ask, so the top one does', async () => {
    await openWithBodyInFrame();
    await sendFromFrame();
    const dialog = await waitForDialog(rep.driven, tab);
    expect(dialog.title).toBe('Mira Okonjo asked not to be contacted');
    await wait(SETTLED_MS);
    expect(await sentBy(tab)).toEqual([]);
    await tab.keyboard.press('Escape');
    await expect.poll(() => openDialog(rep.driven, tab)).toBeUndefined();
    await wait(SETTLED_MS);
    expect(await sentBy(tab)).toEqual([]);
  });

  it('a shortcut in such a frame is held after the page wrote its document anew', async () => {
    await openWithBodyInFrame();
    for (let time = 0; time < 2; time += 1) {
      await tab.evaluate(() => {
        const inside = document.querySelector('iframe')?.contentDocument;
        inside?.open();
        inside?.write('<!doctype html><body>Dear Mira,</body>');
        inside?.close();
      });
      await tab.evaluate(editInFrame);
      await hostInFrame();
    }
    await sendFromFrame();
    expect((await waitForDialog(rep.driven, tab)).title).toBe('Mira Okonjo asked not to be contacted');
    await wait(SETTLED_MS);
    expect(await sentBy(tab)).toEqual([]);
  });

  it('what was asked for the frame is answered to it: the mail leaves once, without the listed', async () => {
    await openWithBodyInFrame();
    await sendFromFrame();
    await waitForDialog(rep.driven, tab);
    await press(rep.driven, tab, 'remove');
    await expect.poll(() => sentBy(tab)).toHaveLength(1);
    await wait(SETTLED_MS);
    const sent = await sentBy(tab);
    expect(sent).toHaveLength(1);
    expect(JSON.stringify(sent)).not.toContain(people.mira.address);
  });

  it('a record and a profile of somebody listed say so before anything is written', async () => {
    await open('HubSpot contact with its buttons, in Dutch');
    await expect.poll(() => banners(rep.driven, tab)).toEqual(['Ben Achebe asked not to be contacted']);
    await tab.close();
    await open(PROFILE);
    await expect.poll(() => banners(rep.driven, tab)).toEqual(['Chloe Martin asked not to be contacted']);
  });

  it('a profile without anything that identifies it is nothing to check, never clear', async () => {
    await open('Salesforce contact with a mail, in German');
    await tab.evaluate(() => {
      for (const field of document.querySelectorAll('[data-target-selection-name^="sfdc:RecordField"]'))
        field.remove();
    });
    const { url } = standIn('Salesforce contact with a mail, in German');
    await expect
      .poll(async () => (await readPopup(rep.driven, url)).text)
      .toContain('nothing on it says how they are reached');
  });

  it('a report that a page can’t be read is shown whole, and holds nobody who is on it', async () => {
    await open(COMPOSE);
    await expect.poll(() => banners(rep.driven, tab)).toHaveLength(1);
    await tab.evaluate(() => {
      for (const field of document.querySelectorAll('[name=to], [name=cc], [name=bcc]'))
        field.removeAttribute('name');
    });
    const { url } = standIn(COMPOSE);
    await expect
      .poll(async () => (await readPopup(rep.driven, url)).text)
      .toContain("Lethe can't read this page");
    const popup = await rep.driven.openExtensionPage(
      `popup.html?tab=${await tabIdOf(rep.driven, url)}&url=${encodeURIComponent(url)}`,
    );
    await (await popup.waitForSelector('.page-warning button'))?.click();
    await popup.waitForSelector('.structure');
    const report = await popup.$eval('.structure', field =>
      field instanceof HTMLTextAreaElement ? field.value : '',
    );
    await popup.close();
    expect(report).toMatch(/^Lethe \d+\.\d+\.\d+ Gmail\nhtml/u);
    expect(report).toContain('[contenteditable=true]');
    expect(report).not.toMatch(/mira|okonjo|tom|hartley|spring|brightwater/iu);
  });

  it('on a site where Lethe is to stay out of the page nothing changes in it until the rep makes a gesture', async () => {
    await choosePanelOnly(true);
    const { url } = standIn(PROFILE);
    tab = await rep.driven.browser.newPage();
    await tab.evaluateOnNewDocument(() => {
      const changes: string[] = [];
      Reflect.set(window, 'changes', changes);
      addEventListener('DOMContentLoaded', () => {
        new MutationObserver(records => {
          for (const { type, target } of records) changes.push(`${type} at ${target.nodeName}`);
        }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      });
    });
    await tab.goto(url);
    const changes = async () => JSON.parse(String(await tab.evaluate('JSON.stringify(window.changes)')));
    await expect.poll(async () => (await readPopup(rep.driven, url)).listed.length).toBeGreaterThan(0);
    await tab.bringToFront();
    await wait(2_000);
    expect(await changes()).toEqual([]);
    expect(await tab.evaluate('document.documentElement.children.length')).toBe(2);
    expect(await rep.driven.inOverlay(tab, () => true)).toBeUndefined();

    await tab.click('#message');
    const dialog = await waitForDialog(rep.driven, tab);
    expect(dialog.title).toBe('Chloe Martin asked not to be contacted');
    expect(await tab.evaluate('window.reached')).toEqual([]);
    await tab.keyboard.press('Escape');
    await expect.poll(() => tab.evaluate('document.documentElement.children.length')).toBe(2);

    await choosePanelOnly(false);
    await tab.bringToFront();
    await expect.poll(async () => (await paintedMarks(rep.driven, tab)).length).toBeGreaterThan(0);
  });

  async function choosePanelOnly(isChosen: boolean): Promise<void> {
    const options = await openOptions(rep.driven);
    const box = '.choice input[type="checkbox"]';
    await options.waitForSelector(box);
    if (
      (await options.$eval(box, input => input instanceof HTMLInputElement && input.checked)) !== isChosen
    ) {
      await options.click(box);
    }
    await expect
      .poll(() => options.$eval(box, input => input instanceof HTMLInputElement && input.checked))
      .toBe(isChosen);
    await expect
      .poll(async () => (await askHost(options, 'panelOnly')).own.includes('LinkedIn'))
      .toBe(isChosen);
    await options.close();
  }
});

/** Runs in the page: makes its frame's document a mail's body. */
function editInFrame(): void {
  const inside = document.querySelector('iframe')?.contentDocument;
  if (!inside) throw new Error('no document in the frame');
  inside.body.contentEditable = 'true';
  inside.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || !event.ctrlKey) return;
    const send: unknown = Reflect.get(window, 'send');
    if (typeof send === 'function') send(document.querySelector('.compose'), 'Ctrl+Enter in its frame');
  });
}
