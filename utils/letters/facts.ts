import type { Scope } from '../lookup/verdict.ts';
import { BASES, type Basis, SCOPES } from '../register/basis.ts';

/** How a fact is written into a letter. `choice` is written by no letter: it selects the text. */
export type FactKind = 'text' | 'date' | 'list' | 'choice';

/** Facts that select between texts, with their values. */
export const CHOICES = {
  scope: SCOPES,
  basis: BASES,
  /** Whether the contact details themselves are kept, sealed to the auditors. */
  addressKept: ['not', 'sealed'],
  /** What came of the offer of a block. */
  offerAnswer: ['declined', 'none', 'not-offered'],
  /** What is left of a block that was lifted. */
  liftedEntry: ['erased', 'marked'],
  /** How a block was passed by. */
  cause: ['other-details', 'other-channel', 'overridden', 'not-current', 'unknown'],
  appeal: ['lifted', 'kept-requested', 'kept-unverified', 'kept-company'],
  identityStage: ['hold', 'rejection'],
  identityProof: ['reply', 'detail'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ChoiceName = keyof typeof CHOICES;
export type ChoiceValue<Name extends ChoiceName> = (typeof CHOICES)[Name][number];

/**
 * What a letter may say of a case. Nothing of it is stored: it is put into the text, which the officer sends.
 * Text is taken as one line, whatever line breaks it holds.
 */
export interface Facts {
  readonly organisation?: string;
  /** How a person reaches the privacy officer. */
  readonly contact?: string;
  /** The case's. */
  readonly reference?: string;
  /** The block's own case, where another one is answered. */
  readonly blockReference?: string;
  /** For the salutation; without it nobody is called by a name. */
  readonly recipientName?: string;
  readonly identifiersNamed?: readonly string[];
  /** The supervisory authority's name. */
  readonly authority?: string;
  readonly privacyNoticeUrl?: string;
  /** Who stores the published, sealed list. */
  readonly host?: string;
  /** What protects the list where its host is outside the European Economic Area. */
  readonly transferSafeguards?: string;
  /** Data that outlive an erasure since a law demands it. */
  readonly keptByLaw?: string;
  /** What was done after an incident. */
  readonly measure?: string;
  /** SHA-256 of the person's message, in hex, as the register holds it. */
  readonly evidenceSha256?: string;
  /** Version of the letter that was answered, such as `offer-1-nl`. */
  readonly wordingVersion?: string;
  /** Dates are milliseconds since the epoch. This one: when the message arrived that is being answered. */
  readonly receivedOn?: number;
  readonly answerBy?: number;
  readonly askedOn?: number;
  readonly recordedOn?: number;
  readonly reviewOn?: number;
  readonly erasedOn?: number;
  readonly liftedOn?: number;
  /** When a person was contacted in spite of a block. */
  readonly contactedOn?: number;
  readonly decidedOn?: number;
  readonly scope?: Scope;
  readonly basis?: Basis;
  readonly addressKept?: ChoiceValue<'addressKept'>;
  readonly offerAnswer?: ChoiceValue<'offerAnswer'>;
  readonly liftedEntry?: ChoiceValue<'liftedEntry'>;
  readonly cause?: ChoiceValue<'cause'>;
  readonly appeal?: ChoiceValue<'appeal'>;
  readonly identityStage?: ChoiceValue<'identityStage'>;
  readonly identityProof?: ChoiceValue<'identityProof'>;
}

export type FactName = keyof Facts;

/** How each fact is written. */
export const FACT_KINDS = {
  organisation: 'text',
  contact: 'text',
  reference: 'text',
  blockReference: 'text',
  recipientName: 'text',
  identifiersNamed: 'list',
  authority: 'text',
  privacyNoticeUrl: 'text',
  host: 'text',
  transferSafeguards: 'text',
  keptByLaw: 'text',
  measure: 'text',
  evidenceSha256: 'text',
  wordingVersion: 'text',
  receivedOn: 'date',
  answerBy: 'date',
  askedOn: 'date',
  recordedOn: 'date',
  reviewOn: 'date',
  erasedOn: 'date',
  liftedOn: 'date',
  contactedOn: 'date',
  decidedOn: 'date',
  scope: 'choice',
  basis: 'choice',
  addressKept: 'choice',
  offerAnswer: 'choice',
  liftedEntry: 'choice',
  cause: 'choice',
  appeal: 'choice',
  identityStage: 'choice',
  identityProof: 'choice',
} as const satisfies Readonly<Record<FactName, FactKind>>;

export function isFactName(text: string): text is FactName {
  return Object.hasOwn(FACT_KINDS, text);
}
