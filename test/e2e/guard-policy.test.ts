import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../utils/lookup/verdict.ts';
import { people } from '../pages/people.ts';
import { guardBrowser } from './guard-browser.ts';
import { DEMO_VERDICTS, LISTED, NOT_LISTED } from './guard-page.ts';
import { type GuardedPage, settle } from './guarded-page.ts';
import { titledHere } from './harness/every-browser.ts';

const MARKETING: Verdict = { state: 'listed', scope: 'marketing', match: 'exact' };
const MIRA = 'Mira Okonjo asked not to be contacted';
const MIRA_MARKETING = 'Mira Okonjo asked not to get marketing';
const MIRA_OBJECTED = { ...DEMO_VERDICTS, [people.mira.address]: MARKETING };

describe.each(titledHere)('in %s', (_name, launch) => {
  const guard = guardBrowser(launch);
  let guarded: GuardedPage;

  const open = async (verdicts = DEMO_VERDICTS, file = 'gmail-compose.html') => {
    guarded = await guard.open(file, verdicts);
    return guarded;
  };
  const press = () => guarded.page.click('.go');

  it('an organisation that warns lets go on without a reason', async () => {
    const { page } = await open();
    await guarded.level('warn');
    await expect.poll(() => guarded.banner()).toContain('Lethe asks before it is sent.');
    await press();
    await guarded.asks(MIRA);
    expect(await guarded.text('dialog[open] details')).toBe('');
    await guarded.answer('anyway');
    expect(await guarded.sentAtLast()).toMatchObject([{ to: [people.tom.address, people.mira.address] }]);
    expect(await guarded.actions()).toEqual(['held', 'sent-anyway']);
    expect(await page.evaluate('window.guardTest.served.length')).toBe(0);
  });

  it('an organisation that blocks offers no way but without them', async () => {
    await open();
    await guarded.level('block');
    await expect.poll(() => guarded.banner()).toContain('until you remove them');
    await press();
    await guarded.asks(MIRA);
    expect(await guarded.text('dialog[open]')).toContain('allows no exception');
    expect(await guarded.text('dialog[open] details')).toBe('');
    expect(await guarded.text('dialog[open] button[value=anyway]')).toBe('');
    await guarded.answer('remove');
    expect(await guarded.sentAtLast()).toMatchObject([
      { to: [people.tom.address], cc: [people.sofia.address] },
    ]);
  });

  it('contract, invoice or service is one click where they objected to marketing, and is remembered', async () => {
    const { page } = await open(MIRA_OBJECTED);
    await guarded.level('block');
    await press();
    await guarded.asks(MIRA_MARKETING);
    await guarded.answer('service');
    expect(await guarded.sentAtLast()).toHaveLength(1);
    expect(await guarded.actions()).toEqual(['held', 'sent-with-reason contract-or-service']);
    expect(await page.evaluate('window.guardTest.served')).toEqual([people.mira.address]);
  });

  it('who is written to as a customer passes, is flagged all the same, and stands in the log', async () => {
    const served = { ...MARKETING, service: true } as const;
    await open({ ...DEMO_VERDICTS, [people.mira.address]: served });
    await expect.poll(() => guarded.banner()).toContain('You gave a reason');
    await press();
    expect(await guarded.sentAtLast()).toHaveLength(1);
    expect(await guarded.title()).toBe('');
    expect(await guarded.actions()).toEqual(['sent-with-reason contract-or-service']);
  });

  it('who wrote the latest message of the thread has that reason at hand, and it is one press', async () => {
    const onlyElena = { [people.elena.address]: LISTED, [people.priya.address]: NOT_LISTED };
    await open({ ...DEMO_VERDICTS, ...onlyElena }, 'gmail-thread.html');
    await press();
    await guarded.asks('Elena Costa asked not to be contacted');
    expect(await guarded.text('dialog[open] details[open] .hold-wrote-first')).toContain('latest message');
    await guarded.answer('reason');
    expect(await guarded.sentAtLast()).toHaveLength(1);
    expect((await guarded.actions()).at(-1)).toBe('sent-with-reason person-wrote-first');
  });

  it('a message that stays after its release is pressed by the rep again, once, without being asked', async () => {
    const { page } = await open();
    // The page takes no press that a script made.
    await page.evaluate(() => {
      const dropped = (event: Event) => {
        if (!event.isTrusted) event.stopImmediatePropagation();
      };
      for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click']) {
        document.querySelector('.go')?.addEventListener(type, dropped, true);
        document.addEventListener(type, dropped, true);
      }
    });
    await press();
    await guarded.asks(MIRA);
    await guarded.giveReason('legal-notice');
    await expect.poll(() => guarded.banner(), { timeout: 10_000 }).toContain('Was it sent?');
    expect(await guarded.sentNow()).toEqual([]);
    await press();
    expect(await guarded.sentAtLast()).toHaveLength(1);
    expect(await guarded.title()).toBe('');
  });

  it('a listed address that is copied gives a quiet notice, in the same box as any other address', async () => {
    const { page } = await open();
    const copy = async (text: string) => {
      await page.focus('.subject');
      await page.evaluate(words => {
        const subject = document.querySelector<HTMLInputElement>('.subject');
        if (subject) subject.value = words;
        subject?.select();
      }, text);
      await guarded.keys('Control', 'c');
      await settle(200);
    };
    const box = () =>
      guard.driven.inOverlay(page, root => {
        const boxes = [...root.querySelectorAll('.banner-box')];
        const { x, y, width, height } = boxes.at(-1)?.getBoundingClientRect() ?? new DOMRect();
        return [boxes.length, x, y, width, height];
      });
    await copy(`Ask ${people.mira.address}`);
    const notice = () => guarded.text('.banner-box:last-child .banner');
    await expect.poll(notice).toContain(`On your organisation's list: ${people.mira.address}`);
    const listed = await box();
    await copy(`Ask ${people.tom.address}`);
    await expect.poll(notice).toBe('');
    expect(await box()).toEqual(listed);
    await copy('nobody');
    expect(await page.evaluate('window.sent.length')).toBe(0);
  });

  it('a page whose compose window lost its fields says that it can’t be read, and when it can again', async () => {
    const { page } = await open();
    await expect.poll(() => guarded.reading()).toEqual({ unreadable: [], record: 'none' });
    await page.evaluate(() => {
      for (const field of document.querySelectorAll('[name=to], [name=cc], [name=bcc]')) {
        field.setAttribute('data-was', field.getAttribute('name') ?? '');
        field.removeAttribute('name');
      }
    });
    await expect
      .poll(async () => (await guarded.reading())?.unreadable, { timeout: 10_000 })
      .toEqual(['compose']);
    await page.evaluate(() => {
      for (const field of document.querySelectorAll('[data-was]')) {
        field.setAttribute('name', field.getAttribute('data-was') ?? '');
      }
    });
    await expect.poll(async () => (await guarded.reading())?.unreadable).toEqual([]);
    await press();
    await guarded.asks(MIRA);
  });
});
