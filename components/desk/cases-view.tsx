import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { CaseEvent } from '../../utils/register/case-event.ts';
import { REQUESTS, type Request } from '../../utils/register/case-event.ts';
import type { CaseState } from '../../utils/register/case-state.ts';
import { ANSWER_MONTHS, monthsAfter } from '../../utils/register/due-date.ts';
import { CHANNELS, type Channel } from '../../utils/register/evidence.ts';
import { checkReference } from '../../utils/register/reference.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { dayText } from '../time-text.ts';
import { useAction } from '../use-action.ts';
import { CaseView } from './case-view.tsx';
import { CHANNEL_WORDS, choicesOf, REQUEST_WORDS } from './words.ts';

interface CasesViewProps {
  readonly cases: ReadonlyMap<string, CaseState>;
  readonly open: readonly CaseState[];
  /** The one that is shown, by its reference. */
  readonly chosen: string | null;
  readonly referencePattern: string | null;
  readonly onChoose: (reference: string | null) => void;
  readonly onStep: (reference: string, event: CaseEvent) => Promise<void>;
}

/** The open cases, one of them, or a new one. */
export function CasesView({ cases, open, chosen, referencePattern, onChoose, onStep }: CasesViewProps) {
  const state = chosen === null ? undefined : cases.get(chosen);
  if (state) {
    return (
      <CaseView
        state={state}
        onBack={() => onChoose(null)}
        onStep={event => onStep(state.reference, event)}
      />
    );
  }
  return (
    <>
      <section class="block">
        <h2>{i18n.t('desk.cases.open')}</h2>
        {open.length === 0 && <p class="soft">{i18n.t('desk.cases.none')}</p>}
        <ul class="cases">
          {open.map(({ reference, request, dueAt, awaitsReply }) => (
            <li key={reference}>
              <button type="button" class="quiet" onClick={() => onChoose(reference)}>
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
      </section>
      <NewCase
        pattern={referencePattern}
        onOpen={async (reference, event) => {
          await onStep(reference, event);
          onChoose(reference);
        }}
      />
    </>
  );
}

function NewCase(props: {
  readonly pattern: string | null;
  readonly onOpen: (reference: string, event: CaseEvent) => Promise<void>;
}) {
  const [reference, setReference] = useState('');
  const [request, setRequest] = useState<Request>('erasure');
  const [channel, setChannel] = useState<Channel>('mail');
  const [received, setReceived] = useState(today());
  const action = useAction();
  const checked = checkReference(reference, props.pattern ?? undefined);
  return (
    <form
      class="block"
      onSubmit={event => {
        event.preventDefault();
        action.run(async () => {
          if (!checked.ok) throw new Error(i18n.t('desk.record.referencePattern'));
          const at = noonOf(received);
          const dueAt = monthsAfter(at, ANSWER_MONTHS);
          await props.onOpen(checked.reference, {
            kind: 'received',
            at,
            request,
            channel,
            dueAt,
            evidence: null,
          });
        });
      }}
    >
      <h2>{i18n.t('desk.cases.new')}</h2>
      <p class="soft">{i18n.t('desk.cases.newLead')}</p>
      <div class="pair">
        <TextField
          name="case-reference"
          label={i18n.t('desk.record.reference')}
          hint={i18n.t('desk.record.referenceHint')}
          value={reference}
          problem={action.problem}
          onChange={setReference}
        />
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
        <ChoiceField
          name="case-channel"
          label={i18n.t('desk.record.channel')}
          value={channel}
          choices={choicesOf(CHANNEL_WORDS, CHANNELS)}
          onChange={setChannel}
        />
      </div>
      <div class="row end">
        <button type="submit" id="open-case" class="filled" disabled={action.isBusy || reference === ''}>
          {i18n.t('desk.cases.openNew')}
        </button>
      </div>
    </form>
  );
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Noon of the day, so that it is the same day wherever it is read. */
function noonOf(day: string): number {
  return Math.min(Date.parse(`${day}T12:00:00Z`), Date.now());
}
