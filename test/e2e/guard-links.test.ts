import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../utils/lookup/verdict.ts';
import { people } from '../pages/people.ts';
import { guardBrowser } from './guard-browser.ts';
import { DEMO_VERDICTS, LISTED, NOT_LISTED } from './guard-page.ts';
import { titledHere } from './harness/every-browser.ts';
import { giveReason, openDialog, press, waitForDialog } from './harness/hold.ts';

/** A site on which no mail is written, with a link to Jonas, who is listed. */
const PAGE = 'pipedrive-person.html';
const { address } = people.jonas;
const CLEAR: Readonly<Record<string, Verdict>> = { [address]: NOT_LISTED };

describe.each(titledHere)('links that open a mail program in %s', (_name, launch) => {
  const guard = guardBrowser(launch);
  let page: Page;

  const open = async (verdicts: Readonly<Record<string, Verdict>>) => {
    ({ page } = await guard.open(PAGE, verdicts));
    // Notes what would be followed, and lets no mail program be looked for.
    await page.evaluate(() => {
      const followed: string[] = [];
      Reflect.set(window, 'followed', followed);
      window.addEventListener('click', event => {
        const link = event.target instanceof Element ? event.target.closest('a') : null;
        if (!link || event.defaultPrevented) return;
        followed.push(link.href);
        event.preventDefault();
      });
    });
  };
  const followed = async () => {
    await wait(400);
    return page.evaluate('window.followed');
  };
  /** It is followed, which a busy machine may take longer for, and then not once more. */
  const expectFollowedOnce = async () => {
    const once = [`mailto:${address}`];
    await expect.poll(() => page.evaluate('window.followed')).toEqual(once);
    expect(await followed()).toEqual(once);
  };
  const ways: [string, () => Promise<void>][] = [
    ['a click', () => page.click('a')],
    ['Enter', () => page.focus('a').then(() => page.keyboard.press('Enter'))],
  ];

  it.each(ways)('%s: followed at once where the person isn’t listed', async (_way, go) => {
    await open(CLEAR);
    await go();
    await expectFollowedOnce();
    expect(await openDialog(guard.driven, page)).toBeUndefined();
  });

  it.each(ways)('%s: held where they are, and not followed unless a reason is given', async (_way, go) => {
    await open(DEMO_VERDICTS);
    await go();
    const { title, text, buttons } = await waitForDialog(guard.driven, page);
    expect(title).toBe(`${address} asked not to be contacted`);
    expect(text).toContain('This would start a message to them.');
    expect(buttons.find(({ isFocused }) => isFocused)?.label).toBe("Don't write");
    expect(buttons.map(({ value }) => value)).toEqual(['cancel', 'reason']);
    await press(guard.driven, page, 'cancel');
    expect(await followed()).toEqual([]);
    await go();
    await waitForDialog(guard.driven, page);
    await giveReason(guard.driven, page, 'contract-or-service');
    await expectFollowedOnce();
    expect(await page.evaluate('window.guardTest.log.map(entry => [entry.site, entry.action])')).toEqual([
      ['Pipedrive', 'held'],
      ['Pipedrive', 'not-sent'],
      ['Pipedrive', 'held'],
      ['Pipedrive', 'sent-with-reason'],
    ]);
  });

  it('waits for the lookup, then is followed once by itself, or asks', async () => {
    await open({});
    await page.click('a');
    expect(await followed()).toEqual([]);
    await page.evaluate(`window.guardTest.set(${JSON.stringify(CLEAR)})`);
    await expectFollowedOnce();
    await page.evaluate(`window.guardTest.set(${JSON.stringify({ [address]: { state: 'pending' } })})`);
    await page.click('a');
    await page.evaluate(`window.guardTest.set(${JSON.stringify({ [address]: LISTED })})`);
    await waitForDialog(guard.driven, page);
    await expectFollowedOnce();
  });

  it('Space, a drag away and a click of the page’s own hold nothing', async () => {
    await open(DEMO_VERDICTS);
    await page.focus('a');
    await page.keyboard.press(' ');
    const box = await page.$eval('a', link => {
      const { x, y, width, height } = link.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    await page.mouse.move(box.x, box.y);
    await page.mouse.down();
    await page.mouse.move(box.x, box.y + 200);
    await page.mouse.up();
    expect(await openDialog(guard.driven, page)).toBeUndefined();
    await page.evaluate(`document.querySelector('a').click()`);
    await expectFollowedOnce();
    expect(await openDialog(guard.driven, page)).toBeUndefined();
  });

  it('a click that puts the caret into an editor’s link holds nothing', async () => {
    await open(DEMO_VERDICTS);
    await page.$eval('a', link => link.parentElement?.setAttribute('contenteditable', 'true'));
    await page.click('a');
    await wait(400);
    expect(await openDialog(guard.driven, page)).toBeUndefined();
  });
});
