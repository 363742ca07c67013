import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { guardBrowser } from './guard-browser.ts';
import { DEMO_VERDICTS, NOBODY } from './guard-page.ts';
import type { GuardedPage } from './guarded-page.ts';
import { titledHere } from './harness/every-browser.ts';
import { banners, openDialog, press, waitForDialog } from './harness/hold.ts';

const COMPOSE = 'outlook-compose.html';
const POPOUT = 'outlook-compose-popout-de.html';

describe.each(titledHere)('Outlook in %s', (_name, launch) => {
  const guard = guardBrowser(launch);
  let guarded: GuardedPage;
  let page: Page;

  const open = async (file: string, verdicts = DEMO_VERDICTS) => {
    guarded = await guard.open(file, verdicts);
    page = guarded.page;
  };
  const chord = async (modifier: 'Control' | 'Alt', key: 'Enter' | 's') => {
    await page.keyboard.down(modifier);
    await page.keyboard.press(key);
    await page.keyboard.up(modifier);
  };

  const ways: [string, () => Promise<void>][] = [
    ['a click', () => page.click('.go')],
    ['Enter on the button', () => page.focus('.go').then(() => page.keyboard.press('Enter'))],
    ['Ctrl+Enter in the body', () => page.focus('.body').then(() => chord('Control', 'Enter'))],
    ['Alt+S in the subject', () => page.focus('.subject').then(() => chord('Alt', 's'))],
  ];

  it.each(ways)(
    '%s is held when somebody is listed, and then sends once, to the others',
    async (_way, send) => {
      await open(COMPOSE);
      await send();
      expect((await waitForDialog(guard.driven, page)).title).toBe('Mira Okonjo asked not to be contacted');
      expect(await guarded.sent()).toEqual([]);
      await press(guard.driven, page, 'remove');
      expect(await guarded.sentAtLast()).toMatchObject([
        { to: [people.tom.address], cc: [people.sofia.address], how: 'pressed' },
      ]);
    },
  );

  it.each([
    ['a click', 'pressed', () => page.click('.go')],
    ['Ctrl+Enter', 'Ctrl+Enter', () => page.focus('.body').then(() => chord('Control', 'Enter'))],
  ])('%s sends at once, once, when nobody is listed', async (_way, how, send) => {
    await open(COMPOSE, NOBODY);
    await send();
    expect(await guarded.sentAtLast()).toMatchObject([
      { to: [people.tom.address, people.mira.address], how },
    ]);
    expect(await openDialog(guard.driven, page)).toBeUndefined();
  });

  it('scheduling is held in the menu, and goes on with a reason to its last step', async () => {
    await open(COMPOSE);
    await page.click('.more');
    await page.waitForSelector('.menu [role=menuitem]:nth-child(2)');
    await page.click('.menu [role=menuitem]:nth-child(2)');
    expect((await waitForDialog(guard.driven, page)).title).toBe('Mira Okonjo asked not to be contacted');
    expect(await page.$('.later')).toBeNull();
    await guarded.giveReason('legal-notice');
    await page.waitForSelector('.later button');
    await page.click('.later button');
    expect(await guarded.sentAtLast()).toMatchObject([{ how: 'scheduled: Tomorrow morning' }]);
  });

  it('a banner says of whom only a name can be read, away from Send, and nothing is held', async () => {
    await open(POPOUT, NOBODY);
    await expect.poll(() => banners(guard.driven, page)).toEqual([expect.stringContaining(people.noor.name)]);
    const bannerTop = await guard.driven.inOverlay(
      page,
      root => root.querySelector('.banner-box')?.getBoundingClientRect().top ?? 0,
    );
    expect(Number(bannerTop)).toBeGreaterThan(
      await page.$eval('.go', go => go.getBoundingClientRect().bottom),
    );
    await page.click('.go');
    expect(await guarded.sentAtLast()).toMatchObject([
      { to: [people.david.address, people.noor.name, people.jonas.address], cc: [people.priya.address] },
    ]);
  });

  it('takes out what is typed and what is a chip, and sends to the others, once', async () => {
    await open(POPOUT);
    // With the focus elsewhere nothing makes a chip of what is typed.
    await page.focus('.body');
    await chord('Control', 'Enter');
    expect((await waitForDialog(guard.driven, page)).title).toBe(
      "2 recipients are on your organisation's list",
    );
    await press(guard.driven, page, 'remove');
    expect(await guarded.sentAtLast()).toMatchObject([
      { to: [people.david.address, people.noor.name], cc: [] },
    ]);
  });
});
