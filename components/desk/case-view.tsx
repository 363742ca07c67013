import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import {
  type CaseEvent,
  CONTACTS,
  DECISIONS,
  IDENTITY_CHECKS,
  OUTCOMES,
} from '../../utils/register/case-event.ts';
import type { CaseState } from '../../utils/register/case-state.ts';
import { ANSWER_MONTHS, EXTENSION_MONTHS, monthsAfter } from '../../utils/register/due-date.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { dayText } from '../time-text.ts';
import { useAction } from '../use-action.ts';
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
  readonly onBack: () => void;
  readonly onStep: (event: CaseEvent) => Promise<void>;
}

/** Steps that name one of a few. */
const CHOSEN = {
  identity: { values: IDENTITY_CHECKS, words: IDENTITY_WORDS },
  outcome: { values: OUTCOMES, words: OUTCOME_WORDS },
  incident: { values: CONTACTS, words: CONTACT_WORDS },
  appeal: { values: DECISIONS, words: DECISION_WORDS },
} as const;

/** Steps that name a system, a recipient, a sender or a letter of the organisation's own. */
const NAMED = ['erased', 'recipient-told', 'sender-told', 'letter'] as const;
const BARE = ['extended', 'closed', 'reopened'] as const;

type ChosenStep = keyof typeof CHOSEN;
type NamedStep = (typeof NAMED)[number];
type BareStep = (typeof BARE)[number];
type Step = ChosenStep | NamedStep | BareStep;

const MAX_NAME_LENGTH = 80;

/** Where a case stands, and its next step. */
export function CaseView({ state, onBack, onStep }: CaseViewProps) {
  const steps = stepsOf(state);
  const [step, setStep] = useState<Step>('identity');
  const [value, setValue] = useState('');
  const action = useAction();
  const offered = steps.includes(step) ? step : (steps[0] ?? 'reopened');
  const chosen = isChosen(offered) ? CHOSEN[offered] : undefined;
  const choice = chosen?.values.find(each => each === value) ?? chosen?.values[0] ?? '';

  const record = async () => {
    const event = eventOf(offered, chosen ? choice : value.trim(), state);
    if (event === undefined) throw new Error(i18n.t('desk.case.nameNeeded'));
    await onStep(event);
    setValue('');
  };

  return (
    <section class="block" id="case">
      <div class="row">
        <button type="button" class="quiet" onClick={onBack}>
          {i18n.t('desk.case.back')}
        </button>
      </div>
      <h2>
        {state.reference}
        {state.isClosed && ` · ${i18n.t('desk.case.closed')}`}
      </h2>
      <CaseFacts state={state} />
      <form
        class="step"
        onSubmit={event => {
          event.preventDefault();
          action.run(record);
        }}
      >
        <div class="pair">
          <ChoiceField
            name="step"
            label={i18n.t('desk.case.next')}
            value={offered}
            choices={steps.map(each => ({ value: each, text: STEP_WORDS[each]() }))}
            onChange={next => {
              setStep(next);
              setValue('');
            }}
          />
          {chosen && (
            <ChoiceField
              name="step-value"
              label={STEP_WORDS[offered]()}
              value={choice}
              choices={chosen.values.map(each => ({ value: each, text: wordOf(offered, each) }))}
              onChange={setValue}
            />
          )}
          {isNamed(offered) && (
            <TextField
              name="step-value"
              label={i18n.t(offered === 'letter' ? 'desk.case.wording' : 'desk.case.name')}
              hint={i18n.t(offered === 'letter' ? 'desk.case.wordingHint' : 'desk.case.nameHint')}
              value={value}
              onChange={setValue}
            />
          )}
        </div>
        <div class="row end">
          <p class="problem" role="alert">
            {action.problem}
          </p>
          <button type="submit" id="record-step" class="filled" disabled={action.isBusy}>
            {i18n.t('desk.case.record')}
          </button>
        </div>
      </form>
    </section>
  );
}

function stepsOf({ isClosed }: CaseState): Step[] {
  if (isClosed) return ['reopened', 'incident', 'appeal'];
  return [
    'identity',
    'erased',
    'recipient-told',
    'letter',
    'outcome',
    'sender-told',
    'extended',
    'incident',
    'appeal',
    'closed',
  ];
}

function isChosen(step: Step): step is ChosenStep {
  return step in CHOSEN;
}

function isNamed(step: Step): step is NamedStep {
  return NAMED.some(each => each === step);
}

function wordOf(step: ChosenStep | Step, value: string): string {
  if (!isChosen(step)) return value;
  const words: Readonly<Record<string, () => string>> = CHOSEN[step].words;
  return words[value]?.() ?? value;
}

/** Undefined where its name is missing, too long, or could be an address. */
function eventOf(step: Step, value: string, state: CaseState): CaseEvent | undefined {
  const at = Date.now();
  const name = value.normalize('NFC');
  const isName = name !== '' && name.length <= MAX_NAME_LENGTH && !/[@＠﹫]/u.test(name);
  const of = <Value extends string>(values: readonly Value[]) => values.find(each => each === value);
  switch (step) {
    case 'identity': {
      const how = of(IDENTITY_CHECKS);
      return how && { kind: step, at, how };
    }
    case 'outcome': {
      const outcome = of(OUTCOMES);
      return outcome && { kind: step, at, outcome, evidence: null };
    }
    case 'incident': {
      const contact = of(CONTACTS);
      return contact && { kind: step, at, contact, wasPublished: null };
    }
    case 'appeal': {
      const decision = of(DECISIONS);
      return decision && { kind: step, at, decision };
    }
    case 'erased':
      return isName ? { kind: step, at, system: name } : undefined;
    case 'recipient-told':
      return isName ? { kind: step, at, recipient: name } : undefined;
    case 'sender-told':
      return isName ? { kind: step, at, sender: name } : undefined;
    case 'letter':
      return isName ? { kind: step, at, wording: name, channel: 'mail' } : undefined;
    case 'extended':
      return {
        kind: step,
        at,
        dueAt: monthsAfter(state.receivedAt ?? at, ANSWER_MONTHS + EXTENSION_MONTHS),
      };
    case 'closed':
    case 'reopened':
      return { kind: step, at };
  }
}

function CaseFacts({ state }: { readonly state: CaseState }) {
  const day = (time: number) => dayText(time, Date.now());
  const facts: readonly (readonly [string, string])[] = [
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
      state.incidents.map(({ contact, at }) => `${CONTACT_WORDS[contact]()} (${day(at)})`).join(', '),
    ],
    [
      STEP_WORDS.appeal(),
      state.appeals.map(({ decision, at }) => `${DECISION_WORDS[decision]()} (${day(at)})`).join(', '),
    ],
  ];
  return (
    <dl class="facts-list">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
