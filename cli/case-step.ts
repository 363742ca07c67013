import {
  type CaseEvent,
  type CaseEventKind,
  CONTACTS,
  DECISIONS,
  IDENTITY_CHECKS,
  OUTCOMES,
  REQUESTS,
} from '../utils/register/case-event.ts';
import type { KnownBefore, StepProblem } from '../utils/register/case-step.ts';
import type { Channel } from '../utils/register/evidence.ts';
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

export interface StepOptions {
  readonly channel: Channel;
  readonly at?: string;
  readonly evidence?: string;
  readonly address?: string;
  readonly json?: true;
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
  const { caseEventOf, STEPS_WITH_EVIDENCE } = await import('../utils/register/case-step.ts');
  if (options.evidence !== undefined && !STEPS_WITH_EVIDENCE.includes(step)) {
    throw new Failure(`${step} takes no --evidence: ${STEPS_WITH_EVIDENCE.join(' and ')} do.`, 'usage');
  }
  if (options.address !== undefined && step !== 'incident') {
    throw new Failure(`${step} takes no --address: only incident does.`, 'usage');
  }
  const evidence = await evidenceOf(options.evidence, channel, options.json !== true);
  if (step === 'received' && options.at === undefined) hintAtReceipt(evidence?.sentAt ?? null);
  const checked = await caseEventOf({ kind: step, value: value ?? '', at, channel, evidence }, known);
  if (checked.ok) return checked.event;
  throw new Failure(
    problemOf(step, checked.problem),
    checked.problem === 'not-received' ? 'failure' : 'usage',
  );
}

const CHOICES_OF: Readonly<Partial<Record<Step, readonly string[]>>> = {
  received: REQUESTS,
  identity: IDENTITY_CHECKS,
  outcome: OUTCOMES,
  incident: CONTACTS,
  appeal: DECISIONS,
};

function problemOf(step: Step, problem: StepProblem): string {
  switch (problem) {
    case 'not-a-choice':
      return `${step} takes one of: ${CHOICES_OF[step]?.join(', ')}.`;
    case 'no-name':
      return `${step} takes a name of up to 80 letters.`;
    case 'holds-at':
      return `${step} must not hold an @: the register tells nobody's address.`;
    case 'takes-no-value':
      return `${step} takes no value.`;
    case 'not-received':
      return "When the case was received isn't recorded: record that first.";
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

/** Noon of the day, so that it is the same day wherever it is read. */
function dayOf(text: string): number {
  const time = Date.parse(`${calendarDay('--at', text, '2026-11-20')}T12:00:00Z`);
  // Noon of today may lie ahead.
  if (time > Date.now() + 86_400_000) throw new Failure('--at names a day that is still to come.', 'usage');
  return time;
}
