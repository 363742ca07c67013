import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Scope } from '../../utils/lookup/verdict.ts';
import type { BlockOutcome } from '../../utils/officer/block-identifiers.ts';
import { type Named, namedBy } from '../../utils/officer/named-by.ts';
import type { Settings } from '../../utils/officer/settings.ts';
import { type IdentifierRemark, remarkOn } from '../../utils/officer/wanted-identifiers.ts';
import { BASES, type Basis, defaultScope, SCOPES } from '../../utils/register/basis.ts';
import type { Ground } from '../../utils/register/block.ts';
import { CHANNELS, type Channel } from '../../utils/register/evidence.ts';
import { type ReadEvidence, readEvidence } from '../../utils/register/read-evidence.ts';
import { checkReference } from '../../utils/register/reference.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { dayText } from '../time-text.ts';
import { useAction } from '../use-action.ts';
import { BASIS_WORDS, CHANNEL_WORDS, choicesOf, DOMAIN_WORDS, SCOPE_WORDS } from './words.ts';

interface RecordFormProps {
  readonly settings: Settings;
  /** @param wanted that nothing refuses */
  readonly onRecord: (wanted: readonly Named[], ground: Ground) => Promise<BlockOutcome>;
  readonly onPublish: () => void;
}

interface Line {
  readonly text: string;
  readonly named: Named;
  readonly remark: IdentifierRemark | undefined;
}

/** What was recorded, while the addresses are still at hand. */
interface Recorded extends BlockOutcome {
  readonly addresses: readonly string[];
  readonly reference: string;
}

/** Everybody and everything that one request names, on one ground. */
export function RecordForm({ settings, onRecord, onPublish }: RecordFormProps) {
  const [text, setText] = useState('');
  const [basis, setBasis] = useState<Basis>('objection');
  const [scope, setScope] = useState<Scope>(defaultScope('objection'));
  const [reference, setReference] = useState('');
  const [channel, setChannel] = useState<Channel>('mail');
  const [review, setReview] = useState('');
  const [evidence, setEvidence] = useState<ReadEvidence | null>(null);
  const [meansCompany, setMeansCompany] = useState(false);
  const [showsProblems, setShowsProblems] = useState(false);
  const [recorded, setRecorded] = useState<Recorded | null>(null);
  const action = useAction();

  const lines = linesOf(text, settings);
  const checked = checkReference(reference, settings.referencePattern ?? undefined);
  const isRefused = lines.some(({ remark }) => remark?.kind === 'malformed' || remark?.kind === 'domain');
  const namesCompany = lines.some(({ remark }) => remark?.kind === 'whole-company');
  const isReady = lines.length > 0 && !isRefused && checked.ok && (!namesCompany || meansCompany);

  async function record(): Promise<void> {
    setShowsProblems(true);
    if (!isReady || !checked.ok) return;
    const outcome = await onRecord(
      lines.map(({ named }) => named),
      {
        scope,
        basis,
        reference: checked.reference,
        recordedAt: Date.now(),
        evidence: evidence && { ...evidence.evidence, channel: evidence.evidence.channel ?? channel },
        wording: null,
        reviewAt: review === '' ? null : Date.parse(review),
      },
    );
    setRecorded({ ...outcome, addresses: lines.map(each => each.text), reference: checked.reference });
    setText('');
    setReference('');
    setEvidence(null);
    setMeansCompany(false);
    setShowsProblems(false);
  }

  if (recorded) {
    return <RecordedView recorded={recorded} onPublish={onPublish} onNext={() => setRecorded(null)} />;
  }
  return (
    <form
      class="block"
      onSubmit={event => {
        event.preventDefault();
        action.run(record);
      }}
    >
      <h2>{i18n.t('desk.record.title')}</h2>
      <p class="soft">{i18n.t('desk.record.lead')}</p>
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
        <TextField
          name="reference"
          label={i18n.t('desk.record.reference')}
          hint={i18n.t('desk.record.referenceHint')}
          placeholder="DPO-17"
          value={reference}
          onChange={setReference}
          {...(showsProblems && !checked.ok && { problem: referenceText(checked.problem) })}
        />
        <TextField
          name="review"
          label={i18n.t('desk.record.review')}
          hint={i18n.t('desk.record.reviewHint')}
          type="date"
          value={review}
          onChange={setReview}
        />
      </div>
      <div class="pair">
        <ChoiceField
          name="channel"
          label={i18n.t('desk.record.channel')}
          value={channel}
          choices={choicesOf(CHANNEL_WORDS, CHANNELS)}
          onChange={setChannel}
        />
        <EvidenceField evidence={evidence} onChange={setEvidence} />
      </div>
      <div class="row end">
        <p class="problem" role="alert">
          {action.problem}
        </p>
        <button type="submit" id="record" class="filled" disabled={action.isBusy}>
          {i18n.t(action.isBusy ? 'desk.record.recording' : 'desk.record.record')}
        </button>
      </div>
    </form>
  );
}

function linesOf(text: string, settings: Settings): Line[] {
  return text
    .split(/[\n,;]+/u)
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const named = namedBy(line, settings.country);
      return { text: line, named, remark: remarkOn(named, settings) };
    });
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
          {text}: {remarkText(remark)}
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

function referenceText(problem: 'empty' | 'holds-at' | 'other-pattern'): string {
  switch (problem) {
    case 'empty':
      return i18n.t('desk.record.referenceMissing');
    case 'holds-at':
      return i18n.t('desk.record.referenceHoldsAt');
    case 'other-pattern':
      return i18n.t('desk.record.referencePattern');
  }
}

function EvidenceField(props: {
  readonly evidence: ReadEvidence | null;
  readonly onChange: (evidence: ReadEvidence) => void;
}) {
  const { evidence, onChange } = props;
  const take = async (file: File | undefined) => {
    if (file) onChange(await readEvidence(new Uint8Array(await file.arrayBuffer()), file.name));
  };
  return (
    <fieldset
      class="field drop"
      onDragOver={event => event.preventDefault()}
      onDrop={event => {
        event.preventDefault();
        void take(event.dataTransfer?.files[0]);
      }}
    >
      <legend>{i18n.t('desk.record.evidence')}</legend>
      <label class="file-button">
        {i18n.t('desk.record.chooseEvidence')}
        <input id="evidence" type="file" onChange={event => void take(event.currentTarget.files?.[0])} />
      </label>
      <p class="soft small">
        {evidence ? evidenceText(evidence) : i18n.t('desk.record.evidenceHint')}
        {evidence?.isOutlookMessage && ` ${i18n.t('desk.record.outlookMessage')}`}
      </p>
    </fieldset>
  );
}

function evidenceText({ evidence: { sha256, sentAt }, sender }: ReadEvidence): string {
  const parts = [
    ...(sender === null ? [] : [i18n.t('desk.record.evidenceFrom', [sender])]),
    ...(sentAt === null ? [] : [i18n.t('desk.record.evidenceSent', [dayText(sentAt, Date.now())])]),
    i18n.t('desk.record.evidenceHash', [sha256.slice(0, 16)]),
  ];
  return parts.join(' · ');
}

/** What is left to do while the addresses are at hand: afterwards nobody can find them here. */
function RecordedView(props: {
  readonly recorded: Recorded;
  readonly onPublish: () => void;
  readonly onNext: () => void;
}) {
  const { added, already, addresses, reference } = props.recorded;
  const [isCopied, setCopied] = useState(false);
  return (
    <section class="block" id="recorded" aria-live="polite">
      <h2>
        {added > 0
          ? i18n.t('desk.recorded.title', added, [String(added), reference])
          : i18n.t('desk.recorded.nothingNew')}
      </h2>
      {already > 0 && <p class="soft">{i18n.t('desk.recorded.already', already, [String(already)])}</p>}
      <p>{i18n.t('desk.recorded.senders')}</p>
      <div class="row">
        <button
          type="button"
          onClick={() => {
            void navigator.clipboard.writeText(addresses.join('\n')).then(() => setCopied(true));
          }}
        >
          {i18n.t(isCopied ? 'desk.recorded.copied' : 'desk.recorded.copy')}
        </button>
        <p class="soft small">{i18n.t('desk.recorded.afterwards')}</p>
      </div>
      <div class="row end">
        <button type="button" onClick={props.onNext}>
          {i18n.t('desk.recorded.next')}
        </button>
        <button type="button" id="go-publish" class="filled" onClick={props.onPublish}>
          {i18n.t('desk.recorded.publish')}
        </button>
      </div>
    </section>
  );
}
