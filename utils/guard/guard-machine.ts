import type { GuardLevel } from '../blocklist/head.ts';
import type { LogEntry, OverrideReason } from '../lookup/log.ts';
import type { Scope, Verdict } from '../lookup/verdict.ts';
import type { Act, Field } from '../sites/site.ts';
import { overridesOf } from './override-rules.ts';

/** How long a send waits for the lookup before the rep is asked. */
export const ANSWER_WITHIN_MS = 2_000;

/** How long the page may take to take recipients out before the rep hears that it can't be done. */
export const REMOVED_WITHIN_MS = 1_000;

/**
 * How long a reason holds for the same window and the same people: scheduling takes several steps (menu, date,
 * confirm), and a send menu may close before the release reaches it.
 */
export const EXCUSED_FOR_MS = 60_000;

/** How long a page may take to close a window that was sent, before the rep hears that it may want another press. */
export const GONE_WITHIN_MS = 2_000;

/** A compose window, and a send control, by the number that the shell gave it. */
export type WindowId = number;
export type ControlId = number;

/** A recipient with what the lookup says of it now. `key` is equal for equal text and field. */
export interface CheckedRecipient {
  readonly key: string;
  readonly address: string | null;
  readonly label: string;
  readonly field: Field;
  /** Perhaps still being typed, and so no address yet. */
  readonly typed: boolean;
  readonly verdict: Verdict;
}

export interface ListedRecipient extends CheckedRecipient {
  readonly verdict: Extract<Verdict, { state: 'listed' }>;
}

/** What a gesture does: sends the window's message, or reaches somebody by a control of its own. */
export type HeldAct = 'send' | Act;

/** What else is known of a compose window. */
export interface WindowContext {
  /** Tells the thread that is answered from others of the same site; null for none, or if it isn't known. */
  readonly thread: string | null;
  /** Who wrote the thread's latest message, as raw text; null if it isn't known. */
  readonly latestSender: string | null;
  /** False once the message has gone although its window stays. */
  readonly isWritten: boolean;
  /** False where nobody can be taken out of the window. */
  readonly canRemove: boolean;
}

export const NO_CONTEXT: WindowContext = {
  thread: null,
  latestSender: null,
  isWritten: true,
  canRemove: true,
};

/** Everything that the guard knows. At most one hold a window; a hold ends in one release or in none. */
export interface GuardState {
  /** `off`: there is no list to check against, so nothing is held. */
  readonly protection: 'on' | 'off';
  readonly level: GuardLevel;
  readonly recipients: ReadonlyMap<WindowId, readonly CheckedRecipient[]>;
  readonly contexts: ReadonlyMap<WindowId, WindowContext>;
  /** The gesture under way. Decided at its first event, it keeps its decision to its last. */
  readonly gesture: Gesture | null;
  readonly holds: ReadonlyMap<WindowId, Hold>;
  readonly excuses: ReadonlyMap<WindowId, Excuse>;
  /** By thread and address: why one was written to there. It isn't asked twice. */
  readonly threads: ReadonlyMap<string, ReadonlyMap<string, OverrideReason | null>>;
  /** Windows that were released, and when; `again` once they should have gone and haven't. */
  readonly released: ReadonlyMap<WindowId, { readonly at: number; readonly again: boolean }>;
}

export type Decision = 'hold' | 'pass';

interface Gesture {
  readonly window: WindowId;
  readonly decision: Decision;
  /** What the log hears once it is over, where listed people are written to by a reason given earlier. */
  readonly log: readonly GuardEffect[];
}

/**
 * A send that was held. `gesture`: the keys or buttons are still down; `waiting`: for the lookup, until the
 * deadline; `asking`: the dialog is up; `removing`: the page is taking recipients out, until the deadline.
 */
export interface Hold {
  readonly control: ControlId;
  readonly act: HeldAct;
  readonly phase: 'gesture' | 'waiting' | 'asking' | 'removing';
  readonly deadline: number;
  readonly trouble: 'cannot-remove' | 'control-gone' | null;
  /** Widest scope among those found listed so far, for the log; null while nobody was. */
  readonly scope: Scope | null;
  /** Keys of those whom the page was asked to take out: nothing is sent while one of them is still there. */
  readonly removing: readonly string[];
}

interface Excuse {
  readonly listed: ReadonlySet<string>;
  readonly pending: ReadonlySet<string>;
  readonly until: number;
}

export type Answer =
  | { readonly choice: 'cancel' | 'remove' | 'send' }
  /** Although somebody is listed, without a reason. */
  | { readonly choice: 'anyway' }
  | { readonly choice: 'reason'; readonly reason: OverrideReason };

export type GuardEvent =
  | { readonly type: 'protection'; readonly protection: 'on' | 'off'; readonly level?: GuardLevel }
  | {
      readonly type: 'recipients';
      readonly window: WindowId;
      readonly recipients: readonly CheckedRecipient[];
      readonly context?: WindowContext;
    }
  | { readonly type: 'window-gone'; readonly window: WindowId }
  | {
      readonly type: 'gesture-start';
      readonly window: WindowId;
      readonly control: ControlId;
      /** `send` if it isn't said. */
      readonly act?: HeldAct;
    }
  /** `completed`: it would have sent; else it was taken back (dragged off, cancelled). */
  | { readonly type: 'gesture-end'; readonly completed: boolean }
  | { readonly type: 'time' }
  /** `shown`: keys of the recipients that the dialog named; an answer holds for no one else. */
  | {
      readonly type: 'answer';
      readonly window: WindowId;
      readonly answer: Answer;
      readonly shown: readonly string[];
    }
  /** The control of the last release was gone or hidden, so nothing was sent. */
  | {
      readonly type: 'release-failed';
      readonly window: WindowId;
      readonly control: ControlId;
      readonly act?: HeldAct;
    };

export type GuardEffect =
  | { readonly type: 'release'; readonly window: WindowId; readonly control: ControlId }
  | { readonly type: 'remove'; readonly window: WindowId; readonly keys: readonly string[] }
  | { readonly type: 'log'; readonly entry: Omit<LogEntry, 'time' | 'site'> }
  /** These may be written to about a contract, an invoice or a service: to be remembered by the lookup. */
  | { readonly type: 'remember-service'; readonly addresses: readonly string[] }
  /** Send a `time` event then. */
  | { readonly type: 'wake'; readonly at: number };

export interface Step {
  readonly state: GuardState;
  readonly effects: readonly GuardEffect[];
}

export const initialGuard: GuardState = {
  protection: 'on',
  level: 'hold',
  recipients: new Map(),
  contexts: new Map(),
  gesture: null,
  holds: new Map(),
  excuses: new Map(),
  threads: new Map(),
  released: new Map(),
};

/** The guard after an event at `now` (milliseconds), and what the shell is to do, in this order. */
export function stepGuard(state: GuardState, event: GuardEvent, now: number): Step {
  switch (event.type) {
    case 'protection':
      return settleAll({ ...state, protection: event.protection, level: event.level ?? state.level }, now);
    case 'recipients':
      return settle(
        withRecipients(state, event.window, event.recipients, event.context ?? NO_CONTEXT),
        event.window,
        now,
      );
    case 'window-gone':
      return still(withoutWindow(state, event.window));
    case 'gesture-start':
      return startGesture(state, event.window, newHold(event.control, event.act), now);
    case 'gesture-end':
      return endGesture(state, event.completed, now);
    case 'time':
      return settleAll(withLateReleases(state, now), now);
    case 'answer':
      return answer(state, event.window, event.answer, new Set(event.shown), now);
    case 'release-failed':
      return still(
        withHold(withoutRelease(state, event.window), event.window, {
          ...newHold(event.control, event.act),
          phase: 'asking',
          trouble: 'control-gone',
        }),
      );
  }
}

/** Those of a window whom the list holds. */
export function listedIn(state: GuardState, window: WindowId): readonly ListedRecipient[] {
  return (state.recipients.get(window) ?? []).filter(isListed);
}

/** What else is known of a window. */
export function contextOf(state: GuardState, window: WindowId): WindowContext {
  return state.contexts.get(window) ?? NO_CONTEXT;
}

/** Those of a window whose verdict hasn't come yet. */
export function pendingIn(state: GuardState, window: WindowId): readonly CheckedRecipient[] {
  return (state.recipients.get(window) ?? []).filter(({ verdict }) => verdict.state === 'pending');
}

function startGesture(state: GuardState, window: WindowId, hold: Hold, now: number): Step {
  const under = state.holds.get(window);
  const held = under !== undefined || blocks(state, window, now);
  const decided: GuardState = {
    ...withoutRelease(state, window),
    gesture: held
      ? { window, decision: 'hold', log: [] }
      : { window, decision: 'pass', log: logOfKnownReason(state, window, now) },
  };
  const takesOver = held && (under === undefined || under.phase === 'gesture');
  return still(takesOver ? withHold(decided, window, hold) : decided);
}

function endGesture(state: GuardState, completed: boolean, now: number): Step {
  const { gesture } = state;
  const ended: GuardState = { ...state, gesture: null };
  const hold = gesture && state.holds.get(gesture.window);
  if (gesture?.decision === 'pass' && completed) {
    return { state: ended, effects: gesture.log };
  }
  if (!gesture || hold?.phase !== 'gesture') return still(ended);
  if (!completed) return still(withHold(ended, gesture.window, null));
  return wait(ended, gesture.window, hold, now);
}

function answer(
  state: GuardState,
  window: WindowId,
  given: Answer,
  shown: ReadonlySet<string>,
  now: number,
): Step {
  const hold = state.holds.get(window);
  if (hold?.phase !== 'asking') return still(state);
  if (given.choice === 'cancel') return drop(state, window, hold);
  if (hold.trouble === 'control-gone') return still(state);
  const listed = listedIn(state, window);
  const pending = pendingIn(state, window);
  // Someone whom the dialog didn't name when it was answered: it asks again.
  if (![...listed, ...pending].every(({ key }) => shown.has(key))) return still(state);
  switch (given.choice) {
    case 'remove':
      return listed.length > 0 && hold.act === 'send' && contextOf(state, window).canRemove
        ? remove(state, window, hold, listed, now)
        : still(state);
    case 'reason':
      return listed.length > 0 && overridesOf(state.level, listed).reasons.includes(given.reason)
        ? sendWithReason(state, window, hold, given.reason, now)
        : still(state);
    case 'anyway':
      return listed.length > 0 && overridesOf(state.level, listed).isFree
        ? sendWithReason(state, window, hold, null, now)
        : still(state);
    case 'send':
      if (listed.length > 0 || nobodyLeft(state, window)) return still(state);
      return sendUnchecked(state, window, hold, pending, now);
  }
}

function sendWithReason(
  state: GuardState,
  window: WindowId,
  hold: Hold,
  reason: OverrideReason | null,
  now: number,
): Step {
  const marketing = listedIn(state, window).filter(({ verdict }) => verdict.scope === 'marketing');
  const addresses = marketing.flatMap(({ address }) => (address === null ? [] : [address]));
  const excused = withReasonInThread(withExcuse(state, window, now), window, reason);
  const released = release(excused, window, { ...hold, removing: [] }, now);
  const remember: GuardEffect[] =
    reason === 'contract-or-service' && addresses.length > 0 ? [{ type: 'remember-service', addresses }] : [];
  const log = reason === null ? logOf(hold, 'sent-anyway') : logOf(hold, 'sent-with-reason', reason);
  return { ...released, effects: [...released.effects, ...remember, ...log] };
}

/** The lookup didn't answer for some, and the rep doesn't want to wait. */
function sendUnchecked(
  state: GuardState,
  window: WindowId,
  hold: Hold,
  pending: readonly CheckedRecipient[],
  now: number,
): Step {
  const released = release(withExcuse(state, window, now), window, hold, now);
  const log: GuardEffect[] =
    pending.length === 0 ? [] : [{ type: 'log', entry: { action: 'sent-unchecked', scope: hold.scope } }];
  return { ...released, effects: [...released.effects, ...log] };
}

function remove(
  state: GuardState,
  window: WindowId,
  hold: Hold,
  listed: readonly ListedRecipient[],
  now: number,
): Step {
  const deadline = now + REMOVED_WITHIN_MS;
  const removing = listed.map(({ key }) => key);
  return {
    state: withHold(state, window, { ...hold, phase: 'removing', deadline, trouble: null, removing }),
    effects: [
      { type: 'remove', window, keys: removing },
      { type: 'wake', at: deadline },
    ],
  };
}

/** Waits for those who are still pending, if any; else releases. */
function wait(state: GuardState, window: WindowId, hold: Hold, now: number): Step {
  const deadline = now + ANSWER_WITHIN_MS;
  const { state: next, effects } = settle(
    withHold(state, window, { ...hold, phase: 'waiting', deadline }),
    window,
    now,
  );
  return { state: next, effects: [...effects, { type: 'wake', at: deadline }] };
}

/** Takes a hold as far as recipients, verdicts and deadline now allow. */
function settle(state: GuardState, window: WindowId, now: number): Step {
  const hold = state.holds.get(window);
  switch (hold?.phase) {
    case 'waiting':
      return settleWaiting(state, window, hold, now);
    case 'removing':
      return settleRemoving(state, window, hold, now);
    case 'asking':
      return hold.trouble === 'control-gone' ? still(state) : ask(state, window, hold);
    default:
      return still(state);
  }
}

function settleWaiting(state: GuardState, window: WindowId, hold: Hold, now: number): Step {
  if (state.protection === 'off') return release(state, window, hold, now);
  const { listed, pending } = unexcused(state, window, now);
  if (listed.length > 0 || nobodyLeft(state, window)) return ask(state, window, hold);
  if (pending.length === 0) {
    const released = release(state, window, hold, now);
    return { ...released, effects: [...released.effects, ...logOfKnownReason(state, window, now)] };
  }
  return now < hold.deadline ? still(state) : ask(state, window, hold);
}

function settleRemoving(state: GuardState, window: WindowId, hold: Hold, now: number): Step {
  const there = new Set((state.recipients.get(window) ?? []).map(({ key }) => key));
  if (!hold.removing.some(key => there.has(key))) return wait(state, window, hold, now);
  if (now < hold.deadline) return still(state);
  return ask(state, window, { ...hold, trouble: 'cannot-remove', removing: [] });
}

/** Puts the question to the rep; the first time that it is about someone listed, the log hears of it. */
function ask(state: GuardState, window: WindowId, hold: Hold): Step {
  const scope = widest(listedIn(state, window));
  const asking = withHold(state, window, {
    ...hold,
    phase: 'asking',
    scope: hold.scope === 'all' ? 'all' : (scope ?? hold.scope),
  });
  const first = scope !== null && hold.scope === null;
  return { state: asking, effects: first ? [{ type: 'log', entry: { action: 'held', scope } }] : [] };
}

function release(state: GuardState, window: WindowId, hold: Hold, now: number): Step {
  const removed = hold.removing.length > 0 ? logOf(hold, 'removed-and-sent') : [];
  const effects: GuardEffect[] = [{ type: 'release', window, control: hold.control }, ...removed];
  const done = withHold(state, window, null);
  if (hold.act !== 'send') return { state: done, effects };
  const released = new Map(state.released).set(window, { at: now, again: false });
  return {
    state: { ...done, released },
    effects: [...effects, { type: 'wake', at: now + GONE_WITHIN_MS }],
  };
}

/**
 * Windows that were to go and are still there: perhaps the page didn't take the press. It isn't pressed again, since that might
 * send twice; the rep may, and isn't asked again.
 */
function withLateReleases(state: GuardState, now: number): GuardState {
  const released = new Map(state.released);
  for (const [window, { at, again }] of state.released) {
    if (!again && now >= at + GONE_WITHIN_MS) released.set(window, { at, again: true });
  }
  return { ...state, released };
}

function withoutRelease(state: GuardState, window: WindowId): GuardState {
  if (!state.released.has(window)) return state;
  const released = new Map(state.released);
  released.delete(window);
  return { ...state, released };
}

function drop(state: GuardState, window: WindowId, hold: Hold): Step {
  return { state: withHold(state, window, null), effects: logOf(hold, 'not-sent') };
}

function logOf(hold: Hold, action: LogEntry['action'], reason?: OverrideReason): GuardEffect[] {
  if (hold.scope === null) return [];
  return [{ type: 'log', entry: { action, scope: hold.scope, ...(reason && { reason }) } }];
}

function settleAll(state: GuardState, now: number): Step {
  let step = still(state);
  for (const window of state.holds.keys()) {
    const next = settle(step.state, window, now);
    step = { state: next.state, effects: [...step.effects, ...next.effects] };
  }
  return step;
}

function blocks(state: GuardState, window: WindowId, now: number): boolean {
  if (state.protection === 'off') return false;
  const { listed, pending } = unexcused(state, window, now);
  return listed.length > 0 || pending.length > 0;
}

/** The listed and the pending for whom no reason was given, or none that still holds. */
function unexcused(state: GuardState, window: WindowId, now: number) {
  const excuse = excuseOf(state, window, now);
  return {
    listed: listedIn(state, window).filter(
      recipient => !excuse?.listed.has(recipient.key) && knownReason(state, window, recipient) === undefined,
    ),
    pending: pendingIn(state, window).filter(({ key }) => !excuse?.pending.has(key)),
  };
}

/**
 * Why this one was written to before, where it needn't be asked again: in the same thread, or about contract, invoice or service
 * within 30 days. `null` where the organisation wanted no reason; undefined where there is none that it would still take.
 */
export function knownReason(
  state: GuardState,
  window: WindowId,
  recipient: ListedRecipient,
): OverrideReason | null | undefined {
  if (recipient.verdict.service) return 'contract-or-service';
  const { thread } = contextOf(state, window);
  const given = thread === null ? undefined : state.threads.get(thread)?.get(threadKey(recipient));
  const { reasons, isFree } = overridesOf(state.level, [recipient]);
  const stillGood = given === null ? isFree : given !== undefined && reasons.includes(given);
  return stillGood ? given : undefined;
}

/** What is sent to listed people by a reason given earlier stands in the log as well: each message, once. */
function logOfKnownReason(state: GuardState, window: WindowId, now: number): GuardEffect[] {
  if (state.protection === 'off') return [];
  const excuse = excuseOf(state, window, now);
  const listed = listedIn(state, window).filter(({ key }) => !excuse?.listed.has(key));
  const scope = widest(listed);
  if (scope === null) return [];
  const reason = listed.map(recipient => knownReason(state, window, recipient)).find(one => one);
  return [
    {
      type: 'log',
      entry: reason ? { action: 'sent-with-reason', scope, reason } : { action: 'sent-anyway', scope },
    },
  ];
}

function excuseOf(state: GuardState, window: WindowId, now: number): Excuse | undefined {
  const excuse = state.excuses.get(window);
  const isStill = state.released.get(window)?.again === true;
  return excuse && (isStill || now < excuse.until) ? excuse : undefined;
}

/** Whom a reason is for, in whichever field they stand. */
function threadKey({ address, label }: CheckedRecipient): string {
  return (address ?? label).toLowerCase();
}

function withReasonInThread(state: GuardState, window: WindowId, reason: OverrideReason | null): GuardState {
  const { thread } = contextOf(state, window);
  if (thread === null) return state;
  const reasons = new Map(state.threads.get(thread));
  for (const recipient of listedIn(state, window)) reasons.set(threadKey(recipient), reason);
  return { ...state, threads: new Map(state.threads).set(thread, reasons) };
}

function nobodyLeft(state: GuardState, window: WindowId): boolean {
  return (state.recipients.get(window) ?? []).length === 0;
}

function isListed(recipient: CheckedRecipient): recipient is ListedRecipient {
  return recipient.verdict.state === 'listed';
}

function widest(listed: readonly ListedRecipient[]): Scope | null {
  if (listed.length === 0) return null;
  return listed.some(({ verdict }) => verdict.scope === 'all') ? 'all' : 'marketing';
}

function newHold(control: ControlId, act: HeldAct = 'send'): Hold {
  return { control, act, phase: 'gesture', deadline: 0, trouble: null, scope: null, removing: [] };
}

function withHold(state: GuardState, window: WindowId, hold: Hold | null): GuardState {
  const holds = new Map(state.holds);
  if (hold) holds.set(window, hold);
  else holds.delete(window);
  return { ...state, holds };
}

function withRecipients(
  state: GuardState,
  window: WindowId,
  recipients: readonly CheckedRecipient[],
  context: WindowContext,
): GuardState {
  return {
    ...(context.isWritten ? state : withoutRelease(state, window)),
    recipients: new Map(state.recipients).set(window, recipients),
    contexts: new Map(state.contexts).set(window, context),
  };
}

/** Everyone whom the dialog named, as they now stand: someone pending isn't excused once they are found listed. */
function withExcuse(state: GuardState, window: WindowId, now: number): GuardState {
  const excuse: Excuse = {
    listed: new Set(listedIn(state, window).map(({ key }) => key)),
    pending: new Set(pendingIn(state, window).map(({ key }) => key)),
    until: now + EXCUSED_FOR_MS,
  };
  return { ...state, excuses: new Map(state.excuses).set(window, excuse) };
}

function withoutWindow(state: GuardState, window: WindowId): GuardState {
  const recipients = new Map(state.recipients);
  const contexts = new Map(state.contexts);
  const excuses = new Map(state.excuses);
  for (const known of [recipients, contexts, excuses]) known.delete(window);
  return withHold({ ...withoutRelease(state, window), recipients, contexts, excuses }, window, null);
}

function still(state: GuardState): Step {
  return { state, effects: [] };
}
