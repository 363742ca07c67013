import {
  type CaseEvent,
  type CaseEventKind,
  CONTACTS,
  DECISIONS,
  IDENTITY_CHECKS,
  OUTCOMES,
  REQUESTS,
} from '../utils/register/case-event.ts';
import type { Channel } from '../utils/register/evidence.ts';
import { isOneOf } from '../utils/register/json-value.ts';
import { calendarDay } from './calendar-day.ts';
import { evidenceOf } from './evidence-file.ts';
import { Failure, warn } from './failure.ts';

export const STEPS = [
  'received',
  'extended',
  'identity',
  'erased',
  'recipient-told',
  'letter',
  'outcome',
  'sender-told',
  'incident',
  'appeal',
  'closed',
  'reopened',
] as const satisfies readonly CaseEventKind[];
export type Step = (typeof STEPS)[number];

/** Steps that a message shows. */
const WITH_EVIDENCE: readonly Step[] = ['received', 'outcome'];

export interface StepOptions {
  readonly channel: Channel;
  readonly at?: string;
  readonly evidence?: string;
  readonly address?: string;
  readonly json?: true;
}

/** What steps follow from that stands in the register; asked for by those alone. Times in milliseconds since the epoch. */
export interface KnownBefore {
  receivedAt(): Promise<number>;
  /** Whether the list that reps had on the day of that time held the block; null where it can't be told. */
  wasPublished(at: number): Promise<boolean | null>;
}

/** A step of a case as the command line names it; what is wrong with it ends the command. */
export async function eventOf(
  step: Step,
  value: string | undefined,
  options: StepOptions,
  known: KnownBefore,
): Promise<CaseEvent> {
  const at = options.at === undefined ? Date.now() : dayOf(options.at);
  const { channel } = options;
  if (options.evidence !== undefined && !WITH_EVIDENCE.includes(step)) {
    throw new Failure(`${step} takes no --evidence: ${WITH_EVIDENCE.join(' and ')} do.`, 'usage');
  }
  if (options.address !== undefined && step !== 'incident') {
    throw new Failure(`${step} takes no --address: only incident does.`, 'usage');
  }
  const evidence = await evidenceOf(options.evidence, channel, options.json !== true);
  if (step === 'received' && options.at === undefined) hintAtReceipt(evidence?.sentAt ?? null);
  const { ANSWER_MONTHS, EXTENSION_MONTHS, monthsAfter } = await import('../utils/register/due-date.ts');
  switch (step) {
    case 'received':
      return {
        kind: step,
        at,
        request: oneOf(step, REQUESTS, value),
        channel,
        dueAt: monthsAfter(at, ANSWER_MONTHS),
        evidence,
      };
    case 'extended':
      none(step, value);
      return {
        kind: step,
        at,
        dueAt: monthsAfter(await known.receivedAt(), ANSWER_MONTHS + EXTENSION_MONTHS),
      };
    case 'identity':
      return { kind: step, at, how: oneOf(step, IDENTITY_CHECKS, value) };
    case 'erased':
      return { kind: step, at, system: nameOf(step, value) };
    case 'recipient-told':
      return { kind: step, at, recipient: nameOf(step, value) };
    case 'letter':
      return { kind: step, at, wording: nameOf(step, value), channel };
    case 'outcome':
      return { kind: step, at, outcome: oneOf(step, OUTCOMES, value), evidence };
    case 'sender-told':
      return { kind: step, at, sender: nameOf(step, value) };
    case 'incident': {
      const contact = oneOf(step, CONTACTS, value);
      return { kind: step, at, contact, wasPublished: await known.wasPublished(at) };
    }
    case 'appeal':
      return { kind: step, at, decision: oneOf(step, DECISIONS, value) };
    case 'closed':
    case 'reopened':
      none(step, value);
      return { kind: step, at };
  }
}

/** The answer is due by when the request was received, which is seldom when it is recorded. */
function hintAtReceipt(sentAt: number | null): void {
  const day = sentAt === null ? undefined : new Date(sentAt).toISOString().slice(0, 10);
  if (day === undefined || day >= new Date().toISOString().slice(0, 10)) return;
  warn(
    `the message was sent on ${day}. If it was received then, the answer is due earlier: record it with --at ${day}`,
  );
}

function oneOf<Word extends string>(step: Step, words: readonly Word[], value: string | undefined): Word {
  if (isOneOf(words, value)) return value;
  throw new Failure(`${step} takes one of: ${words.join(', ')}.`, 'usage');
}

function none(step: Step, value: string | undefined): void {
  if (value !== undefined) throw new Failure(`${step} takes no value.`, 'usage');
}

/** A system's, a recipient's or a sender's name; nothing that could be a person's address. */
function nameOf(step: Step, value: string | undefined): string {
  const name = value?.trim().normalize('NFC') ?? '';
  if (name === '' || name.length > 80)
    throw new Failure(`${step} takes a name of up to 80 letters.`, 'usage');
  if (/[@＠﹫]/u.test(name)) {
    throw new Failure(`${step} must not hold an @: the register tells nobody's address.`, 'usage');
  }
  return name;
}

/** Noon of the day, so that it is the same day wherever it is read. */
function dayOf(text: string): number {
  const time = Date.parse(`${calendarDay('--at', text, '2026-11-20')}T12:00:00Z`);
  // Noon of today may lie ahead.
  if (time > Date.now() + 86_400_000) throw new Failure('--at names a day that is still to come.', 'usage');
  return time;
}
