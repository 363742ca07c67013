import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { guardBrowser } from './guard-browser.ts';
import { DEMO_VERDICTS, LISTED, NOBODY, NOT_LISTED } from './guard-page.ts';
import { type GuardedPage, settle } from './guarded-page.ts';
import { titledHere } from './harness/every-browser.ts';

/** Tom's verdict hasn't come; nobody is listed. */
const PENDING = Object.fromEntries(
  Object.entries(NOBODY).filter(([address]) => address !== people.tom.address),
);

describe.each(titledHere)('in %s', (name, launch) => {
  const guard = guardBrowser(launch);
  let guarded: GuardedPage;
  let page: Page;

  const open = async (verdicts = DEMO_VERDICTS, file = 'gmail-compose.html') => {
    guarded = await guard.open(file, verdicts);
    page = guarded.page;
  };
  const asksOfMira = () => guarded.asks('Mira Okonjo asked not to be contacted');
  const focusSend = () => page.focus('.go');
  const ways: [string, () => Promise<void>][] = [
    ['a click', () => page.click('.go')],
    ['Enter on the button', () => focusSend().then(() => guarded.keys('Enter'))],
    ['Space on the button', () => focusSend().then(() => guarded.keys(' '))],
    ['Ctrl+Enter in the body', () => page.focus('.body').then(() => guarded.keys('Control', 'Enter'))],
    ['Ctrl+Enter in the subject', () => page.focus('.subject').then(() => guarded.keys('Control', 'Enter'))],
  ];

  describe.each(ways)('%s', (_way, send) => {
    it('sends at once, once, when nobody is listed', async () => {
      await open(NOBODY);
      await send();
      expect(await guarded.sentAtLast()).toHaveLength(1);
      expect(await guarded.title()).toBe('');
    });

    it('is held when somebody is listed; Escape sends nothing', async () => {
      await open();
      await send();
      expect(await guarded.sent()).toEqual([]);
      await asksOfMira();
      await guarded.keys('Escape');
      expect(await guarded.sent()).toEqual([]);
      expect(await guarded.title()).toBe('');
      expect((await guarded.log()).map(({ action }) => action)).toEqual(['held', 'not-sent']);
    });

    it('waits for the lookup, then sends once by itself', async () => {
      await open(PENDING);
      await send();
      expect(await guarded.sent()).toEqual([]);
      await guarded.set({ [people.tom.address]: NOT_LISTED });
      expect(await guarded.sentAtLast()).toHaveLength(1);
      expect(await guarded.title()).toBe('');
    });

    it('waits for the lookup, then asks when it finds somebody listed', async () => {
      await open(PENDING);
      await send();
      await guarded.set({ [people.tom.address]: LISTED });
      expect(await guarded.sent()).toEqual([]);
      await guarded.asks('Tom Hartley asked not to be contacted');
    });

    it('with the default answer removes the listed and sends to the others, once', async () => {
      await open();
      await send();
      await asksOfMira();
      await guarded.keys('Enter');
      expect(await guarded.sentAtLast()).toMatchObject([
        { to: [people.tom.address], cc: [people.sofia.address], how: 'pressed' },
      ]);
      expect((await guarded.log()).map(({ action }) => action)).toEqual(['held', 'removed-and-sent']);
    });
  });

  it('a reason sends to everyone, once', async () => {
    await open();
    await page.click('.go');
    await asksOfMira();
    await guarded.giveReason('contract-or-service');
    expect(await guarded.sentAtLast()).toMatchObject([{ to: [people.tom.address, people.mira.address] }]);
    expect(await guarded.log()).toMatchObject([
      { action: 'held', scope: 'all', site: 'Gmail' },
      { action: 'sent-with-reason', scope: 'all', reason: 'contract-or-service' },
    ]);
  });

  it('no reason chosen, nothing sent', async () => {
    await open();
    await page.click('.go');
    await asksOfMira();
    await guard.driven.inOverlay(page, root => {
      root.querySelector('summary')?.click();
      return true;
    });
    await settle(100);
    await guarded.answer('reason');
    expect(await guarded.sent()).toEqual([]);
    expect(await guarded.title()).not.toBe('');
  });

  it('the lookup silent for two seconds: says so, sends only when told to', async () => {
    await open(PENDING);
    await page.click('.go');
    await guarded.asks("Lethe couldn't check every recipient in time");
    expect(await guarded.sent()).toEqual([]);
    await guarded.answer('send');
    expect(await guarded.sentAtLast()).toHaveLength(1);
  });

  it('an only recipient who is removed leaves nobody: says so, sends nothing', async () => {
    await open({ ...DEMO_VERDICTS, [people.noor.address]: LISTED }, 'gmail-compose-old-nl.html');
    await page.click('.go');
    await guarded.asks('2 recipients asked not to be contacted');
    await guarded.keys('Enter');
    await guarded.asks('Nobody is left to send to');
    await guarded.keys('Enter');
    expect(await guarded.sent()).toEqual([]);
  });

  it('a page that keeps the recipient: says so, sends nothing', async () => {
    await open();
    await page.evaluate(`document.querySelectorAll('.off').forEach(control => control.remove())`);
    await page.click('.go');
    await asksOfMira();
    await guarded.keys('Enter');
    await expect
      .poll(() => guard.driven.inOverlay(page, root => root.querySelector('[role=alert]')?.textContent ?? ''))
      .toContain("couldn't remove");
    expect(await guarded.sent()).toEqual([]);
  });

  it('a press that is dragged off the button neither sends nor asks', async () => {
    await open();
    const button = await page.$('.go');
    const box = await button?.boundingBox();
    if (!box) throw new Error('no Send');
    await page.mouse.move(box.x + 10, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(300, 600);
    await page.mouse.up();
    expect(await guarded.sent()).toEqual([]);
    expect(await guarded.title()).toBe('');
  });

  it('a press on Send that meets the dialog closing is asked about again', async () => {
    await open();
    await page.click('.go');
    await asksOfMira();
    const [x, y] = await page.$eval('.go', go => {
      const box = go.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2] as const;
    });
    // The page is busy, so that what the rep does meanwhile comes to it all at once.
    await page.evaluate(() => {
      setTimeout(() => {
        const end = performance.now() + 800;
        while (performance.now() < end);
      }, 50);
    });
    await settle(150);
    const { keyboard, mouse } = page;
    await Promise.all([
      keyboard.down('Escape'),
      keyboard.up('Escape'),
      mouse.move(x, y),
      mouse.down(),
      mouse.up(),
    ]);
    await asksOfMira();
    expect(await guarded.sent()).toEqual([]);
    expect((await guarded.log()).map(({ action }) => action)).toEqual(['held', 'not-sent', 'held']);
    await guarded.keys('Enter');
    expect(await guarded.sentAtLast()).toHaveLength(1);
  });

  it('events that the page makes itself are neither stopped nor delayed', async () => {
    await open();
    const heard = await page.evaluate(() => {
      const went: string[] = [];
      const send = document.querySelector('.go');
      for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click', 'keydown']) {
        send?.addEventListener(type, () => went.push(type));
      }
      const made = [
        new PointerEvent('pointerdown', { bubbles: true, cancelable: true }),
        new MouseEvent('mousedown', { bubbles: true, cancelable: true }),
        new KeyboardEvent('keydown', { key: 'a', bubbles: true, cancelable: true }),
        new KeyboardEvent('keydown', { key: 'Tab', ctrlKey: true, bubbles: true, cancelable: true }),
      ];
      return { answers: made.map(event => send?.dispatchEvent(event)), went };
    });
    expect(heard).toEqual({
      answers: [true, true, true, true],
      went: ['pointerdown', 'mousedown', 'keydown', 'keydown'],
    });
    expect(await guarded.title()).toBe('');
  });

  it('a press or a shortcut that the page makes itself is not held: it is a guard, not a lock', async () => {
    await open();
    await page.evaluate(() => {
      const shortcut = { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true };
      document.querySelector('.body')?.dispatchEvent(new KeyboardEvent('keydown', shortcut));
      document.querySelector<HTMLElement>('.go')?.click();
    });
    expect((await guarded.sentAtLast()).map(({ how }) => how)).toEqual(['Ctrl+Enter', 'pressed']);
    expect(await guarded.title()).toBe('');
  });

  it("the dialog's keys and clicks don't reach the page", async () => {
    await open();
    await page.click('.go');
    await asksOfMira();
    await page.evaluate(`window.heard = [];
      for (const type of ['keydown', 'keyup', 'keypress', 'pointerdown', 'mousedown', 'mouseup', 'click', 'input'])
        for (const target of [window, document]) target.addEventListener(type, event => heard.push(event.type), true);`);
    await guarded.keys('Tab');
    await guarded.keys('Tab');
    await guarded.keys(' ');
    await guarded.answer('cancel');
    await settle();
    expect(await page.evaluate('window.heard')).toEqual([]);
    expect(await guarded.title()).toBe('');
  });

  it('the banner names who is listed and where, follows the recipients, and is not found by the page', async () => {
    await open();
    await expect.poll(() => guarded.banner()).toContain('Mira Okonjo (To) asked not to be contacted');
    expect(await page.evaluate(`window.find('Spring price list')`)).toBe(true);
    expect(await page.evaluate(`window.find('asked not to be contacted', false, false, true)`)).toBe(false);
    await page.click('[name=to] [role=option]:nth-of-type(2) .off');
    await expect.poll(() => guarded.banner()).toBe('');
  });

  it('the banner’s box is the same whatever it says', async () => {
    const boxOf = async () =>
      guard.driven.inOverlay(page, root => {
        const box = root.querySelector('.banner-box');
        const { x, y, width, height } = box?.getBoundingClientRect() ?? new DOMRect();
        return { x, y, width, height, style: box?.getAttribute('style') ?? '' };
      });
    await open();
    await settle();
    const listed = await boxOf();
    await page.close();
    await open(NOBODY);
    await settle();
    expect(await boxOf()).toEqual(listed);
    expect(listed).toMatchObject({ width: 520, height: 52 });
  });

  it('without a list a banner says so and nothing is held', async () => {
    await open();
    await page.evaluate(() => {
      window.guardTest.protect({ state: 'not-protecting', problem: { code: 'not-enrolled', detail: '' } });
    });
    await expect.poll(() => guarded.banner()).toContain("Lethe isn't checking recipients");
    await page.click('.go');
    expect(await guarded.sentAtLast()).toHaveLength(1);
  });

  it('once the extension is gone a banner asks for a reload and nothing is held', async () => {
    await open();
    await page.evaluate(() => window.guardTest.die());
    await page.click('.subject');
    await page.keyboard.type('!');
    await expect.poll(() => guarded.banner()).toContain('Reload this page');
    await page.click('.go');
    expect(await guarded.sentAtLast()).toHaveLength(1);
  });

  it('typed text that is not yet a chip is a recipient', async () => {
    await open(NOBODY);
    await guarded.set({ 'typed@example.org': LISTED });
    await page.type('[name=to] input', 'typed@example.org');
    await guarded.keys('Control', 'Enter');
    expect(await guarded.sent()).toEqual([]);
    await guarded.asks('typed@example.org asked not to be contacted');
  });

  it.runIf(name === 'Chromium')('keys of an input method are text, and are left alone', async () => {
    await open();
    await page.focus('.body');
    await page.evaluate(`window.heard = [];
      addEventListener('keydown', event => heard.push([event.key, event.isComposing, event.defaultPrevented]));`);
    const session = await page.createCDPSession();
    await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    await page.keyboard.down('Control');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.keyboard.up('Control');
    expect(await page.evaluate('window.heard')).toContainEqual(['Enter', true, false]);
    expect(await guarded.sent()).toEqual([]);
    expect(await guarded.title()).toBe('');
  });

  it('scheduling is held as well, and goes on with a reason to its last step', async () => {
    await open();
    await page.click('.more');
    await settle(100);
    await page.click('[selector=scheduledSend]');
    await settle();
    await asksOfMira();
    expect(await page.$('.later')).toBeNull();
    await guarded.giveReason('legal-notice');
    await page.waitForSelector('.later [role=menuitem]');
    await page.click('.later [role=menuitem]');
    expect(await guarded.sentAtLast()).toMatchObject([{ how: 'scheduled: Tomorrow morning' }]);
  });

  it('holds again after the page replaced its document', async () => {
    await open();
    await page.evaluate(`(() => {
      const html = document.documentElement.outerHTML.replace(/<div[^>]*popover[^]*$/, '');
      document.open();
      document.write(html);
      document.close();
    })()`);
    await settle(800);
    await page.click('.go');
    expect(await guarded.sent()).toEqual([]);
    await asksOfMira();
  });
});
