import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { dayOf } from '../../utils/calendar-day.ts';
import { isLinkedinAddress } from '../../utils/identifier/linkedin-v1.ts';
import { LANGUAGES } from '../../utils/letters/language.ts';
import { wordingVersionOf } from '../../utils/letters/letter.ts';
import { currentLetters } from '../../utils/letters/letters.ts';
import type { Scope } from '../../utils/lookup/verdict.ts';
import type { BlockOutcome } from '../../utils/officer/block-identifiers.ts';
import { isFromOneOf } from '../../utils/officer/is-from-one-of.ts';
import { type Named, namedBy } from '../../utils/officer/named-by.ts';
import type { Settings } from '../../utils/officer/settings.ts';
import { type IdentifierRemark, remarkOn } from '../../utils/officer/wanted-identifiers.ts';
import { BASES, type Basis, defaultScope, SCOPES } from '../../utils/register/basis.ts';
import type { Ground } from '../../utils/register/block.ts';
import { checkName } from '../../utils/register/case-step.ts';
import type { Channel } from '../../utils/register/evidence.ts';
import type { ReadEvidence } from '../../utils/register/read-evidence.ts';
import type { RepRequest } from '../../utils/request/read-rep-request.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { ActionForm } from './action-form.tsx';
import { ChannelField } from './channel-field.tsx';
import { EvidenceField } from './evidence-field.tsx';
import { type Receipt, ReceiptChoice } from './receipt-choice.tsx';
import { type Recorded, RecordedView } from './recorded-view.tsx';
import { ReferenceField, useReference } from './reference-field.tsx';
import { RepRequestField } from './rep-request-field.tsx';
import { BASIS_WORDS, choicesOf, DOMAIN_WORDS, SCOPE_WORDS } from './words.ts';

interface RecordFormProps {
  readonly settings: Settings;
  /**
   * @param wanted that nothing refuses
   * @param receipt of a case that is opened with it
   */
  readonly onRecord: (
    wanted: readonly Named[],
    ground: Ground,
    receipt: Receipt | null,
  ) => Promise<BlockOutcome>;
  /** Another who sends for the organisation was told. */
  readonly onSenderTold: (reference: string, sender: string) => Promise<void>;
  /** Who was told already, by the case's reference. */
  readonly sendersTold: (reference: string) => readonly string[];
  /** Wordings of the letters that were sent, by the case's reference. */
  readonly lettersSent: (reference: string) => readonly string[];
  readonly onPublish: () => void;
}

interface Line {
  readonly text: string;
  readonly named: Named;
  readonly remark: IdentifierRemark | undefined;
}

/** Everybody and everything that one request names, on one ground. */
export function RecordForm({ settings, onRecord, ...on }: RecordFormProps) {
  const [text, setText] = useState('');
  const [basis, setBasis] = useState<Basis>('objection');
  const [scope, setScope] = useState<Scope>(defaultScope('objection'));
  const reference = useReference(settings.referencePattern);
  const [channel, setChannel] = useState<Channel>('mail');
  const [review, setReview] = useState('');
  const [wording, setWording] = useState('');
  const [evidence, setEvidence] = useState<ReadEvidence | null>(null);
  const [receivedOn, setReceivedOn] = useState<string | null>(null);
  const [opensCase, setOpensCase] = useState(true);
  const [meansCompany, setMeansCompany] = useState(false);
  const [showsProblems, setShowsProblems] = useState(false);
  const [recorded, setRecorded] = useState<Recorded | null>(null);

  const lines = linesOf(text, settings);
  const named = lines.map(line => line.named);
  const isRefused = lines.some(({ remark }) => remark?.kind === 'malformed' || remark?.kind === 'domain');
  // A field of a date may be filled in by hand, whatever its `min` is.
  const isReviewPast = review !== '' && review < dayOf(Date.now());
  const answered = wording.trim() === '' ? null : checkName(wording);
  const namesCompany = lines.some(({ remark }) => remark?.kind === 'whole-company');
  const isReady = lines.length > 0 && !isRefused && (!namesCompany || meansCompany);

  async function record(): Promise<void> {
    setShowsProblems(true);
    const taken = reference.take();
    if (!isReady || taken === undefined || answered?.ok === false || isReviewPast) return;
    const message = evidence && { ...evidence.evidence, channel: evidence.evidence.channel ?? channel };
    const outcome = await onRecord(
      named,
      {
        scope,
        basis,
        reference: taken,
        recordedAt: Date.now(),
        evidence: message,
        wording: answered?.name ?? null,
        reviewAt: review === '' ? null : Date.parse(review),
      },
      receivedOn !== null && opensCase ? { receivedOn, channel, evidence: message } : null,
    );
    setRecorded({ ...outcome, addresses: lines.map(each => each.text), reference: taken });
    setText('');
    reference.put('');
    setEvidence(null);
    setReceivedOn(null);
    setWording('');
    setMeansCompany(false);
    setShowsProblems(false);
  }

  function draft(request: RepRequest): void {
    setText(request.identifiers.join('\n'));
    setBasis('objection');
    setScope(defaultScope('objection'));
    if (request.channel !== null) setChannel(request.channel);
    setReceivedOn(request.receivedOn);
    setOpensCase(true);
  }

  if (recorded) {
    return (
      <RecordedView
        recorded={recorded}
        senders={settings.senders ?? []}
        told={on.sendersTold(recorded.reference)}
        onSenderTold={sender => on.onSenderTold(recorded.reference, sender)}
        onPublish={on.onPublish}
        onNext={() => setRecorded(null)}
      />
    );
  }
  return (
    <ActionForm
      title={i18n.t('desk.record.title')}
      lead={i18n.t('desk.record.lead')}
      button={{
        id: 'record',
        text: i18n.t('desk.record.record'),
        busyText: i18n.t('desk.record.recording'),
      }}
      onSubmit={record}
    >
      <RepRequestField onRequest={draft} />
      <TextField
        name="identifiers"
        label={i18n.t('desk.record.identifiers')}
        hint={i18n.t('desk.record.identifiersHint')}
        rows={4}
        value={text}
        onChange={setText}
        {...(showsProblems && lines.length === 0 && { problem: i18n.t('desk.record.none') })}
      />
      <Remarks lines={lines} />
      {namesCompany && (
        <label class="choice">
          <input
            type="checkbox"
            checked={meansCompany}
            onChange={event => setMeansCompany(event.currentTarget.checked)}
          />
          {i18n.t('desk.record.meansCompany')}
        </label>
      )}
      <div class="pair">
        <ChoiceField
          name="basis"
          label={i18n.t('desk.record.basis')}
          value={basis}
          choices={choicesOf(BASIS_WORDS, BASES)}
          onChange={value => {
            setBasis(value);
            setScope(defaultScope(value));
          }}
        />
        <ChoiceField
          name="scope"
          label={i18n.t('desk.record.scope')}
          value={scope}
          choices={choicesOf(SCOPE_WORDS, SCOPES)}
          onChange={setScope}
        />
      </div>
      <div class="pair">
        <ReferenceField name="reference" reference={reference} />
        <TextField
          name="review"
          label={i18n.t('desk.record.review')}
          hint={i18n.t('desk.record.reviewHint')}
          type="date"
          value={review}
          onChange={setReview}
          {...(showsProblems && isReviewPast && { problem: i18n.t('desk.record.reviewPast') })}
        />
      </div>
      <TextField
        name="wording"
        label={i18n.t('desk.record.wording')}
        hint={i18n.t('desk.record.wordingHint')}
        suggestions={suggestedWordings(on.lettersSent(reference.text.trim()))}
        value={wording}
        onChange={setWording}
        {...(showsProblems && answered?.ok === false && { problem: i18n.t('desk.case.nameNeeded') })}
      />
      <div class="pair">
        <ChannelField name="channel" value={channel} onChange={setChannel} />
        <div class="field">
          <EvidenceField name="evidence" evidence={evidence} onChange={setEvidence} />
          {evidence && isFromOneOf(evidence, named) === false && (
            <p class="note">{i18n.t('desk.evidence.fromAnother')}</p>
          )}
        </div>
      </div>
      {receivedOn !== null && (
        <ReceiptChoice receivedOn={receivedOn} isChosen={opensCase} onChange={setOpensCase} />
      )}
    </ActionForm>
  );
}

/** Those that were sent; where none is recorded, those by which a block is offered. */
function suggestedWordings(sent: readonly string[]): readonly string[] {
  if (sent.length > 0) return sent;
  return LANGUAGES.map(language => wordingVersionOf(currentLetters.offer, language));
}

function linesOf(text: string, settings: Settings): Line[] {
  return (
    text
      .split(/[\n;]+/u)
      // A profile's link may hold commas itself.
      .flatMap(line => (isLinkedinAddress(line) ? [line] : line.split(',')))
      .map(line => line.trim())
      .filter(line => line !== '')
      .map(line => {
        const named = namedBy(line, settings.country);
        return { text: line, named, remark: remarkOn(named, settings) };
      })
  );
}

function Remarks({ lines }: { readonly lines: readonly Line[] }) {
  const remarked = lines.flatMap(({ text, remark }, index) => (remark ? [{ text, remark, index }] : []));
  if (remarked.length === 0) return null;
  return (
    <ul class="remarks" aria-live="polite">
      {remarked.map(({ text, remark, index }) => (
        <li
          key={`${index} ${text}`}
          class={remark.kind === 'malformed' || remark.kind === 'domain' ? 'problem' : 'soft'}
        >
          {i18n.t('desk.about', [text, remarkText(remark)])}
        </li>
      ))}
    </ul>
  );
}

function remarkText(remark: IdentifierRemark): string {
  switch (remark.kind) {
    case 'malformed':
      return i18n.t(
        remark.reason === 'national-number' ? 'desk.remark.nationalNumber' : 'desk.remark.malformed',
      );
    case 'domain':
      return DOMAIN_WORDS[remark.refusal]();
    case 'role':
      return i18n.t('desk.remark.role');
    case 'whole-company':
      return i18n.t('desk.remark.wholeCompany');
    case 'unusual-number':
      return i18n.t('desk.remark.unusualNumber');
  }
}
