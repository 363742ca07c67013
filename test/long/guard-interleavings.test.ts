import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../utils/lookup/verdict.ts';
import { guardBrowser } from '../e2e/guard-browser.ts';
import { type GuardedPage, type Sent, settle } from '../e2e/guarded-page.ts';
import { launchChromium } from '../e2e/harness/chromium.ts';
import { launchFirefox } from '../e2e/harness/firefox.ts';
import { people } from '../pages/people.ts';

// What a rep and a list may do in any order, in a real page, against a model of what was sent to whom. The same on the bare state
// machine, a thousand times, is in test/unit/guard/guard-property.test.ts.

const SEQUENCES = Number(process.env.SEQUENCES ?? 30);
const SEED = Number(process.env.SEED ?? 20261128);

/** Who may be on the message; `tom`, `mira` and `sofia` are when it opens. */
const CAST = [people.tom, people.mira, people.sofia, people.ben, people.noor].map(({ address }) => address);

/** What the rep does in the page. */
type ByHand =
  | { readonly do: 'type' | 'remove' | 'undo'; readonly who: number }
  | { readonly do: 'paste'; readonly who: number; readonly and: number }
  | { readonly do: 'send'; readonly how: 'click' | 'shortcut' | 'enter' };

type Step =
  | ByHand
  | { readonly do: 'lists' | 'clears' | 'answers'; readonly who: number }
  | { readonly do: 'reply'; readonly with: 'cancel' | 'remove' | 'reason' | 'send' }
  | { readonly do: 'wait'; readonly ms: number };

const who = fc.nat(CAST.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('type', 'remove', 'undo'), who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('lists', 'clears', 'answers'), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('paste' as const), who, and: who }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      how: fc.constantFrom('click', 'shortcut', 'enter'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('reply' as const),
      with: fc.constantFrom('cancel', 'remove', 'reason', 'send'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(20, 400, 2_200) }),
  },
);

const LISTED: Verdict = { state: 'listed', scope: 'all', match: 'exact' };
const CLEAR: Verdict = { state: 'not-listed' };

/** One message in one page, and what may be sent of it. */
class Run {
  readonly guarded: GuardedPage;
  /** What the lookup would say; the guard hears it once it `answers`. */
  readonly listed = new Set<string>();
  readonly told = new Set<string>();
  /** Whom a reason was given for, or "send anyway" while nothing was known. */
  readonly excused = new Set<string>();
  gestures = 0;
  sent: readonly Sent[] = [];

  constructor(guarded: GuardedPage) {
    this.guarded = guarded;
  }

  async take(next: Step): Promise<void> {
    const isAsked = (await this.guarded.title()) !== '';
    switch (next.do) {
      case 'lists':
      case 'clears':
        return this.update(addressOf(next.who), next.do === 'lists');
      case 'answers':
        return this.tell(addressOf(next.who));
      case 'wait':
        return settle(next.ms);
      case 'reply':
        return isAsked ? this.reply(next.with) : undefined;
      default:
        // A dialog keeps the rep's hands off the page.
        if (!isAsked) await this.act(next);
    }
  }

  async act(next: ByHand): Promise<void> {
    const { page } = this.guarded;
    switch (next.do) {
      case 'type':
        await page.click('[name=to] input');
        await page.keyboard.type(addressOf(next.who));
        return this.guarded.keys('Enter');
      case 'paste':
        await page.click('[name=to] input');
        // As one edit, as a paste is; Firefox's driver sends no text of several characters.
        await page.evaluate(
          text => document.execCommand('insertText', false, text),
          `${addressOf(next.who)}; ${addressOf(next.and)}; `,
        );
        return;
      case 'remove':
        await page.evaluate(address => {
          const off = `[data-hovercard-id="${address}"][role=option] .off`;
          document.querySelector<HTMLElement>(off)?.click();
        }, addressOf(next.who));
        return;
      case 'undo':
        await page.evaluate(address => {
          const chip = document.createElement('div');
          chip.setAttribute('role', 'option');
          Object.assign(chip.dataset, { name: address, hovercardId: address });
          chip.innerHTML = `<span>${address}</span><div class="off" role="button" aria-label="Remove">×</div>`;
          document.querySelector('[name=to] input')?.before(chip);
        }, addressOf(next.who));
        return;
      case 'send':
        return this.send(next.how);
    }
  }

  async send(how: 'click' | 'shortcut' | 'enter'): Promise<void> {
    this.gestures += 1;
    const { page } = this.guarded;
    if (how === 'click') return page.click('.go');
    await page.focus(how === 'shortcut' ? '.body' : '.go');
    return how === 'shortcut' ? this.guarded.keys('Control', 'Enter') : this.guarded.keys('Enter');
  }

  async reply(choice: 'cancel' | 'remove' | 'reason' | 'send'): Promise<void> {
    const kind = await this.guarded.title();
    if (choice === 'reason' && kind.includes('asked')) {
      for (const address of this.told) if (this.listed.has(address)) this.excused.add(address);
      for (const address of CAST) if (!this.told.has(address)) this.excused.add(address);
      return this.guarded.giveReason('legal-notice');
    }
    const offered = await this.guarded.text(`dialog[open] button[value="${choice}"]`);
    if (choice === 'reason' || offered === '') return;
    if (choice === 'send') for (const address of CAST) if (!this.told.has(address)) this.excused.add(address);
    await this.guarded.answer(choice);
  }

  async update(address: string, isListed: boolean): Promise<void> {
    if (isListed) this.listed.add(address);
    else this.listed.delete(address);
    await this.tell(address);
  }

  async tell(address: string): Promise<void> {
    this.told.add(address);
    await this.guarded.set({ [address]: this.listed.has(address) ? LISTED : CLEAR });
  }

  /** Nothing left to somebody on the list without a reason, and nothing left twice. */
  async check(told: string): Promise<void> {
    await settle(80);
    this.sent = await this.guarded.sentNow();
    expect(this.sent.length, `${told}: sent once at most`).toBeLessThanOrEqual(Math.min(1, this.gestures));
    for (const message of this.sent) {
      for (const address of [...message.to, ...message.cc].flatMap(text => text.split(/\s*;\s*/u))) {
        const isFine = !this.listed.has(address) || this.excused.has(address);
        expect(isFine, `${told}: ${address} was written to without a reason`).toBe(true);
      }
    }
  }
}

function addressOf(at: number): string {
  return CAST[at] ?? '';
}

describe.each([
  ['Chromium', launchChromium],
  ['Firefox', launchFirefox],
])('in %s', (_name, launch) => {
  const guard = guardBrowser(launch);

  const sequences = fc.sample(fc.array(step, { minLength: 6, maxLength: 14 }), {
    numRuns: SEQUENCES,
    seed: SEED,
  });

  it.each(sequences.map((steps, at) => [at + 1, steps] as const))(
    'sequence %i: nothing leaves to the listed without a reason, nothing twice, nothing is lost',
    async (at, steps) => {
      const guarded = await guard.open('gmail-compose.html', {});
      const run = new Run(guarded);
      const told: string[] = [];
      for (const next of steps) {
        told.push(JSON.stringify(next));
        await run.take(next);
        await run.check(`seed ${SEED}, sequence ${at}: ${told.join(' ')}`);
        if (run.sent.length > 0) break;
      }
      if (run.sent.length === 0) await finish(run, `sequence ${at}: ${told.join(' ')}`);
      await guarded.page.close();
    },
    60_000,
  );

  /** Everybody turns out clear, the rep ends what is asked and sends: it leaves, once. */
  async function finish(run: Run, told: string): Promise<void> {
    const { guarded } = run;
    for (const address of CAST) await run.update(address, false);
    // A dialog that opened in the middle of a word left half an address behind.
    await guarded.page.evaluate(() =>
      window.guardTest.others({ state: 'unknown', reason: 'not-an-address' }),
    );
    await settle(300);
    if ((await guarded.title()) !== '') await guarded.keys('Escape');
    await settle(1_200);
    run.sent = await guarded.sentNow();
    if (run.sent.length === 0) {
      const isAnyoneLeft = await guarded.page.evaluate(
        () =>
          document.querySelector('[role=option][data-hovercard-id]') !== null ||
          [...document.querySelectorAll('input')].some(input => input.value.includes('@')),
      );
      if (!isAnyoneLeft) await run.act({ do: 'type', who: 0 });
      await run.send('click');
    }
    await expect.poll(() => guarded.sentNow(), { message: told, timeout: 10_000 }).toHaveLength(1);
    expect(await guarded.sent()).toHaveLength(1);
  }
});
