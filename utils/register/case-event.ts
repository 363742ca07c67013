import type { Channel, Evidence } from './evidence.ts';

/** What somebody asks for. */
export const REQUESTS = ['objection', 'erasure', 'access', 'lifting', 'other'] as const;
export type Request = (typeof REQUESTS)[number];

/** How it was made sure that who asks is who they say (GDPR Art. 12(6)). */
export const IDENTITY_CHECKS = ['known-contact', 'account', 'reply', 'document', 'not-needed'] as const;
export type IdentityCheck = (typeof IDENTITY_CHECKS)[number];

/** What became of the offer of a hard block. */
export const OUTCOMES = ['accepted', 'declined', 'no-answer'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** By what somebody was contacted although they had asked not to be. */
export const CONTACTS = ['mail', 'call', 'message', 'post', 'visit'] as const;
export type Contact = (typeof CONTACTS)[number];

/** What an appeal ("I think this is wrong") ended in. */
export const DECISIONS = ['kept', 'changed', 'lifted'] as const;
export type Decision = (typeof DECISIONS)[number];

interface Happened {
  /** When it happened, in milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The steps of a case, from receipt to outcome (GDPR Art. 12, 17, 19, 21). None has room for a name or for words about
 * the person: what is chosen is one of a few, and what is named is a system, a recipient or a sender of the
 * organisation's own list.
 */
export type CaseEvent = Happened &
  (
    | {
        readonly kind: 'received';
        readonly request: Request;
        readonly channel: Channel;
        /** By when it has to be answered: one month, Art. 12(3). */
        readonly dueAt: number;
        readonly evidence: Evidence | null;
      }
    /** By two further months, which the person was told of within the first. */
    | { readonly kind: 'extended'; readonly dueAt: number }
    | { readonly kind: 'identity'; readonly how: IdentityCheck }
    /** Everything about them is gone from this system. */
    | { readonly kind: 'erased'; readonly system: string }
    /** To whom their data had been disclosed was told of the erasure (Art. 19). */
    | { readonly kind: 'recipient-told'; readonly recipient: string }
    | { readonly kind: 'letter'; readonly wording: string; readonly channel: Channel }
    | { readonly kind: 'outcome'; readonly outcome: Outcome; readonly evidence: Evidence | null }
    /** Somebody else who sends for the organisation has entered them in an opt-out list of their own. */
    | { readonly kind: 'sender-told'; readonly sender: string }
    | {
        readonly kind: 'incident';
        readonly contact: Contact;
        /** Whether the list that reps had then held the block; null where that can't be told. */
        readonly wasPublished: boolean | null;
      }
    | { readonly kind: 'appeal'; readonly decision: Decision }
    | { readonly kind: 'closed' }
    | { readonly kind: 'reopened' }
  );

export type CaseEventKind = CaseEvent['kind'];
