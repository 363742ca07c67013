import { i18n } from '#i18n';
import type { CheckedStep, StepProblem } from '../../utils/register/case-step.ts';

const WORDS: Readonly<Record<StepProblem, () => string>> = {
  'not-a-choice': () => i18n.t('desk.case.nameNeeded'),
  'no-name': () => i18n.t('desk.case.nameNeeded'),
  'holds-at': () => i18n.t('desk.case.nameNeeded'),
  'takes-no-value': () => i18n.t('desk.case.nameNeeded'),
  'not-received': () => i18n.t('desk.case.notReceived'),
};

/** @throws Error with a sentence, where a step can't be recorded */
export function requireStep(checked: CheckedStep): void {
  if (!checked.ok) throw new Error(WORDS[checked.problem]());
}
