import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GUARD_LEVELS, type GuardLevel } from '../../../utils/blocklist/head.ts';
import type { Answer, CheckedRecipient, GuardEffect } from '../../../utils/guard/guard-machine.ts';
import { holdView } from '../../../utils/guard/guard-views.ts';
import type { Verdict } from '../../../utils/lookup/verdict.ts';
import { GuardScript } from './guard-script.ts';

/** Who is on the list in truth; the guard learns it only when the lookup answers. */
const LISTED_NAMES = ['mira', 'jonas'];
const NAMES = [...LISTED_NAMES, 'tom', 'noor'];

type Action =
  | { readonly do: 'add' | 'take' | 'lookup-answers' | 'lookup-forgets'; readonly name: string }
  | { readonly do: 'press'; readonly completed: boolean; readonly between: 'nothing' | 'lookup-answers' }
  | { readonly do: 'answer'; readonly answer: Answer; readonly stale: boolean }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'level'; readonly level: GuardLevel }
  | { readonly do: 'page-refuses-removal'; readonly refuses: boolean };

const name = fc.constantFrom(...NAMES);
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constantFrom('add', 'take', 'lookup-answers', 'lookup-forgets'), name }),
  fc.record({
    do: fc.constant('press' as const),
    completed: fc.boolean(),
    between: fc.constantFrom('nothing', 'lookup-answers'),
  }),
  fc.record({
    do: fc.constant('answer' as const),
    answer: fc.constantFrom<Answer>(
      { choice: 'cancel' },
      { choice: 'remove' },
      { choice: 'send' },
      { choice: 'anyway' },
      { choice: 'reason', reason: 'legal-notice' },
      { choice: 'reason', reason: 'contract-or-service' },
    ),
    stale: fc.boolean(),
  }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 900, 2_000) }),
  fc.record({ do: fc.constant('level' as const), level: fc.constantFrom(...GUARD_LEVELS) }),
  fc.record({ do: fc.constant('page-refuses-removal' as const), refuses: fc.boolean() }),
);

/**
 * A page with one message, around the guard: it sends on a gesture that passes and on a release. Beside each send
 * it notes what the rep had been asked and had answered.
 */
class Page {
  readonly guard = new GuardScript();
  readonly there = new Set<string>(['tom']);
  readonly known = new Set<string>();
  /** Names that a reason was given for, or "send anyway" while nothing was known of them. */
  readonly excused = new Set<string>();
  sends = 0;
  /** Completed gestures, and how each ended. */
  wanted = 0;
  settled = 0;
  refuses = false;
  level: GuardLevel = 'hold';

  constructor() {
    this.read();
  }

  act(step: Action): void {
    if (step.do === 'press') this.press(step.completed, step.between);
    else if (step.do === 'answer') this.answer(step.answer, step.stale);
    else if (step.do === 'wait') this.observe(() => this.guard.later(step.ms));
    else if (step.do === 'page-refuses-removal') this.refuses = step.refuses;
    else if (step.do === 'level') this.changeLevel(step.level);
    else this.change(step.do, step.name);
  }

  changeLevel(level: GuardLevel): void {
    this.level = level;
    this.observe(() => this.guard.send({ type: 'protection', protection: 'on', level }));
  }

  change(what: 'add' | 'take' | 'lookup-answers' | 'lookup-forgets', name: string): void {
    if (what === 'add') this.there.add(name);
    else if (what === 'take') this.there.delete(name);
    else if (what === 'lookup-answers') this.known.add(name);
    else this.known.delete(name);
    this.read();
  }

  press(completed: boolean, between: 'nothing' | 'lookup-answers'): void {
    const { guard } = this;
    const under = guard.state.holds.has(1);
    this.observe(() => guard.send({ type: 'gesture-start', window: 1, control: 1 }));
    const passes = guard.state.gesture?.decision === 'pass';
    if (completed && !under) this.wanted += 1;
    if (between === 'lookup-answers') {
      for (const one of NAMES) this.known.add(one);
      this.read();
    }
    if (completed && passes) {
      // Decided at the first event: what was known then counts.
      this.sends += 1;
      this.settled += 1;
    }
    this.observe(() => guard.send({ type: 'gesture-end', completed }));
  }

  answer(answer: Answer, stale: boolean): void {
    const view = holdView(this.guard.state);
    if (!view) return;
    const shown = stale ? [] : [...view.listed, ...view.pending].map(({ key }) => key);
    const before = this.guard.releases();
    const held = this.guard.state.holds.size;
    const isWayOut =
      (answer.choice === 'reason' && this.level !== 'block') ||
      (answer.choice === 'anyway' && this.level === 'warn');
    if (isWayOut && !stale) for (const one of view.listed) this.excused.add(one.label);
    if (answer.choice !== 'remove') for (const one of view.pending) this.excused.add(one.label);
    this.observe(() => this.guard.send({ type: 'answer', window: 1, answer, shown }));
    if (answer.choice === 'cancel' && this.guard.state.holds.size < held) this.settled += 1;
    if (this.guard.releases() === before) this.excused.clear();
  }

  read(): void {
    const recipients = [...this.there].map(one => this.check(one));
    this.observe(() => this.guard.recipients(...recipients));
  }

  check(one: string): CheckedRecipient {
    return {
      key: one,
      address: `${one}@example.org`,
      label: one,
      field: 'to',
      typed: false,
      verdict: this.verdictOf(one),
    };
  }

  verdictOf(one: string): Verdict {
    if (!this.known.has(one)) return { state: 'pending' };
    return LISTED_NAMES.includes(one)
      ? { state: 'listed', scope: 'all', match: 'exact' }
      : { state: 'not-listed' };
  }

  /** Does what the guard asks for, as the page would, and checks every release. */
  observe(run: () => void): void {
    const from = this.guard.effects.length;
    run();
    for (const effect of this.guard.effects.slice(from)) this.obey(effect);
  }

  obey(effect: GuardEffect): void {
    if (effect.type === 'release') {
      this.sends += 1;
      this.settled += 1;
      expect(this.there.size, 'nothing is released to nobody').toBeGreaterThan(0);
      for (const one of this.there) {
        if (LISTED_NAMES.includes(one))
          expect(this.excused, `${one} was sent to without a reason`).toContain(one);
      }
    }
    if (effect.type === 'remove' && !this.refuses) {
      for (const key of effect.keys) this.there.delete(key);
      this.read();
    }
  }
}

describe('whatever happens in whatever order', () => {
  it('no release writes to a listed person without a reason, none comes twice, none is lost', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), actions => {
        const page = new Page();
        for (const step of actions) page.act(step);
        expect(page.sends, 'no more sends than gestures').toBeLessThanOrEqual(page.wanted);
        const open = page.guard.state.holds.size;
        expect(page.settled + open, 'each gesture was sent, taken back by the rep, or is still held').toBe(
          page.wanted,
        );

        // The lookup answers, time passes and the rep says no: nothing is left hanging.
        for (const one of NAMES) page.act({ do: 'lookup-answers', name: one });
        page.act({ do: 'wait', ms: 5_000 });
        page.act({ do: 'wait', ms: 5_000 });
        page.act({ do: 'answer', answer: { choice: 'cancel' }, stale: false });
        expect(page.guard.state.holds.size, 'no hold is left over').toBe(0);
        expect(page.settled).toBe(page.wanted);
      }),
      { numRuns: 1_000 },
    );
  });

  it('a gesture at a listed recipient passes only with a reason given', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), actions => {
        const page = new Page();
        let reasoned = false;
        for (const step of actions) {
          page.act(step);
          reasoned ||= step.do === 'answer' && step.answer.choice !== 'cancel';
          const listedAndKnown = [...page.there].some(
            one => LISTED_NAMES.includes(one) && page.known.has(one),
          );
          const probe = new GuardScript();
          probe.state = page.guard.state;
          probe.now = page.guard.now;
          probe.send({ type: 'gesture-start', window: 1, control: 1 });
          if (listedAndKnown && !reasoned) expect(probe.state.gesture?.decision).toBe('hold');
        }
      }),
      { numRuns: 500 },
    );
  });
});
