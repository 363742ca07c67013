import {
  type CheckedRecipient,
  type GuardState,
  type ListedRecipient,
  listedIn,
  pendingIn,
  type WindowId,
} from './guard-machine.ts';

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
  /** It is a link to a mail program that is held: there is no message yet. */
  readonly isLink: boolean;
}

/** What a compose window's banner says; null where it says nothing. */
export type BannerView =
  | { readonly kind: 'listed'; readonly listed: readonly ListedRecipient[] }
  | { readonly kind: 'checking' }
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
      isLink: hold.isLink,
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
  const listed = listedIn(state, window);
  if (listed.length > 0) return { kind: 'listed', listed };
  if (state.holds.get(window)?.phase === 'waiting') return { kind: 'checking' };
  const recipients = (state.recipients.get(window) ?? []).filter(isUnreadable);
  return recipients.length > 0 ? { kind: 'unknown', recipients } : null;
}

/** `not-protecting` has its own banner, which names nobody; half an address is not worth a word. */
function isUnreadable({ typed, verdict }: CheckedRecipient): boolean {
  return !typed && verdict.state === 'unknown' && verdict.reason !== 'not-protecting';
}

function kindOf(all: number, listed: number, pending: number): HoldView['kind'] {
  if (all === 0) return 'nobody-left';
  if (listed > 0) return 'listed';
  return pending > 0 ? 'unanswered' : 'clear';
}
