import { describe, expect, it } from 'vitest';
import type { CaseEventKind } from '../../../utils/register/case-event.ts';
import { caseEventOf, type StepEntry } from '../../../utils/register/case-step.ts';

const AT = Date.UTC(2026, 10, 20, 12);
const EVIDENCE = { sha256: 'a'.repeat(64), sentAt: null, channel: 'mail' } as const;
const entry = (kind: CaseEventKind, value = ''): StepEntry => ({
  kind,
  value,
  at: AT,
  channel: 'phone',
  evidence: EVIDENCE,
});
const known = { receivedAt: async () => Date.UTC(2026, 0, 31), wasPublished: async () => true };
const unknown = { receivedAt: async () => null, wasPublished: async () => null };

describe('a step of a case', () => {
  it.each([
    [
      entry('received', 'erasure'),
      { request: 'erasure', channel: 'phone', dueAt: Date.UTC(2026, 11, 20, 12), evidence: EVIDENCE },
    ],
    [entry('identity', 'reply'), { how: 'reply' }],
    [entry('erased', ' CRM '), { system: 'CRM' }],
    [entry('recipient-told', 'Example Events BV'), { recipient: 'Example Events BV' }],
    [entry('sender-told', 'Newsletter'), { sender: 'Newsletter' }],
    [entry('letter', 'offer-1-nl'), { wording: 'offer-1-nl', channel: 'phone' }],
    [entry('outcome', 'accepted'), { outcome: 'accepted', evidence: EVIDENCE }],
    [entry('incident', 'mail'), { contact: 'mail', wasPublished: true }],
    [entry('appeal', 'kept'), { decision: 'kept' }],
    [entry('extended'), { dueAt: Date.UTC(2026, 3, 30) }],
    [entry('closed'), {}],
    [entry('reopened'), {}],
  ])('%o is recorded with what it says and no more', async (step, event) => {
    expect(await caseEventOf(step, known)).toEqual({
      ok: true,
      event: { kind: step.kind, at: AT, ...event },
    });
  });

  it.each([
    [entry('received', 'soon'), 'not-a-choice'],
    [entry('incident', ''), 'not-a-choice'],
    [entry('erased', ' '), 'no-name'],
    [entry('sender-told', 'x'.repeat(81)), 'no-name'],
    [entry('erased', 'anna@example.com'), 'holds-at'],
    [entry('recipient-told', 'anna＠example.com'), 'holds-at'],
    [entry('closed', 'now'), 'takes-no-value'],
    [entry('extended'), 'not-received'],
  ])('%o is none: %s', async (step, problem) => {
    expect(await caseEventOf(step, unknown)).toEqual({ ok: false, problem });
  });
});
