import { i18n } from '#i18n';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import { ClockIcon, TickIcon, WarningIcon } from '../icons.tsx';
import { dayText } from '../time-text.ts';
import { ExpiryFacts } from './expiry-facts.tsx';

interface FreshnessPanelProps {
  readonly freshness: DeskState['freshness'];
  readonly now: number;
}

/** Whether what colleagues have holds, until when, and what to do about it. */
export function FreshnessPanel({ freshness, now }: FreshnessPanelProps) {
  const { expiries, isPastHalf } = freshness;
  const [first] = expiries;
  if (!first) return null;
  const isExpired = first.at <= now;
  const due = expiries.filter(({ isDue }) => isDue);
  // Publishing renews all but the keys.
  const isPublishingDue = due.some(({ role }) => role !== 'root');
  const confirmation = expiries.find(({ role }) => role === 'timestamp');
  const tone = isExpired ? 'rust' : due.length > 0 ? 'amber' : 'calm';
  const title = isExpired
    ? 'desk.fresh.expired'
    : isPublishingDue
      ? 'desk.fresh.due'
      : due.length > 0
        ? 'desk.fresh.keysDue'
        : 'desk.fresh.good';
  return (
    <section class={`state state-${tone}`} id="freshness" aria-label={i18n.t(title)}>
      {isExpired ? <WarningIcon /> : due.length > 0 ? <ClockIcon /> : <TickIcon />}
      <div class="state-words">
        <h2>{i18n.t(title)}</h2>
        <p>{i18n.t(isExpired ? 'desk.fresh.ended' : 'desk.fresh.until', [dayText(first.at, now)])}</p>
        {isPublishingDue && <p>{i18n.t('desk.fresh.renew')}</p>}
        {confirmation && isPastHalf && !isPublishingDue && (
          <p id="confirm-by">{i18n.t('desk.fresh.confirmBy', [dayText(confirmation.at, now)])}</p>
        )}
        <ExpiryFacts expiries={expiries} now={now} />
      </div>
    </section>
  );
}
