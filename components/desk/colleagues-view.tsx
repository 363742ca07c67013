import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { CopyButton } from '../copy-button.tsx';
import { useAction } from './use-action.ts';

/** What enrols a colleague's browser. */
export interface EnrolmentOffer {
  readonly code: string;
  readonly fingerprint: string;
  readonly repository: string;
}

interface ColleaguesViewProps {
  readonly organisation: string;
  readonly onCode: () => Promise<EnrolmentOffer>;
  readonly onFile: () => Promise<void>;
}

/** The code or file that enrols; shown only when asked for. */
export function ColleaguesView({ organisation, onCode, onFile }: ColleaguesViewProps) {
  const [offer, setOffer] = useState<EnrolmentOffer | null>(null);
  const action = useAction();
  return (
    <section class="block">
      <h2>{i18n.t('desk.colleagues.title')}</h2>
      <p>{i18n.t('desk.colleagues.lead')}</p>
      <p class="note">{i18n.t('desk.colleagues.password')}</p>
      <div class="row">
        <button
          type="button"
          id="show-code"
          disabled={action.isBusy}
          onClick={() => action.run(async () => setOffer(await onCode()))}
        >
          {i18n.t('desk.colleagues.show')}
        </button>
        <button type="button" disabled={action.isBusy} onClick={() => action.run(onFile)}>
          {i18n.t('desk.colleagues.file')}
        </button>
      </div>
      <p class="problem" role="alert">
        {action.problem}
      </p>
      {offer && (
        <>
          <pre id="enrolment-code" class="copyable mono">
            {offer.code}
          </pre>
          <div class="row">
            <CopyButton label={i18n.t('desk.colleagues.copy')} text={offer.code} />
          </div>
          <p class="soft">{i18n.t('desk.colleagues.shown')}</p>
          <dl class="facts-list">
            <div>
              <dt>{i18n.t('options.name')}</dt>
              <dd>{organisation}</dd>
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
        </>
      )}
    </section>
  );
}
