import {
  type CheckedRecipient,
  contextOf,
  type GuardState,
  type HeldAct,
  knownReason,
  type ListedRecipient,
  listedIn,
  pendingIn,
  type WindowId,
} from './guard-machine.ts';
import { type Overrides, overridesOf } from './override-rules.ts';

/** What the dialog asks; null when nothing is asked. */
export interface HoldView {
  readonly window: WindowId;
  /**
   * `listed`: remove, give a reason or don't send. `unanswered`: the lookup didn't answer in time. `clear`: what
   * was asked about has gone. `nobody-left`: there is no recipient. `control-gone`: the release found no control.
   */
  readonly kind: 'listed' | 'unanswered' | 'clear' | 'nobody-left' | 'control-gone';
  readonly listed: readonly ListedRecipient[];
  readonly pending: readonly CheckedRecipient[];
  /** Everyone on the message is listed. */
  readonly nobodyElse: boolean;
  readonly cannotRemove: boolean;
  /** What is held: a message, or a control that reaches somebody by itself. */
  readonly act: HeldAct;
  /** The listed can be taken out and the message sent to the others. */
  readonly canRemove: boolean;
  readonly overrides: Overrides;
  /** All that is listed is who wrote the latest message of the thread. */
  readonly wroteFirst: boolean;
}

/** What a compose window's banner says; null where it says nothing. */
export type BannerView =
  /** `ahead`: what Send meets; `pass` where a reason was given that still holds. */
  | {
      readonly kind: 'listed';
      readonly listed: readonly ListedRecipient[];
      readonly ahead: 'warn' | 'hold' | 'block' | 'pass';
    }
  /** A page about somebody listed. */
  | { readonly kind: 'record'; readonly name: string; readonly verdict: ListedRecipient['verdict'] }
  | { readonly kind: 'copied'; readonly addresses: readonly string[] }
  /** Nobody has confirmed the list since then (ms since the epoch). */
  | { readonly kind: 'stale'; readonly since: number }
  | { readonly kind: 'checking' }
  /** It was sent, and the window should have gone by now. */
  | { readonly kind: 'again' }
  | { readonly kind: 'unknown'; readonly recipients: readonly CheckedRecipient[] }
  | { readonly kind: 'not-checking'; readonly why: 'not-enrolled' | 'problem' | 'reload' };

/** The oldest hold that waits for the rep's answer. */
export function holdView(state: GuardState): HoldView | null {
  for (const [window, hold] of state.holds) {
    if (hold.phase !== 'asking') continue;
    const all = state.recipients.get(window) ?? [];
    const listed = listedIn(state, window);
    const pending = pendingIn(state, window);
    return {
      window,
      kind:
        hold.trouble === 'control-gone' ? 'control-gone' : kindOf(all.length, listed.length, pending.length),
      listed,
      pending,
      nobodyElse: listed.length === all.length,
      act: hold.act,
      canRemove: hold.act === 'send' && contextOf(state, window).canRemove,
      overrides: overridesOf(state.level, listed),
      wroteFirst: wroteFirst(listed, contextOf(state, window).latestSender),
      cannotRemove: hold.trouble === 'cannot-remove' && listed.length > 0,
    };
  }
  return null;
}

/**
 * Whom a banner names. A `checking` banner shows only after a gesture at Send: before it, nothing that the page
 * could notice may depend on a verdict's being awaited.
 */
export function bannerView(state: GuardState, window: WindowId): BannerView | null {
  if (state.released.get(window)?.again) return { kind: 'again' };
  const listed = listedIn(state, window);
  if (listed.length > 0) return { kind: 'listed', listed, ahead: aheadOf(state, window, listed) };
  if (state.holds.get(window)?.phase === 'waiting') return { kind: 'checking' };
  const recipients = (state.recipients.get(window) ?? []).filter(isUnreadable);
  return recipients.length > 0 ? { kind: 'unknown', recipients } : null;
}

/** `not-protecting` has its own banner, which names nobody; half an address is not worth a word. */
function isUnreadable({ typed, verdict }: CheckedRecipient): boolean {
  return !typed && verdict.state === 'unknown' && verdict.reason !== 'not-protecting';
}

function aheadOf(state: GuardState, window: WindowId, listed: readonly ListedRecipient[]) {
  if (listed.every(recipient => knownReason(state, window, recipient) !== undefined)) return 'pass';
  return overridesOf(state.level, listed).reasons.length === 0
    ? 'block'
    : state.level === 'warn'
      ? 'warn'
      : 'hold';
}

function wroteFirst(listed: readonly ListedRecipient[], sender: string | null): boolean {
  const wanted = sender?.toLowerCase();
  return listed.length > 0 && listed.every(({ address }) => address?.toLowerCase() === wanted);
}

function kindOf(all: number, listed: number, pending: number): HoldView['kind'] {
  if (all === 0) return 'nobody-left';
  if (listed > 0) return 'listed';
  return pending > 0 ? 'unanswered' : 'clear';
}
