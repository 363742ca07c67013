import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Unreadable } from '../utils/guard/page-reading.ts';
import { CopyButton } from './copy-button.tsx';
import { WarningIcon } from './icons.tsx';

export interface UnreadablePartProps {
  readonly what: readonly Unreadable[];
  readonly onDescribe: () => Promise<string | null>;
}

/** Says loudly what can't be read here, and makes a report of it that the rep sees whole before it goes anywhere. */
export function UnreadablePart({ what, onDescribe }: UnreadablePartProps) {
  const [report, setReport] = useState<string | null>();
  const note = what.includes('compose') ? 'popup.cantReadCompose' : 'popup.cantReadRecord';
  return (
    <section class="page page-warning">
      <WarningIcon />
      <div>
        <h2>{i18n.t('popup.cantRead')}</h2>
        <p class="soft">{i18n.t(note)}</p>
        {report === undefined && (
          <button type="button" class="quiet" onClick={() => void onDescribe().then(setReport)}>
            {i18n.t('popup.report')}
          </button>
        )}
        {report === null && <p class="soft">{i18n.t('popup.reportFailed')}</p>}
        {typeof report === 'string' && <Report text={report} />}
      </div>
    </section>
  );
}

function Report({ text }: { readonly text: string }) {
  return (
    <>
      <p class="soft">{i18n.t('popup.reportLead')}</p>
      <textarea class="structure" readOnly rows={8} aria-label={i18n.t('popup.reportText')} value={text} />
      <CopyButton label={i18n.t('popup.reportCopy')} text={text} />
    </>
  );
}
