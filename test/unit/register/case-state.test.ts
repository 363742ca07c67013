import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../../utils/register/case-event.ts';
import { stateOfCase } from '../../../utils/register/case-state.ts';
import { monthsAfter } from '../../../utils/register/due-date.ts';
import { CHANNELS } from '../../../utils/register/evidence.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 10, 2, 9);
const [MAIL] = CHANNELS;

function stateAfter(...events: CaseEvent[]) {
  return stateOfCase(
    'DPO-1',
    events.map(event => ({ type: 'case', reference: 'DPO-1', recordedAt: event.at, event })),
  );
}

const received: CaseEvent = {
  kind: 'received',
  at: START,
  request: 'erasure',
  channel: MAIL,
  dueAt: monthsAfter(START, 1),
  evidence: null,
};
const offered: CaseEvent = { kind: 'letter', at: START + DAY_MS, wording: 'offer-1-nl', channel: MAIL };
const answered: CaseEvent = { kind: 'outcome', at: START + 2 * DAY_MS, outcome: 'accepted', evidence: null };

describe('the time to answer a request', () => {
  it.each([
    ['2026-11-02', 1, '2026-12-02'],
    ['2027-01-31', 1, '2027-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', 1, '2026-04-30'],
  ])('from %s, %i months, ends on %s', (from, months, until) => {
    const at = Date.parse(`${from}T23:30:00Z`);
    expect(new Date(monthsAfter(at, months)).toISOString()).toBe(`${until}T23:30:00.000Z`);
  });
});

describe('a case', () => {
  it('whose day of receipt was wrong is due by the day that was entered last, be it earlier or later', () => {
    const on = (at: number, recordedAt: number) => ({
      type: 'case' as const,
      reference: 'DPO-1',
      recordedAt,
      event: { ...received, at, dueAt: monthsAfter(at, 1) },
    });
    const late = START + 18 * DAY_MS;
    const [first, second] = [START + 20 * DAY_MS, START + 21 * DAY_MS];
    const earlier = stateOfCase('DPO-1', [on(START, second), on(late, first)]);
    expect(earlier).toMatchObject({ receivedAt: START, dueAt: monthsAfter(START, 1) });
    const later = stateOfCase('DPO-1', [on(START, first), on(late, second)]);
    expect(later).toMatchObject({ receivedAt: late, dueAt: monthsAfter(late, 1) });
  });

  it('that is asked for anew counts from then, whatever the first time was extended to', () => {
    const extended: CaseEvent = { kind: 'extended', at: START + DAY_MS, dueAt: monthsAfter(START, 3) };
    const again = { ...received, at: START + 99 * DAY_MS, dueAt: monthsAfter(START + 99 * DAY_MS, 1) };
    expect(stateAfter(received, extended, again).dueAt).toBe(again.dueAt);
  });

  it('is due a month after receipt, or when it was extended to', () => {
    expect(stateAfter(received).dueAt).toBe(monthsAfter(START, 1));
    const dueAt = monthsAfter(START, 3);
    expect(stateAfter(received, { kind: 'extended', at: START + DAY_MS, dueAt }).dueAt).toBe(dueAt);
  });

  it('awaits a reply from the offer until its outcome, and again after another offer', () => {
    expect(stateAfter(received).awaitsReply).toBe(false);
    expect(stateAfter(received, offered).awaitsReply).toBe(true);
    expect(stateAfter(received, offered, answered)).toMatchObject({
      awaitsReply: false,
      outcome: 'accepted',
    });
    const again: CaseEvent = { ...offered, at: START + 3 * DAY_MS };
    expect(stateAfter(received, offered, answered, again).awaitsReply).toBe(true);
  });

  it('awaits nothing once it is closed, until it is reopened', () => {
    const closed: CaseEvent = { kind: 'closed', at: START + 4 * DAY_MS };
    expect(stateAfter(received, offered, closed)).toMatchObject({ isClosed: true, awaitsReply: false });
    const reopened: CaseEvent = { kind: 'reopened', at: START + 5 * DAY_MS };
    expect(stateAfter(received, offered, closed, reopened)).toMatchObject({
      isClosed: false,
      awaitsReply: true,
    });
  });

  it('names each system, recipient and sender once', () => {
    const state = stateAfter(
      received,
      { kind: 'erased', at: START, system: 'CRM' },
      { kind: 'erased', at: START + DAY_MS, system: 'CRM' },
      { kind: 'recipient-told', at: START, recipient: 'Fulfilment' },
      { kind: 'sender-told', at: START, sender: 'Newsletter' },
    );
    expect(state).toMatchObject({
      erased: ['CRM'],
      recipientsTold: ['Fulfilment'],
      sendersTold: ['Newsletter'],
    });
  });

  it('whose receipt nobody recorded is one all the same', () => {
    expect(stateAfter({ kind: 'incident', at: START, contact: 'mail', wasPublished: true })).toMatchObject({
      request: null,
      dueAt: null,
      incidents: [{ contact: 'mail', wasPublished: true }],
    });
  });
});
