import { i18n } from '#i18n';
import type { AuditSummary } from '../../utils/register/audit/summary.ts';
import { TickIcon } from '../icons.tsx';
import { countText, exactText } from '../time-text.ts';
import { FactsList } from './facts-list.tsx';

interface AuditFactsProps {
  readonly id: string;
  readonly title: string;
  /** What the result leaves open. */
  readonly remark?: string;
  readonly facts: AuditSummary;
}

/** Whose register was verified, and what it is made of. */
export function AuditFacts({ id, title, remark, facts }: AuditFactsProps) {
  const lost = facts.publicationsBeforeLoss;
  return (
    <div class="state state-calm" id={id} aria-live="polite">
      <TickIcon />
      <div class="state-words step">
        <h2>{title}</h2>
        {remark !== undefined && <p>{remark}</p>}
        {facts.publicationsMissing && <p>{i18n.t('desk.audit.recordsMissing')}</p>}
        {lost.length > 0 && <p>{i18n.t('desk.audit.beforeLoss', [lost.join(', ')])}</p>}
        <FactsList
          facts={[
            [i18n.t('options.name'), facts.organisation],
            [i18n.t('desk.audit.asOf'), exactText(facts.exportedAt)],
            [
              i18n.t('desk.audit.register'),
              i18n.t('desk.audit.objects', [countText(facts.objects), countText(facts.chains.length)]),
            ],
            [i18n.t('desk.audit.erased'), countText(facts.erasedLines)],
            [i18n.t('desk.audit.publications'), countText(facts.publications)],
          ]}
        />
        <details class="more">
          <summary>{i18n.t('options.details')}</summary>
          <FactsList
            facts={[
              [i18n.t('options.fingerprint'), facts.rootFingerprint ?? ''],
              [i18n.t('desk.audit.signer'), facts.signer],
              [i18n.t('desk.audit.hash'), facts.sha256],
              [i18n.t('desk.audit.list'), facts.listId],
            ]}
          />
        </details>
      </div>
    </div>
  );
}
