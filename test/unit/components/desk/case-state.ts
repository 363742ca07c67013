import type { CaseEvent } from '../../../../utils/register/case-event.ts';
import { type CaseState, stateOfCase } from '../../../../utils/register/case-state.ts';

export const RECEIVED: CaseEvent = {
  kind: 'received',
  at: Date.UTC(2026, 10, 2, 12),
  request: 'erasure',
  channel: 'mail',
  dueAt: Date.UTC(2026, 11, 2, 12),
  evidence: null,
};

/** DPO-17 after these. */
export function caseAfter(...events: readonly CaseEvent[]): CaseState {
  return stateOfCase(
    'DPO-17',
    events.map(event => ({ type: 'case', reference: 'DPO-17', recordedAt: event.at, event })),
  );
}
