import { i18n } from '#i18n';
import { GUARD_LEVELS, type GuardLevel } from '../utils/blocklist/head.ts';

export interface GuardSectionProps {
  /** Null while there is no list that says so. */
  readonly organisation: GuardLevel | null;
  readonly own: GuardLevel | null;
  /** By policy: then nobody chooses. */
  readonly isLocked?: boolean;
  readonly onChange: (level: GuardLevel | null) => void;
}

const LEVELS: Readonly<Record<GuardLevel, () => string>> = {
  warn: () => i18n.t('options.guardLevels.warn'),
  hold: () => i18n.t('options.guardLevels.hold'),
  block: () => i18n.t('options.guardLevels.block'),
};

/** What happens when somebody listed is written to: the organisation's word, or something stricter for oneself. */
export function GuardSection({ organisation, own, isLocked = false, onChange }: GuardSectionProps) {
  if (organisation === null) {
    return (
      <section class="block">
        <h2>{i18n.t('options.guardTitle')}</h2>
        <p class="soft">{i18n.t('options.guardUnknown')}</p>
      </section>
    );
  }
  const offered = isLocked ? [organisation] : GUARD_LEVELS.slice(GUARD_LEVELS.indexOf(organisation));
  const inForce = own !== null && offered.includes(own) ? own : organisation;
  return (
    <section class="block">
      <h2 id="guard-title">{i18n.t('options.guardTitle')}</h2>
      <p class="soft">{i18n.t('options.guardLead')}</p>
      <div class="guard-levels" role="radiogroup" aria-labelledby="guard-title">
        {offered.map(level => (
          <label key={level} class="choice">
            <input
              type="radio"
              name="guard"
              checked={level === inForce}
              onChange={() => onChange(level === organisation ? null : level)}
            />
            <span>
              {level === organisation
                ? i18n.t('options.guardByOrganisation', [LEVELS[level]()])
                : LEVELS[level]()}
            </span>
          </label>
        ))}
      </div>
    </section>
  );
}
