import { i18n } from '#i18n';
import { isBlockedAllTheSame } from '../../utils/officer/blocked-all-the-same.ts';
import type { ErasedNamed } from '../../utils/officer/erase-named.ts';
import type { Settings } from '../../utils/officer/settings.ts';
import type { BlockGroupFacts } from '../../utils/register/block-groups.ts';
import type { CaseState } from '../../utils/register/case-state.ts';
import type { CheckedStep, StepEntry } from '../../utils/register/case-step.ts';
import type { Asked } from '../../utils/register/covering-blocks.ts';
import type { WhatToErase } from '../../utils/register/what-to-erase.ts';
import { dayText } from '../time-text.ts';
import { CaseStepForm } from './case-step-form.tsx';
import { Checklist } from './checklist.tsx';
import { EraseSection } from './erase-section.tsx';
import { FactsList } from './facts-list.tsx';
import { LetterSection } from './letter-section.tsx';
import { requireStep } from './step-problem.ts';
import { listedWords } from './timeline-words.ts';
import {
  CONTACT_WORDS,
  DECISION_WORDS,
  IDENTITY_WORDS,
  OUTCOME_WORDS,
  REQUEST_WORDS,
  STEP_WORDS,
} from './words.ts';

interface CaseViewProps {
  readonly state: CaseState;
  /** Of all blocks. */
  readonly groups: readonly BlockGroupFacts[];
  readonly settings: Settings;
  readonly onBack: () => void;
  readonly onStep: (step: StepEntry, contacted?: Asked) => Promise<CheckedStep>;
  readonly onPlanErasure: (names: readonly string[]) => Promise<WhatToErase>;
  readonly onErase: (names: readonly string[]) => Promise<ErasedNamed>;
}

/** Where a case stands, its next step, its letters, and its end. */
export function CaseView({ state, groups, settings, onBack, onStep, ...on }: CaseViewProps) {
  const { reference, isClosed } = state;
  const { systems = [], senders = [] } = settings;
  const tick = (kind: 'erased' | 'sender-told') => async (value: string) => {
    requireStep(await onStep({ kind, value, at: Date.now(), channel: 'other', evidence: null }));
  };
  return (
    <section class="block" id="case">
      <div class="row">
        <button type="button" class="quiet" onClick={onBack}>
          {i18n.t('desk.case.back')}
        </button>
      </div>
      <h2>
        {reference}
        {isClosed && ` · ${i18n.t('desk.case.closed')}`}
      </h2>
      <CaseFacts state={state} />
      {isBlockedAllTheSame(state, groups) && (
        <p class="note" id="blocked-all-the-same">
          {i18n.t('desk.case.blockedAllTheSame', [reference])}
        </p>
      )}
      {!isClosed && systems.length + senders.length > 0 && (
        <div class="pair">
          <Checklist
            id="systems"
            title={i18n.t('desk.case.systems')}
            names={systems}
            done={state.erased}
            onTick={tick('erased')}
          />
          <Checklist
            id="senders"
            title={i18n.t('desk.case.senders')}
            names={senders}
            done={state.sendersTold}
            onTick={tick('sender-told')}
          />
        </div>
      )}
      <CaseStepForm state={state} settings={settings} onStep={onStep} />
      <LetterSection state={state} groups={groups} settings={settings} onStep={onStep} />
      {isClosed && (
        <EraseSection
          names={[reference]}
          title={i18n.t('desk.erase.case')}
          onPlan={on.onPlanErasure}
          onErase={on.onErase}
        />
      )}
    </section>
  );
}

function CaseFacts({ state }: { readonly state: CaseState }) {
  const day = (time: number) => dayText(time, Date.now());
  return (
    <FactsList
      facts={[
        [i18n.t('desk.cases.request'), state.request ? REQUEST_WORDS[state.request]() : ''],
        [i18n.t('desk.cases.received'), state.receivedAt === null ? '' : day(state.receivedAt)],
        [i18n.t('desk.case.due'), state.dueAt === null ? '' : day(state.dueAt)],
        [STEP_WORDS.identity(), state.identity ? IDENTITY_WORDS[state.identity]() : ''],
        [STEP_WORDS.erased(), state.erased.join(', ')],
        [STEP_WORDS['recipient-told'](), state.recipientsTold.join(', ')],
        [STEP_WORDS.letter(), state.letters.map(({ wording, at }) => `${wording} (${day(at)})`).join(', ')],
        [
          STEP_WORDS.outcome(),
          state.outcome
            ? OUTCOME_WORDS[state.outcome]()
            : state.awaitsReply
              ? i18n.t('desk.cases.awaitsReply')
              : '',
        ],
        [STEP_WORDS['sender-told'](), state.sendersTold.join(', ')],
        [
          STEP_WORDS.incident(),
          state.incidents
            .map(
              ({ contact, at, wasPublished }) =>
                `${CONTACT_WORDS[contact]()} (${day(at)}, ${listedWords(wasPublished)})`,
            )
            .join(', '),
        ],
        [
          STEP_WORDS.appeal(),
          state.appeals.map(({ decision, at }) => `${DECISION_WORDS[decision]()} (${day(at)})`).join(', '),
        ],
      ]}
    />
  );
}
