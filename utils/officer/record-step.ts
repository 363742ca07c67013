import { stateOfCase } from '../register/case-state.ts';
import { type CheckedStep, caseEventOf, type StepEntry } from '../register/case-step.ts';
import type { Asked } from '../register/covering-blocks.ts';
import { record } from './record.ts';
import { requireRegister, type Session } from './session.ts';
import { wasPublished } from './was-published.ts';

/**
 * Records a step of a case, unless it can't be one.
 * @param contacted whom an incident contacted, where the case's own blocks don't tell: the answer is recorded, and not who
 * @throws OfficerFailure
 */
export async function recordStep(
  session: Session,
  reference: string,
  step: StepEntry,
  purpose: string,
  contacted?: Asked,
): Promise<CheckedStep> {
  const checked = await caseEventOf(step, {
    async receivedAt() {
      const { cases } = await requireRegister(session);
      return stateOfCase(reference, cases.get(reference) ?? []).receivedAt;
    },
    wasPublished: at => wasPublished(session, contacted ?? reference, at),
  });
  if (checked.ok) {
    const operation = { type: 'case', reference, recordedAt: Date.now(), event: checked.event } as const;
    await record(session, [operation], purpose);
  }
  return checked;
}
