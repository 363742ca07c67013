import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { dayOf, momentOn } from '../../utils/calendar-day.ts';
import { askedBy } from '../../utils/officer/asked-by.ts';
import type { Settings } from '../../utils/officer/settings.ts';
import {
  type CaseEventKind,
  CONTACTS,
  DECISIONS,
  IDENTITY_CHECKS,
  OUTCOMES,
  REQUESTS,
} from '../../utils/register/case-event.ts';
import type { CaseState } from '../../utils/register/case-state.ts';
import { type CheckedStep, STEPS_WITH_EVIDENCE, type StepEntry } from '../../utils/register/case-step.ts';
import type { Asked } from '../../utils/register/covering-blocks.ts';
import type { Channel } from '../../utils/register/evidence.ts';
import type { ReadEvidence } from '../../utils/register/read-evidence.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { ActionForm } from './action-form.tsx';
import { ChannelField } from './channel-field.tsx';
import { EvidenceField } from './evidence-field.tsx';
import { requireStep } from './step-problem.ts';
import {
  CONTACT_WORDS,
  choicesOf,
  DECISION_WORDS,
  IDENTITY_WORDS,
  OUTCOME_WORDS,
  REQUEST_WORDS,
  STEP_WORDS,
} from './words.ts';

interface CaseStepFormProps {
  readonly state: CaseState;
  readonly settings: Settings;
  /** @param contacted whom an incident contacted, where the officer names them */
  readonly onStep: (step: StepEntry, contacted?: Asked) => Promise<CheckedStep>;
}

/** Values of the steps that name one of a few; undefined for the others. */
function choicesOfStep(step: CaseEventKind): readonly { value: string; text: string }[] | undefined {
  switch (step) {
    case 'received':
      return choicesOf(REQUEST_WORDS, REQUESTS);
    case 'identity':
      return choicesOf(IDENTITY_WORDS, IDENTITY_CHECKS);
    case 'outcome':
      return choicesOf(OUTCOME_WORDS, OUTCOMES);
    case 'incident':
      return choicesOf(CONTACT_WORDS, CONTACTS);
    case 'appeal':
      return choicesOf(DECISION_WORDS, DECISIONS);
    default:
      return undefined;
  }
}

/** Steps that name a system, a recipient, a sender or a letter of the organisation's own. */
const NAMED: readonly CaseEventKind[] = ['erased', 'recipient-told', 'sender-told', 'letter'];
/** Steps that are about something which was sent. */
const WITH_CHANNEL: readonly CaseEventKind[] = ['received', 'outcome', 'letter'];

/** The next step of a case. */
export function CaseStepForm({ state, settings, onStep }: CaseStepFormProps) {
  const steps = stepsOf(state);
  const [step, setStep] = useState<CaseEventKind>('identity');
  const [value, setValue] = useState('');
  const [day, setDay] = useState(dayOf(Date.now()));
  const [channel, setChannel] = useState<Channel>('mail');
  const [message, setMessage] = useState<ReadEvidence | null>(null);
  const [address, setAddress] = useState('');
  const kind = steps.includes(step) ? step : (steps[0] ?? 'reopened');
  const choices = choicesOfStep(kind);
  const choice = choices?.find(each => each.value === value)?.value ?? choices?.[0]?.value;

  async function record(): Promise<void> {
    const contacted = kind === 'incident' && address.trim() !== '' ? askedOf(address.trim()) : undefined;
    const evidence = STEPS_WITH_EVIDENCE.includes(kind) ? message : null;
    requireStep(
      await onStep(
        {
          kind,
          value: choice ?? value,
          at: momentOn(day, Date.now()),
          channel,
          evidence: evidence && { ...evidence.evidence, channel },
        },
        contacted,
      ),
    );
    setValue('');
    setAddress('');
    setMessage(null);
  }

  function askedOf(text: string): Asked {
    const read = askedBy(text, settings.country);
    if (read.ok) return read.asked;
    throw new Error(i18n.t('desk.lookUp.notAnAddress'));
  }

  return (
    <ActionForm
      class="step"
      button={{ id: 'record-step', text: i18n.t('desk.case.record') }}
      onSubmit={record}
    >
      <div class="pair">
        <ChoiceField
          name="step"
          label={i18n.t('desk.case.next')}
          value={kind}
          choices={choicesOf(STEP_WORDS, steps)}
          onChange={next => {
            setStep(next);
            setValue('');
          }}
        />
        {choices && choice !== undefined && (
          <ChoiceField
            name="step-value"
            label={STEP_WORDS[kind]()}
            value={choice}
            choices={choices}
            onChange={setValue}
          />
        )}
        {NAMED.includes(kind) && (
          <TextField
            name="step-value"
            label={i18n.t(kind === 'letter' ? 'desk.case.wording' : 'desk.case.name')}
            hint={i18n.t(kind === 'letter' ? 'desk.case.wordingHint' : 'desk.case.nameHint')}
            suggestions={suggestionsFor(kind, settings)}
            value={value}
            onChange={setValue}
          />
        )}
      </div>
      <div class="pair">
        <TextField
          name="step-day"
          label={i18n.t('desk.case.day')}
          type="date"
          value={day}
          onChange={setDay}
        />
        {WITH_CHANNEL.includes(kind) && (
          <ChannelField
            name="step-channel"
            label={i18n.t('desk.case.channel')}
            value={channel}
            onChange={setChannel}
          />
        )}
      </div>
      {kind === 'incident' && (
        <TextField
          name="step-address"
          label={i18n.t('desk.case.contacted')}
          hint={i18n.t('desk.case.contactedHint')}
          value={address}
          onChange={setAddress}
        />
      )}
      {STEPS_WITH_EVIDENCE.includes(kind) && (
        <EvidenceField
          name="step-evidence"
          legend={i18n.t('desk.evidence.step')}
          evidence={message}
          onChange={setMessage}
        />
      )}
    </ActionForm>
  );
}

function stepsOf({ isClosed, receivedAt }: CaseState): CaseEventKind[] {
  if (isClosed) return ['reopened', 'incident', 'appeal'];
  return [
    // A case may begin with a block or a tick, and its receipt be entered later.
    ...(receivedAt === null ? (['received'] as const) : []),
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

function suggestionsFor(step: CaseEventKind, { systems = [], senders = [] }: Settings): readonly string[] {
  if (step === 'erased') return systems;
  return step === 'sender-told' ? senders : [];
}
