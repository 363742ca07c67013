import { i18n } from '#i18n';
import type { Expiry } from '../../utils/publish/expiries.ts';
import type { TopLevelRole } from '../../utils/tuf/metadata.ts';
import { dayText, exactText } from '../time-text.ts';
import { FactsList } from './facts-list.tsx';

interface ExpiryFactsProps {
  /** The soonest first. */
  readonly expiries: readonly Expiry[];
  readonly now: number;
}

type Part = 'confirmation' | 'list' | 'keys';

const PART_WORDS: Readonly<Record<Part, () => string>> = {
  confirmation: () => i18n.t('desk.fresh.confirmation'),
  list: () => i18n.t('desk.fresh.list'),
  keys: () => i18n.t('desk.fresh.keys'),
};

const ROLE_WORDS: Readonly<Record<TopLevelRole, () => string>> = {
  root: () => i18n.t('options.role.root'),
  targets: () => i18n.t('options.role.targets'),
  snapshot: () => i18n.t('options.role.snapshot'),
  timestamp: () => i18n.t('options.role.timestamp'),
};

/** When what colleagues have runs out, part by part; its technical names under Details. */
export function ExpiryFacts({ expiries, now }: ExpiryFactsProps) {
  const soonest = new Map<Part, number>();
  for (const { role, at } of expiries) {
    const part = partOf(role);
    if (!soonest.has(part)) soonest.set(part, at);
  }
  return (
    <>
      <FactsList
        facts={[...soonest].map(([part, at]) => [
          PART_WORDS[part](),
          i18n.t(at <= now ? 'desk.fresh.ranOut' : 'desk.fresh.holds', [dayText(at, now)]),
        ])}
      />
      {expiries.some(({ role, isDue }) => role === 'root' && isDue) && (
        <p>{i18n.t('desk.fresh.renewKeys')}</p>
      )}
      <details class="more">
        <summary>{i18n.t('options.details')}</summary>
        <FactsList
          facts={expiries.map(({ role, version, at }) => [
            ROLE_WORDS[role](),
            i18n.t('options.version', [String(version), exactText(at)]),
          ])}
        />
      </details>
    </>
  );
}

/** Targets and snapshot are signed with each list, and run out together. */
function partOf(role: TopLevelRole): Part {
  if (role === 'timestamp') return 'confirmation';
  return role === 'root' ? 'keys' : 'list';
}
