import { describe, expect, it } from 'vitest';
import { ANSWER_WITHIN_MS, EXCUSED_FOR_MS, REMOVED_WITHIN_MS } from '../../../utils/guard/guard-machine.ts';
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
      .send({ type: 'gesture-start', window: 1, control: 1, isLink: true })
      .send({ type: 'gesture-end', completed: true });

  it('is followed at once where nobody is listed', () => {
    const guard = new GuardScript().recipients(tom);
    guard.send({ type: 'gesture-start', window: 1, control: 1, isLink: true });
    expect(guard.state.gesture?.decision).toBe('pass');
  });

  it('asks about a listed person, of whom nobody can be taken out', () => {
    const guard = press(new GuardScript().recipients(mira));
    expect(holdView(guard.state)).toMatchObject({ kind: 'listed', isLink: true });
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
