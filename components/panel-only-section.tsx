import { i18n } from '#i18n';
import type { PanelOnly } from '../utils/lookup/page-api.ts';
import { sites } from '../utils/sites/sites.ts';

export interface PanelOnlySectionProps {
  readonly panelOnly: PanelOnly;
  /** Policy lets nobody change it. */
  readonly isLocked?: boolean;
  readonly onChange: (own: readonly string[]) => void;
}

/** Sites in whose pages the rep, or the organisation for them, wants nothing put. */
export function PanelOnlySection({ panelOnly, isLocked = false, onChange }: PanelOnlySectionProps) {
  const { organisation, own } = panelOnly;
  const offered = sites.filter(site => site.offersPanelOnly).map(({ name }) => name);
  return (
    <section class="block">
      <h2>{i18n.t('options.panelOnlyTitle')}</h2>
      <p class="soft">{i18n.t('options.panelOnlyLead')}</p>
      {offered.map(name => {
        const isSet = organisation.includes(name);
        return (
          <label key={name} class="choice">
            <input
              type="checkbox"
              checked={isSet || own.includes(name)}
              disabled={isSet || isLocked}
              onChange={({ currentTarget }) =>
                onChange(currentTarget.checked ? [...own, name] : own.filter(other => other !== name))
              }
            />
            <span>{isSet ? i18n.t('options.panelOnlyByOrganisation', [name]) : name}</span>
          </label>
        );
      })}
    </section>
  );
}
