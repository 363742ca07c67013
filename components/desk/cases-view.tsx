import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { dayOf, momentOn } from '../../utils/calendar-day.ts';
import type { ErasedNamed } from '../../utils/officer/erase-named.ts';
import type { Settings } from '../../utils/officer/settings.ts';
import type { BlockGroupFacts } from '../../utils/register/block-groups.ts';
import { REQUESTS, type Request } from '../../utils/register/case-event.ts';
import type { CaseState } from '../../utils/register/case-state.ts';
import type { CheckedStep, StepEntry } from '../../utils/register/case-step.ts';
import type { Asked } from '../../utils/register/covering-blocks.ts';
import type { Channel } from '../../utils/register/evidence.ts';
import type { ReadEvidence } from '../../utils/register/read-evidence.ts';
import type { WhatToErase } from '../../utils/register/what-to-erase.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { dayText } from '../time-text.ts';
import { ActionForm } from './action-form.tsx';
import { CaseView } from './case-view.tsx';
import { ChannelField } from './channel-field.tsx';
import { EvidenceField } from './evidence-field.tsx';
import { ReferenceField, useReference } from './reference-field.tsx';
import { requireStep } from './step-problem.ts';
import { choicesOf, REQUEST_WORDS } from './words.ts';

interface CasesViewProps {
  readonly cases: ReadonlyMap<string, CaseState>;
  readonly open: readonly CaseState[];
  /** Of all blocks. */
  readonly groups: readonly BlockGroupFacts[];
  /** The one that is shown, by its reference. */
  readonly chosen: string | null;
  readonly settings: Settings;
  readonly onChoose: (reference: string | null) => void;
  /** @param contacted whom an incident contacted, where the officer names them */
  readonly onStep: (reference: string, step: StepEntry, contacted?: Asked) => Promise<CheckedStep>;
  readonly onPlanErasure: (names: readonly string[]) => Promise<WhatToErase>;
  readonly onErase: (names: readonly string[]) => Promise<ErasedNamed>;
}

/** The open cases, one of them, or a new one. */
export function CasesView({ cases, open, groups, chosen, settings, ...on }: CasesViewProps) {
  const [erased, setErased] = useState<string | null>(null);
  const state = chosen === null ? undefined : cases.get(chosen);
  if (state) {
    return (
      <CaseView
        key={state.reference}
        state={state}
        groups={groups}
        settings={settings}
        onBack={() => on.onChoose(null)}
        onStep={(step, contacted) => on.onStep(state.reference, step, contacted)}
        onPlanErasure={on.onPlanErasure}
        onErase={async names => {
          const outcome = await on.onErase(names);
          if (outcome.ok) setErased(state.reference);
          return outcome;
        }}
      />
    );
  }
  return (
    <>
      {erased !== null && (
        <p class="note" role="status">
          {i18n.t('desk.erase.done', [erased])}
        </p>
      )}
      <section class="block">
        <h2>{i18n.t('desk.cases.open')}</h2>
        {open.length === 0 && <p class="soft">{i18n.t('desk.cases.none')}</p>}
        <ul class="cases">
          {open.map(({ reference, request, dueAt, awaitsReply }) => (
            <li key={reference}>
              <button type="button" class="quiet" onClick={() => on.onChoose(reference)}>
                {reference}
              </button>
              <span>{request && REQUEST_WORDS[request]()}</span>
              <span class="soft">
                {dueAt !== null && i18n.t('desk.overview.dueOn', [dayText(dueAt, Date.now())])}
                {awaitsReply && ` · ${i18n.t('desk.cases.awaitsReply')}`}
              </span>
            </li>
          ))}
        </ul>
        <ClosedCases cases={[...cases.values()].filter(({ isClosed }) => isClosed)} onChoose={on.onChoose} />
      </section>
      <NewCase
        pattern={settings.referencePattern}
        onOpen={async (reference, step) => {
          requireStep(await on.onStep(reference, step));
          setErased(null);
          on.onChoose(reference);
        }}
      />
    </>
  );
}

/** To be opened again, or erased. */
function ClosedCases(props: {
  readonly cases: readonly CaseState[];
  readonly onChoose: (reference: string) => void;
}) {
  if (props.cases.length === 0) return null;
  return (
    <details class="more" id="closed-cases">
      <summary>{i18n.t('desk.cases.closed', props.cases.length, [String(props.cases.length)])}</summary>
      <ul class="cases">
        {props.cases.map(({ reference, request }) => (
          <li key={reference}>
            <button type="button" class="quiet" onClick={() => props.onChoose(reference)}>
              {reference}
            </button>
            <span>{request && REQUEST_WORDS[request]()}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function NewCase(props: {
  readonly pattern: string | null;
  readonly onOpen: (reference: string, step: StepEntry) => Promise<void>;
}) {
  const reference = useReference(props.pattern);
  const [request, setRequest] = useState<Request>('erasure');
  const [channel, setChannel] = useState<Channel>('mail');
  const [received, setReceived] = useState(dayOf(Date.now()));
  const [message, setMessage] = useState<ReadEvidence | null>(null);
  const sentOn = message?.evidence.sentAt == null ? null : dayOf(message.evidence.sentAt);

  async function open(): Promise<void> {
    const taken = reference.take();
    if (taken === undefined) return;
    await props.onOpen(taken, {
      kind: 'received',
      value: request,
      at: momentOn(received, Date.now()),
      channel,
      evidence: message && { ...message.evidence, channel },
    });
  }

  return (
    <ActionForm
      title={i18n.t('desk.cases.new')}
      lead={i18n.t('desk.cases.newLead')}
      button={{ id: 'open-case', text: i18n.t('desk.cases.openNew') }}
      onSubmit={open}
    >
      <div class="pair">
        <ReferenceField name="case-reference" reference={reference} />
        <TextField
          name="received"
          label={i18n.t('desk.cases.received')}
          hint={i18n.t('desk.cases.receivedHint')}
          type="date"
          value={received}
          onChange={setReceived}
        />
      </div>
      <div class="pair">
        <ChoiceField
          name="request"
          label={i18n.t('desk.cases.request')}
          value={request}
          choices={choicesOf(REQUEST_WORDS, REQUESTS)}
          onChange={setRequest}
        />
        <ChannelField name="case-channel" value={channel} onChange={setChannel} />
      </div>
      <EvidenceField name="case-evidence" evidence={message} onChange={setMessage} />
      {sentOn !== null && sentOn < received && (
        <p class="note">{i18n.t('desk.evidence.sentEarlier', [dayText(Date.parse(sentOn), Date.now())])}</p>
      )}
    </ActionForm>
  );
}
