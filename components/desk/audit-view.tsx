import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { dayOf } from '../../utils/calendar-day.ts';
import type { SavedExport } from '../../utils/desk/exports.ts';
import { saveFile } from '../../utils/desk/save-file.ts';
import { auditPage, type PageVoice } from '../../utils/register/audit/page.ts';
import { languageOfWords } from '../../utils/wording/locale.ts';
import { sentenceText } from '../sentence-text.ts';
import { ActionForm } from './action-form.tsx';
import { AuditFacts } from './audit-facts.tsx';
import { TimelineTable } from './timeline-table.tsx';
import { doneWords } from './timeline-words.ts';
import { VerifyExport, type VerifyExportProps } from './verify-export.tsx';

interface AuditViewProps extends VerifyExportProps {
  /** Reads and verifies the register as it stands, into a signed export. */
  readonly onExport: (digests: boolean) => Promise<SavedExport>;
}

/** Who recorded and published what, and when: verified, shown, and signed for others. */
export function AuditView({ onExport, onVerify }: AuditViewProps) {
  const [digests, setDigests] = useState(false);
  const [made, setMade] = useState<SavedExport | null>(null);
  const name = made && `register-${dayOf(made.audit.header.exportedAt)}`;
  return (
    <>
      <section class="block" id="audit">
        <ActionForm
          class="step"
          title={i18n.t('desk.audit.title')}
          lead={i18n.t('desk.audit.lead')}
          button={{
            id: 'verify-register',
            text: i18n.t('desk.audit.verify'),
            busyText: i18n.t('desk.audit.verifying'),
          }}
          onSubmit={async () => {
            setMade(null);
            setMade(await onExport(digests));
          }}
        >
          <label class="choice">
            <input
              id="with-digests"
              type="checkbox"
              checked={digests}
              onChange={event => {
                setDigests(event.currentTarget.checked);
                setMade(null);
              }}
            />
            {i18n.t('desk.audit.withDigests')}
          </label>
        </ActionForm>
        {made && (
          <>
            <AuditFacts id="verified" title={i18n.t('desk.audit.holds')} facts={made.audit.summary} />
            <div class="row">
              <button type="button" id="save-export" onClick={() => saveFile(`${name}.jsonl`, made.file)}>
                {i18n.t('desk.audit.saveExport')}
              </button>
              <button
                type="button"
                id="save-page"
                onClick={() => saveFile(`${name}.html`, auditPage(made.audit, voice()))}
              >
                {i18n.t('desk.audit.savePage')}
              </button>
              <p class="soft small">{i18n.t('desk.audit.saveHint')}</p>
            </div>
            <TimelineTable audit={made.audit} />
          </>
        )}
      </section>
      <VerifyExport onVerify={onVerify} />
    </>
  );
}

/** The page is in the language of the desk. */
function voice(): PageVoice {
  return {
    language: languageOfWords(),
    say: sentenceText,
    done: done =>
      done.type === 'publication'
        ? `${doneWords(done)} · SHA-256 ${done.record.head.slice(0, 12)}…`
        : doneWords(done),
  };
}
