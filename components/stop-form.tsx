import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { PeopleHere } from '../utils/lookup/people-here.ts';
import type { StopOutcome, StopRequest } from '../utils/lookup/waiting.ts';
import {
  REQUEST_CHANNELS,
  type RequestChannel,
  writeRepRequest,
} from '../utils/request/write-rep-request.ts';
import { withoutTelScheme } from '../utils/scan/call-link.ts';
import { channelText } from './channel-text.ts';
import { ChoiceField, Field, TextField } from './field.tsx';
import { ListedIcon, WarningIcon } from './icons.tsx';
import { MailDraft } from './mail-draft.tsx';

export interface StopFormProps {
  /** Name of the page's site or its host; empty where it isn't known. */
  readonly site: string;
  /** Whom the organisation says to ask. */
  readonly contact: string;
  readonly now: number;
  /** Whom the page shows; null where it can't be asked. */
  readonly onPeople: () => Promise<PeopleHere | null>;
  readonly onHold: (request: StopRequest) => Promise<StopOutcome>;
}

/** What became of it, and the mail about it. */
interface Done {
  readonly outcome: 'held' | 'listed' | 'not-held';
  readonly body: string;
}

/** "They asked me to stop": holds the person here at once, and drafts the mail to the officer. */
export function StopForm(props: StopFormProps) {
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  if (done) {
    const close = () => {
      setDone(null);
      setOpen(false);
    };
    return <Outcome done={done} contact={props.contact} onClose={close} />;
  }
  if (!isOpen) {
    return (
      <button type="button" class="stop-open" onClick={() => setOpen(true)}>
        {i18n.t('stop.open')}
      </button>
    );
  }
  return <Form {...props} onDone={setDone} onCancel={() => setOpen(false)} />;
}

function Form(
  props: StopFormProps & { readonly onDone: (done: Done) => void; readonly onCancel: () => void },
) {
  const { site, now, onPeople, onHold, onDone, onCancel } = props;
  const [people, setPeople] = useState<PeopleHere | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState('');
  const [channel, setChannel] = useState(channelAt(site));
  const [received, setReceived] = useState(dayOf(now));
  const [problem, setProblem] = useState('');
  const [isHolding, setHolding] = useState(false);
  /** One for as long as the form is open: pressed again after a failure, it is the same request. */
  const [id] = useState(() => crypto.randomUUID());

  // Asked once, as the page stood when the form was opened.
  useEffect(() => {
    void onPeople()
      .catch(() => null)
      .then(found => {
        setPeople(found);
        setChosen(found?.record ?? []);
      });
  }, []);

  async function hold(event: Event): Promise<void> {
    event.preventDefault();
    const texts = [...new Set([...chosen, ...textsIn(typed)])];
    if (texts.length === 0) return setProblem(i18n.t('stop.nobody'));
    setHolding(true);
    setProblem('');
    try {
      const outcome = await onHold({ id, texts, channel, site });
      if (!outcome.ok && outcome.problem === 'unreadable') {
        setProblem(i18n.t('stop.unreadable', [outcome.texts.join(', ')]));
        return;
      }
      const body = bodyOf(writeRepRequest({ texts, channel, received, site }));
      onDone({ outcome: outcome.ok ? (outcome.isHeld ? 'held' : 'listed') : 'not-held', body });
    } catch {
      setProblem(i18n.t('stop.failed'));
    } finally {
      setHolding(false);
    }
  }

  const toggle = (text: string, isChosen: boolean) =>
    setChosen(isChosen ? [...chosen, text] : chosen.filter(other => other !== text));
  return (
    <form class="stop" onSubmit={event => void hold(event)} aria-labelledby="stop-title">
      <h2 id="stop-title">{i18n.t('stop.title')}</h2>
      <p class="soft">{i18n.t('stop.lead')}</p>
      {people && (
        <>
          <Choices title={i18n.t('stop.pageAbout')} texts={people.record} chosen={chosen} onToggle={toggle} />
          <Choices
            title={i18n.t('stop.pageOthers')}
            texts={people.others}
            chosen={chosen}
            onToggle={toggle}
          />
        </>
      )}
      <TextField
        name="stop-other"
        label={i18n.t('stop.other')}
        hint={i18n.t('stop.otherHint')}
        problem={problem}
        value={typed}
        onChange={text => {
          setTyped(text);
          setProblem('');
        }}
      />
      <ChoiceField
        name="stop-channel"
        label={i18n.t('stop.channel')}
        value={channel}
        choices={REQUEST_CHANNELS.map(value => ({ value, text: channelText(value) }))}
        onChange={setChannel}
      />
      <Field name="stop-received" label={i18n.t('stop.received')}>
        <input
          id="stop-received"
          type="date"
          required
          max={dayOf(now)}
          value={received}
          onInput={event => setReceived(event.currentTarget.value)}
        />
      </Field>
      <div class="row">
        <button type="submit" class="filled" disabled={isHolding}>
          {i18n.t(isHolding ? 'stop.holding' : 'stop.hold')}
        </button>
        <button type="button" onClick={onCancel} disabled={isHolding}>
          {i18n.t('stop.cancel')}
        </button>
      </div>
    </form>
  );
}

function Choices(props: {
  readonly title: string;
  readonly texts: readonly string[];
  readonly chosen: readonly string[];
  readonly onToggle: (text: string, isChosen: boolean) => void;
}) {
  const { title, texts, chosen, onToggle } = props;
  if (texts.length === 0) return null;
  return (
    <fieldset class="stop-choices">
      <legend>{title}</legend>
      {texts.map(text => (
        <label key={text} class="choice">
          <input
            type="checkbox"
            checked={chosen.includes(text)}
            onChange={({ currentTarget }) => onToggle(text, currentTarget.checked)}
          />
          <span class="address">{withoutTelScheme(text)}</span>
        </label>
      ))}
    </fieldset>
  );
}

const OUTCOMES = {
  held: ['stop.heldTitle', 'stop.heldNote'],
  listed: ['stop.listedTitle', 'stop.listedNote'],
  'not-held': ['stop.notHeldTitle', 'stop.notHeldNote'],
} as const;

function Outcome(props: { readonly done: Done; readonly contact: string; readonly onClose: () => void }) {
  const { done, contact, onClose } = props;
  const [title, note] = OUTCOMES[done.outcome];
  const isHeld = done.outcome !== 'not-held';
  return (
    <section class={isHeld ? 'page page-listed' : 'page page-warning'} aria-labelledby="stop-outcome">
      {isHeld ? <ListedIcon /> : <WarningIcon />}
      <div role="status">
        <h2 id="stop-outcome">{i18n.t(title)}</h2>
        <p class="soft">{i18n.t(note)}</p>
        <MailDraft subject={i18n.t('mail.subject')} body={done.body} contact={contact} />
        <button type="button" class="quiet" onClick={onClose}>
          {i18n.t('stop.done')}
        </button>
      </div>
    </section>
  );
}

function bodyOf(block: string): string {
  return [i18n.t('mail.body'), block, i18n.t('mail.keepLines')].join('\n\n');
}

/** Several of one person are parted by commas; a number has spaces in it. */
function textsIn(typed: string): string[] {
  return typed
    .split(/[,;\n]/)
    .map(text => text.trim())
    .filter(text => text !== '');
}

const CHANNELS: Readonly<Record<string, RequestChannel>> = {
  Gmail: 'email',
  Outlook: 'email',
  LinkedIn: 'linkedin',
};

/** By what way somebody asks on a site: in a CRM it may be any. */
function channelAt(site: string): RequestChannel {
  return CHANNELS[site] ?? 'other';
}

/** The day as the rep's calendar has it. */
function dayOf(time: number): string {
  const date = new Date(time);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map(part => String(part).padStart(2, '0')).join('-');
}
