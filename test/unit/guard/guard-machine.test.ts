import { describe, expect, it } from 'vitest';
import type { GuardLevel } from '../../../utils/blocklist/head.ts';
import {
  ANSWER_WITHIN_MS,
  type Answer,
  type CheckedRecipient,
  EXCUSED_FOR_MS,
  GONE_WITHIN_MS,
  NO_CONTEXT,
  REMOVED_WITHIN_MS,
} from '../../../utils/guard/guard-machine.ts';
import { bannerView, holdView } from '../../../utils/guard/guard-views.ts';
import { CLEAR, GuardScript, LISTED, MARKETING, PENDING, recipient, UNKNOWN } from './guard-script.ts';

const mira = recipient('mira', LISTED);
const priya = recipient('priya', MARKETING);
const tom = recipient('tom', CLEAR);
const noor = recipient('noor', PENDING);
const group = recipient('group', UNKNOWN);

describe('a gesture at Send', () => {
  it('passes when every verdict is known and nobody is listed', () => {
    const guard = new GuardScript().recipients(tom, group);
    guard.send({ type: 'gesture-start', window: 1, control: 1 });
    expect(guard.state.gesture?.decision).toBe('pass');
    guard.send({ type: 'gesture-end', completed: true });
    expect(guard.releases()).toBe(0);
  });

  it('is held when one of several is listed, and the rep is asked once the gesture is over', () => {
    const guard = new GuardScript().recipients(tom, mira);
    guard.send({ type: 'gesture-start', window: 1, control: 1 });
    expect(guard.state.gesture?.decision).toBe('hold');
    expect(holdView(guard.state)).toBeNull();
    guard.send({ type: 'gesture-end', completed: true });
    expect(holdView(guard.state)).toMatchObject({ kind: 'listed', listed: [mira], nobodyElse: false });
    expect(guard.log()).toEqual(['held all']);
  });

  it('keeps the decision of its first event when the verdict changes before its last', () => {
    const passed = new GuardScript().recipients(tom);
    passed.send({ type: 'gesture-start', window: 1, control: 1 }).recipients(mira);
    expect(passed.state.gesture?.decision).toBe('pass');
    expect(passed.send({ type: 'gesture-end', completed: true }).phase()).toBe('none');

    const held = new GuardScript().recipients(noor);
    held.send({ type: 'gesture-start', window: 1, control: 1 }).recipients(recipient('noor', CLEAR));
    expect(held.state.gesture?.decision).toBe('hold');
    expect(held.releases()).toBe(0);
    expect(held.send({ type: 'gesture-end', completed: true }).releases()).toBe(1);
  });

  it('that was taken back sends nothing and asks nothing', () => {
    const guard = new GuardScript().recipients(mira);
    guard
      .send({ type: 'gesture-start', window: 1, control: 1 })
      .send({ type: 'gesture-end', completed: false });
    expect(guard.phase()).toBe('none');
    expect(guard.effects).toEqual([]);
  });

  it('repeated while the first is held is swallowed', () => {
    const guard = new GuardScript().recipients(noor).press().press(2);
    guard.recipients(recipient('noor', CLEAR));
    expect(guard.effects.filter(({ type }) => type === 'release')).toEqual([
      { type: 'release', window: 1, control: 1 },
    ]);
  });

  it('is never held while there is no list to check against', () => {
    const guard = new GuardScript().recipients(mira).send({ type: 'protection', protection: 'off' });
    guard.send({ type: 'gesture-start', window: 1, control: 1 });
    expect(guard.state.gesture?.decision).toBe('pass');
  });
});

describe('a link to a mail program', () => {
  const press = (guard: GuardScript) =>
    guard
      .send({ type: 'gesture-start', window: 1, control: 1, act: 'write' })
      .send({ type: 'gesture-end', completed: true });

  it('is followed at once where nobody is listed', () => {
    const guard = new GuardScript().recipients(tom);
    guard.send({ type: 'gesture-start', window: 1, control: 1, act: 'write' });
    expect(guard.state.gesture?.decision).toBe('pass');
  });

  it('asks about a listed person, of whom nobody can be taken out', () => {
    const guard = press(new GuardScript().recipients(mira));
    expect(holdView(guard.state)).toMatchObject({ kind: 'listed', act: 'write' });
    guard.send({ type: 'answer', window: 1, answer: { choice: 'remove' }, shown: [mira.key] });
    expect(guard.phase()).toBe('asking');
    guard.send({ type: 'answer', window: 1, answer: { choice: 'cancel' }, shown: [] });
    expect(guard.phase()).toBe('none');
    expect(guard.releases()).toBe(0);
    expect(guard.log()).toEqual(['held all', 'not-sent all']);
  });

  it('is followed once with a reason', () => {
    const guard = press(new GuardScript().recipients(mira));
    const answer = { choice: 'reason', reason: 'contract-or-service' } as const;
    guard.send({ type: 'answer', window: 1, answer, shown: [mira.key] });
    expect(guard.releases()).toBe(1);
    expect(guard.log()).toEqual(['held all', 'sent-with-reason all contract-or-service']);
  });

  it('waits for the lookup, then is followed by itself', () => {
    const guard = press(new GuardScript().recipients(noor));
    expect(guard.releases()).toBe(0);
    expect(guard.recipients(recipient('noor', CLEAR)).releases()).toBe(1);
  });
});

describe('while the lookup is awaited', () => {
  it('the message leaves by itself, once, when nobody turns out listed', () => {
    const guard = new GuardScript().recipients(tom, noor).press();
    expect(guard.phase()).toBe('waiting');
    guard.recipients(tom, recipient('noor', CLEAR)).recipients(tom, recipient('noor', CLEAR)).later(9_999);
    expect(guard.releases()).toBe(1);
    expect(guard.log()).toEqual([]);
  });

  it('the rep is asked when someone turns out listed', () => {
    const guard = new GuardScript().recipients(tom, noor).press().recipients(tom, recipient('noor', LISTED));
    expect(holdView(guard.state)?.kind).toBe('listed');
    expect(guard.releases()).toBe(0);
  });

  it('without an answer in time the rep hears so and may send anyway', () => {
    const guard = new GuardScript().recipients(noor).press().later(ANSWER_WITHIN_MS);
    expect(holdView(guard.state)).toMatchObject({ kind: 'unanswered', pending: [noor] });
    guard.send({ type: 'answer', window: 1, answer: { choice: 'send' }, shown: [noor.key] });
    expect(guard.releases()).toBe(1);
    expect(guard.log()).toEqual(['sent-unchecked']);
  });

  it('an answer that comes after the question changes the question, and sends nothing by itself', () => {
    const guard = new GuardScript().recipients(noor).press().later(ANSWER_WITHIN_MS);
    guard.recipients(recipient('noor', CLEAR));
    expect(holdView(guard.state)?.kind).toBe('clear');
    expect(guard.releases()).toBe(0);
  });

  it('the message leaves when the protection ends, for then nothing is held', () => {
    const guard = new GuardScript().recipients(noor).press().send({ type: 'protection', protection: 'off' });
    expect(guard.releases()).toBe(1);
  });
});

describe('the rep', () => {
  const asked = () => new GuardScript().recipients(tom, mira, priya).press();
  const shown = [mira.key, priya.key];

  it("doesn't send: nothing leaves", () => {
    const guard = asked().send({ type: 'answer', window: 1, answer: { choice: 'cancel' }, shown });
    expect(guard.releases()).toBe(0);
    expect(guard.phase()).toBe('none');
    expect(guard.log()).toEqual(['held all', 'not-sent all']);
  });

  it('removes and sends: leaves once, and only when all of them are gone', () => {
    const guard = asked().send({ type: 'answer', window: 1, answer: { choice: 'remove' }, shown });
    expect(guard.effects).toContainEqual({ type: 'remove', window: 1, keys: shown });
    expect(guard.recipients(tom, priya).releases()).toBe(0);
    expect(guard.recipients(tom).recipients(tom).releases()).toBe(1);
    expect(guard.log()).toEqual(['held all', 'removed-and-sent all']);
  });

  it('hears when the page lets one of them stay, and nothing leaves', () => {
    const guard = asked().send({ type: 'answer', window: 1, answer: { choice: 'remove' }, shown });
    guard.recipients(tom, priya).later(REMOVED_WITHIN_MS);
    expect(holdView(guard.state)).toMatchObject({ kind: 'listed', cannotRemove: true, listed: [priya] });
    expect(guard.releases()).toBe(0);
  });

  it('hears that nobody is left, and nothing leaves', () => {
    const guard = new GuardScript().recipients(mira).press();
    expect(holdView(guard.state)?.nobodyElse).toBe(true);
    guard.send({ type: 'answer', window: 1, answer: { choice: 'remove' }, shown: [mira.key] }).recipients();
    expect(holdView(guard.state)?.kind).toBe('nobody-left');
    guard.send({ type: 'answer', window: 1, answer: { choice: 'send' }, shown: [] });
    expect(guard.releases()).toBe(0);
  });

  it('who removes is not sent past by a list that is lost meanwhile', () => {
    const guard = asked().send({ type: 'answer', window: 1, answer: { choice: 'remove' }, shown });
    guard.send({ type: 'protection', protection: 'off' });
    const lost = { state: 'unknown', reason: 'not-protecting' } as const;
    guard.recipients(tom, { ...mira, verdict: lost }, { ...priya, verdict: lost });
    expect(guard.releases()).toBe(0);
  });

  it('gives a reason and sends: leaves once', () => {
    const answer = { choice: 'reason', reason: 'legal-notice' } as const;
    const guard = asked().send({ type: 'answer', window: 1, answer, shown });
    expect(guard.releases()).toBe(1);
    expect(guard.log()).toEqual(['held all', 'sent-with-reason all legal-notice']);
  });

  it('is asked again about someone whom the question did not name', () => {
    const answer = { choice: 'reason', reason: 'wrong-match' } as const;
    const guard = asked().send({ type: 'answer', window: 1, answer, shown: [mira.key] });
    expect(guard.releases()).toBe(0);
    expect(guard.phase()).toBe('asking');
  });

  it('can’t send without a reason while someone is listed', () => {
    const guard = asked().send({ type: 'answer', window: 1, answer: { choice: 'send' }, shown });
    expect(guard.releases()).toBe(0);
  });

  it('who gave a reason is let through the steps that follow, for the same people and a minute', () => {
    const answer = { choice: 'reason', reason: 'legal-notice' } as const;
    const guard = asked().send({ type: 'answer', window: 1, answer, shown });
    guard.send({ type: 'gesture-start', window: 1, control: 2 });
    expect(guard.state.gesture?.decision).toBe('pass');

    const jonas = recipient('jonas', LISTED);
    guard.recipients(tom, mira, priya, jonas).send({ type: 'gesture-start', window: 1, control: 2 });
    expect(guard.state.gesture?.decision).toBe('hold');

    const later = asked().send({ type: 'answer', window: 1, answer, shown });
    const context = { ...NO_CONTEXT, isWritten: false };
    later.send({ type: 'recipients', window: 1, recipients: [tom, mira, priya], context });
    later.later(EXCUSED_FOR_MS).send({ type: 'gesture-start', window: 1, control: 2 });
    expect(later.state.gesture?.decision).toBe('hold');
  });

  it('who sent without an answer gave no reason for someone found listed afterwards', () => {
    const guard = new GuardScript().recipients(noor).press().later(ANSWER_WITHIN_MS);
    guard.send({ type: 'answer', window: 1, answer: { choice: 'send' }, shown: [noor.key] });
    guard.recipients(recipient('noor', LISTED)).send({ type: 'gesture-start', window: 1, control: 1 });
    expect(guard.state.gesture?.decision).toBe('hold');
  });
});

describe('a release that found no control', () => {
  it('is said, and not tried again', () => {
    const guard = new GuardScript().recipients(noor).press().recipients(recipient('noor', CLEAR));
    guard.send({ type: 'release-failed', window: 1, control: 1 });
    expect(holdView(guard.state)?.kind).toBe('control-gone');
    guard
      .recipients(tom)
      .later(60_000)
      .send({ type: 'answer', window: 1, answer: { choice: 'send' }, shown: [] });
    expect(guard.releases()).toBe(1);
    guard.send({ type: 'answer', window: 1, answer: { choice: 'cancel' }, shown: [] });
    expect(guard.phase()).toBe('none');
  });
});

describe('a banner', () => {
  it('names the listed before the unreadable, and nobody while nobody is either', () => {
    expect(bannerView(new GuardScript().recipients(tom, group, mira).state, 1)).toEqual({
      kind: 'listed',
      listed: [mira],
      ahead: 'hold',
    });
    expect(bannerView(new GuardScript().recipients(tom, group).state, 1)).toEqual({
      kind: 'unknown',
      recipients: [group],
    });
    expect(bannerView(new GuardScript().recipients(tom).state, 1)).toBeNull();
  });

  it('says nothing of an address that is only half typed', () => {
    const half = { ...recipient('half', UNKNOWN), typed: true };
    expect(bannerView(new GuardScript().recipients(half).state, 1)).toBeNull();
  });

  it('says that recipients are being checked only after a gesture at Send', () => {
    const guard = new GuardScript().recipients(noor);
    expect(bannerView(guard.state, 1)).toBeNull();
    expect(bannerView(guard.press().state, 1)).toEqual({ kind: 'checking' });
  });
});

describe('two compose windows', () => {
  it('are held and released each by itself', () => {
    const guard = new GuardScript().recipients(noor);
    guard.send({ type: 'recipients', window: 2, recipients: [mira] }).press();
    guard
      .send({ type: 'gesture-start', window: 2, control: 7 })
      .send({ type: 'gesture-end', completed: true });
    expect(holdView(guard.state)?.window).toBe(2);
    guard.recipients(recipient('noor', CLEAR));
    expect(guard.effects.filter(({ type }) => type === 'release')).toEqual([
      { type: 'release', window: 1, control: 1 },
    ]);
  });

  it('one that closes takes its hold with it', () => {
    const guard = new GuardScript().recipients(mira).press().send({ type: 'window-gone', window: 1 });
    expect(holdView(guard.state)).toBeNull();
    expect(guard.releases()).toBe(0);
  });
});

describe('what the organisation chose', () => {
  const askedAt = (level: GuardLevel, ...recipients: readonly CheckedRecipient[]) =>
    new GuardScript()
      .send({ type: 'protection', protection: 'on', level })
      .recipients(tom, ...recipients)
      .press();
  const give = (guard: GuardScript, answer: Answer) => {
    const shown = holdView(guard.state)?.listed.map(({ key }) => key) ?? [];
    return guard.send({ type: 'answer', window: 1, answer, shown });
  };

  it('to warn: asks, and lets go on without a reason', () => {
    const guard = give(askedAt('warn', mira), { choice: 'anyway' });
    expect(guard.releases()).toBe(1);
    expect(guard.log()).toEqual(['held all', 'sent-anyway all']);
  });

  it('to hold: not without a reason', () => {
    const guard = give(askedAt('hold', mira), { choice: 'anyway' });
    expect(guard.releases()).toBe(0);
    expect(give(guard, { choice: 'reason', reason: 'wrong-match' }).releases()).toBe(1);
  });

  it('to block: by no reason, only without them', () => {
    const guard = askedAt('block', mira);
    expect(holdView(guard.state)?.overrides.reasons).toEqual([]);
    for (const reason of ['legal-notice', 'contract-or-service', 'wrong-match'] as const) {
      expect(give(guard, { choice: 'reason', reason }).releases()).toBe(0);
    }
    give(guard, { choice: 'remove' }).recipients(tom);
    expect(guard.releases()).toBe(1);
  });

  it('to block: what isn’t marketing goes on to people who objected to marketing', () => {
    const guard = askedAt('block', priya);
    expect(holdView(guard.state)?.overrides).toMatchObject({ isServiceOneClick: true });
    expect(give(guard, { choice: 'reason', reason: 'person-wrote-first' }).releases()).toBe(0);
    expect(give(guard, { choice: 'reason', reason: 'contract-or-service' }).releases()).toBe(1);
  });

  it('says in the banner what Send meets', () => {
    const ahead = (level: GuardLevel, who: typeof mira) => {
      const view = bannerView(askedAt(level, who).state, 1);
      return view?.kind === 'listed' ? view.ahead : view?.kind;
    };
    expect([ahead('warn', mira), ahead('hold', mira), ahead('block', mira), ahead('block', priya)]).toEqual([
      'warn',
      'hold',
      'block',
      'hold',
    ]);
  });
});

describe('"contract, invoice or service"', () => {
  const served = recipient('priya', { state: 'listed', scope: 'marketing', match: 'exact', service: true });

  it('is remembered for those who objected to marketing, and for nobody else', () => {
    const guard = new GuardScript().recipients(mira, priya).press();
    const answer = { choice: 'reason', reason: 'contract-or-service' } as const;
    guard.send({ type: 'answer', window: 1, answer, shown: [mira.key, priya.key] });
    expect(guard.effects).toContainEqual({ type: 'remember-service', addresses: [priya.address] });
    const other = new GuardScript().recipients(priya).press();
    const legal = { choice: 'reason', reason: 'legal-notice' } as const;
    other.send({ type: 'answer', window: 1, answer: legal, shown: [priya.key] });
    expect(other.effects.map(({ type }) => type)).not.toContain('remember-service');
  });

  it('lets the next message pass, and the log hears of it once', () => {
    const guard = new GuardScript().recipients(tom, served);
    guard.send({ type: 'gesture-start', window: 1, control: 1 });
    expect(guard.state.gesture?.decision).toBe('pass');
    expect(bannerView(guard.state, 1)).toMatchObject({ kind: 'listed', ahead: 'pass' });
    guard.send({ type: 'gesture-end', completed: true });
    expect(guard.log()).toEqual(['sent-with-reason marketing contract-or-service']);
    guard.press().send({ type: 'gesture-start', window: 1, control: 1 });
    expect(guard.send({ type: 'gesture-end', completed: false }).log()).toHaveLength(2);
  });

  it('is no reason for somebody else on the message', () => {
    const guard = new GuardScript().recipients(served, mira).press();
    expect(holdView(guard.state)?.kind).toBe('listed');
  });
});

describe('a thread', () => {
  const context = { ...NO_CONTEXT, thread: 'thread-f:17' };
  const reply = (guard: GuardScript, window: number, thread = context.thread) =>
    guard.send({ type: 'recipients', window, recipients: [mira], context: { ...context, thread } });
  const answered = () => {
    const guard = reply(new GuardScript(), 1).press();
    const answer = { choice: 'reason', reason: 'person-wrote-first' } as const;
    return guard.send({ type: 'answer', window: 1, answer, shown: [mira.key] });
  };
  const decides = (guard: GuardScript, window: number) =>
    guard.send({ type: 'gesture-start', window, control: 1 }).state.gesture?.decision;

  it('is not asked twice for a reason, and each message stands in the log', () => {
    const guard = answered().send({ type: 'window-gone', window: 1 }).later(EXCUSED_FOR_MS);
    expect(decides(reply(guard, 2), 2)).toBe('pass');
    guard.send({ type: 'gesture-end', completed: true });
    expect(guard.log()).toEqual([
      'held all',
      'sent-with-reason all person-wrote-first',
      'sent-with-reason all person-wrote-first',
    ]);
  });

  it('says nothing of another thread, nor of somebody else in the same', () => {
    expect(decides(reply(answered(), 2, 'thread-f:18'), 2)).toBe('hold');
    const joined = answered().send({
      type: 'recipients',
      window: 2,
      recipients: [mira, recipient('jonas', LISTED)],
      context,
    });
    expect(decides(joined, 2)).toBe('hold');
  });

  it('is asked again once the organisation takes no such reason any more', () => {
    const guard = answered().send({ type: 'protection', protection: 'on', level: 'block' });
    expect(decides(reply(guard, 2), 2)).toBe('hold');
  });

  it('whose latest message is theirs has "they wrote first" at hand', () => {
    const from = (latestSender: string | null) => {
      const guard = new GuardScript();
      guard.send({
        type: 'recipients',
        window: 1,
        recipients: [mira],
        context: { ...context, latestSender },
      });
      return holdView(guard.press().state)?.wroteFirst;
    };
    expect([from('Mira@Example.org'), from('tom@example.org'), from(null)]).toEqual([true, false, false]);
  });
});

describe('a window that was sent', () => {
  const answer = { choice: 'reason', reason: 'legal-notice' } as const;
  const sent = () =>
    new GuardScript()
      .recipients(tom, mira)
      .press()
      .send({ type: 'answer', window: 1, answer, shown: [mira.key] });

  it('and is still there asks for another press, which passes for the same people', () => {
    const guard = sent().later(GONE_WITHIN_MS - 1);
    expect(bannerView(guard.state, 1)?.kind).toBe('listed');
    guard.later(1);
    expect(bannerView(guard.state, 1)).toEqual({ kind: 'again' });
    expect(guard.releases()).toBe(1);
    guard.later(EXCUSED_FOR_MS).send({ type: 'gesture-start', window: 1, control: 1 });
    expect(guard.state.gesture?.decision).toBe('pass');
    expect(bannerView(guard.state, 1)?.kind).toBe('listed');
  });

  it('and is still there with somebody else on it is held', () => {
    const guard = sent().later(GONE_WITHIN_MS).recipients(tom, mira, recipient('jonas', LISTED));
    guard.send({ type: 'gesture-start', window: 1, control: 1 });
    expect(guard.state.gesture?.decision).toBe('hold');
  });

  it('and has gone, or holds nothing written any more, asks for nothing', () => {
    const gone = sent().send({ type: 'window-gone', window: 1 }).later(GONE_WITHIN_MS);
    expect(bannerView(gone.state, 1)).toBeNull();
    const context = { ...NO_CONTEXT, isWritten: false };
    const empty = sent().send({ type: 'recipients', window: 1, recipients: [tom, mira], context });
    expect(bannerView(empty.later(GONE_WITHIN_MS).state, 1)?.kind).toBe('listed');
  });

  it('where nobody can be taken out is not offered to', () => {
    const context = { ...NO_CONTEXT, canRemove: false };
    const guard = new GuardScript();
    guard.send({ type: 'recipients', window: 1, recipients: [tom, mira], context }).press();
    expect(holdView(guard.state)?.canRemove).toBe(false);
    guard.send({ type: 'answer', window: 1, answer: { choice: 'remove' }, shown: [mira.key] });
    expect(guard.phase()).toBe('asking');
  });
});
