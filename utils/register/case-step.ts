import {
  type CaseEvent,
  type CaseEventKind,
  CONTACTS,
  DECISIONS,
  IDENTITY_CHECKS,
  OUTCOMES,
  REQUESTS,
} from './case-event.ts';
import { ANSWER_MONTHS, EXTENSION_MONTHS, monthsAfter } from './due-date.ts';
import type { Channel, Evidence } from './evidence.ts';
import { isOneOf } from './json-value.ts';

/** Steps that a message shows. */
export const STEPS_WITH_EVIDENCE: readonly CaseEventKind[] = ['received', 'outcome'];

/** The longest name of a system, a recipient or a sender, in UTF-16 units. */
export const MAX_NAME_LENGTH = 80;

/** A step of a case as somebody enters it. */
export interface StepEntry {
  readonly kind: CaseEventKind;
  /** One of the step's choices, or a name; empty for steps that take none. */
  readonly value: string;
  /** When it happened, in milliseconds since the epoch. */
  readonly at: number;
  readonly channel: Channel;
  readonly evidence: Evidence | null;
}

/** What steps follow from that stands in the register; asked for by those alone. */
export interface KnownBefore {
  /** When the case was received; null where that isn't recorded. */
  receivedAt(): Promise<number | null>;
  /** Whether the list that reps had on the day of that time held the block; null where it can't be told. */
  wasPublished(at: number): Promise<boolean | null>;
}

/**
 * - `not-a-choice`: none of the step's values;
 * - `no-name`: none, or one that is too long;
 * - `holds-at`: a name that could be somebody's address;
 * - `takes-no-value`;
 * - `not-received`: an extension runs from the receipt, which isn't recorded.
 */
export type StepProblem = 'not-a-choice' | 'no-name' | 'holds-at' | 'takes-no-value' | 'not-received';

export type CheckedStep =
  | { readonly ok: true; readonly event: CaseEvent }
  | { readonly ok: false; readonly problem: StepProblem };

/** What the register records of a step, or why it can't be one. */
export async function caseEventOf(step: StepEntry, known: KnownBefore): Promise<CheckedStep> {
  const { kind, value, at, channel, evidence } = step;
  switch (kind) {
    case 'received':
      return chosen(REQUESTS, value, request => ({
        kind,
        at,
        request,
        channel,
        dueAt: monthsAfter(at, ANSWER_MONTHS),
        evidence,
      }));
    case 'identity':
      return chosen(IDENTITY_CHECKS, value, how => ({ kind, at, how }));
    case 'outcome':
      return chosen(OUTCOMES, value, outcome => ({ kind, at, outcome, evidence }));
    case 'appeal':
      return chosen(DECISIONS, value, decision => ({ kind, at, decision }));
    case 'incident': {
      if (!isOneOf(CONTACTS, value)) return { ok: false, problem: 'not-a-choice' };
      const wasPublished = await known.wasPublished(at);
      return { ok: true, event: { kind, at, contact: value, wasPublished } };
    }
    case 'erased':
      return named(value, system => ({ kind, at, system }));
    case 'recipient-told':
      return named(value, recipient => ({ kind, at, recipient }));
    case 'sender-told':
      return named(value, sender => ({ kind, at, sender }));
    case 'letter':
      return named(value, wording => ({ kind, at, wording, channel }));
    case 'extended': {
      if (value !== '') return { ok: false, problem: 'takes-no-value' };
      const receivedAt = await known.receivedAt();
      if (receivedAt === null) return { ok: false, problem: 'not-received' };
      const dueAt = monthsAfter(receivedAt, ANSWER_MONTHS + EXTENSION_MONTHS);
      return { ok: true, event: { kind, at, dueAt } };
    }
    case 'closed':
    case 'reopened':
      return value === '' ? { ok: true, event: { kind, at } } : { ok: false, problem: 'takes-no-value' };
  }
}

function chosen<Word extends string>(
  words: readonly Word[],
  value: string,
  eventOf: (word: Word) => CaseEvent,
): CheckedStep {
  return isOneOf(words, value) ? { ok: true, event: eventOf(value) } : { ok: false, problem: 'not-a-choice' };
}

function named(value: string, eventOf: (name: string) => CaseEvent): CheckedStep {
  const checked = checkName(value);
  return checked.ok ? { ok: true, event: eventOf(checked.name) } : checked;
}

/** A system's, a recipient's or a sender's name; nothing that could be a person's address. */
export function checkName(
  text: string,
):
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: 'no-name' | 'holds-at' } {
  const name = text.trim().normalize('NFC');
  if (name === '' || name.length > MAX_NAME_LENGTH) return { ok: false, problem: 'no-name' };
  return /[@＠﹫]/u.test(name) ? { ok: false, problem: 'holds-at' } : { ok: true, name };
}
