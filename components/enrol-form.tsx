import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { type DecodedEnrolment, decodeEnrolment } from '../utils/enrolment/code.ts';
import { CODE_PROBLEM_KEYS } from '../utils/enrolment/code-problem-keys.ts';
import { fingerprintOf } from '../utils/enrolment/root-pin.ts';
import { HostGone } from '../utils/lookup/page-client.ts';
import type { EnrolRefusal } from '../utils/policy/enrol-refusal.ts';
import { storeProblem } from '../utils/sync/store-problem.ts';
import { problemText } from './problem-text.ts';

const MAX_FILE_LENGTH_BYTES = 2_000_000;

const REFUSAL_TEXTS: Readonly<Record<EnrolRefusal, () => string>> = {
  'by-policy': () => i18n.t('policy.enrolled'),
  locked: () => i18n.t('policy.locked'),
  'other-organisation': () => i18n.t('policy.otherOrganisation'),
};

interface EnrolFormProps {
  readonly onEnrol: (code: string) => Promise<void>;
  /** Why a whole code would be refused, to be said before the rep accepts it; null if it wouldn't. */
  readonly refusalOf?: (code: string) => Promise<EnrolRefusal | null>;
}

interface Offer {
  readonly code: string;
  readonly organisation: string;
  readonly repository: string;
  readonly fingerprint: string;
}

type Step =
  | { readonly at: 'code'; readonly problem: string }
  | { readonly at: 'offer'; readonly offer: Offer }
  | { readonly at: 'enrolling'; readonly offer: Offer };

const EMPTY: Step = { at: 'code', problem: '' };

/** Code or file → what it says, to be accepted → enrolment. The code is gone from the page afterwards. */
export function EnrolForm({ onEnrol, refusalOf }: EnrolFormProps) {
  const [step, setStep] = useState<Step>(EMPTY);
  const [code, setCode] = useState('');

  async function read(text: string): Promise<void> {
    const decoded = decodeEnrolment(text);
    if (!decoded.ok) {
      setStep({ at: 'code', problem: i18n.t(CODE_PROBLEM_KEYS[decoded.problem]) });
      return;
    }
    // Without an answer it is asked all the same: the host refuses whatever was accepted here.
    const refusal = (await refusalOf?.(text).catch(() => null)) ?? null;
    if (refusal) setStep({ at: 'code', problem: REFUSAL_TEXTS[refusal]() });
    else setStep({ at: 'offer', offer: offerOf(text, decoded) });
  }

  async function readFile(file: File | undefined): Promise<void> {
    if (!file) return;
    const text = file.size <= MAX_FILE_LENGTH_BYTES ? await file.text().catch(() => undefined) : undefined;
    if (text === undefined) setStep({ at: 'code', problem: i18n.t('options.codeProblem.unreadableFile') });
    else await read(text);
  }

  async function accept(offer: Offer): Promise<void> {
    setStep({ at: 'enrolling', offer });
    try {
      await onEnrol(offer.code);
      setCode('');
      setStep(EMPTY);
    } catch (error) {
      const why = await failureText(offer.code, error);
      setStep({ at: 'code', problem: i18n.t('options.failed', [why]) });
    }
  }

  /** Policy may have come between the offer and its acceptance. */
  async function failureText(text: string, error: unknown): Promise<string> {
    if (error instanceof HostGone) return i18n.t('options.failedHostGone');
    const refusal = (await refusalOf?.(text).catch(() => null)) ?? null;
    return refusal ? REFUSAL_TEXTS[refusal]() : problemText(await storeProblem(error));
  }

  if (step.at !== 'code') {
    return (
      <OfferView
        offer={step.offer}
        isEnrolling={step.at === 'enrolling'}
        onAccept={() => void accept(step.offer)}
        onBack={() => setStep(EMPTY)}
      />
    );
  }
  return (
    <form
      class="enrol"
      onSubmit={event => {
        event.preventDefault();
        void read(code);
      }}
    >
      <label for="code">{i18n.t('options.code')}</label>
      <textarea
        id="code"
        class="mono"
        rows={4}
        autocomplete="off"
        spellcheck={false}
        placeholder={i18n.t('options.codePlaceholder')}
        aria-describedby="code-problem"
        value={code}
        onInput={event => {
          setCode(event.currentTarget.value);
          setStep(EMPTY);
        }}
      />
      <p id="code-problem" class="problem" role="alert">
        {step.problem}
      </p>
      <div class="row">
        <button type="submit" class="filled">
          {i18n.t('options.read')}
        </button>
        <label class="file-button">
          {i18n.t('options.chooseFile')}
          <input
            type="file"
            accept=".lethe,.txt,text/plain"
            onChange={event => void readFile(event.currentTarget.files?.[0])}
          />
        </label>
      </div>
    </form>
  );
}

function OfferView(props: {
  readonly offer: Offer;
  readonly isEnrolling: boolean;
  readonly onAccept: () => void;
  readonly onBack: () => void;
}) {
  const { offer, isEnrolling } = props;
  return (
    <section class="offer" aria-labelledby="offer-title">
      <h3 id="offer-title">{i18n.t('options.acceptTitle')}</h3>
      <p class="soft">{i18n.t('options.acceptLead')}</p>
      <dl class="facts-list">
        <div>
          <dt>{i18n.t('options.name')}</dt>
          <dd class="strong">{offer.organisation}</dd>
        </div>
        <div>
          <dt>{i18n.t('options.repository')}</dt>
          <dd>{offer.repository}</dd>
        </div>
        <div>
          <dt>{i18n.t('options.fingerprint')}</dt>
          <dd class="mono">{offer.fingerprint}</dd>
        </div>
      </dl>
      <p>{i18n.t('options.password')}</p>
      <div class="row">
        <button type="button" class="filled" disabled={isEnrolling} onClick={props.onAccept}>
          {isEnrolling ? i18n.t('options.enrolling') : i18n.t('options.accept', [offer.organisation])}
        </button>
        <button type="button" disabled={isEnrolling} onClick={props.onBack}>
          {i18n.t('options.back')}
        </button>
      </div>
    </section>
  );
}

function offerOf(code: string, decoded: DecodedEnrolment & { ok: true }): Offer {
  const { organisation, repository, root } = decoded.enrolment;
  return { code, organisation, repository, fingerprint: fingerprintOf(root) };
}
