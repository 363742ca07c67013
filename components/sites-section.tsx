import { i18n } from '#i18n';
import { sites } from '../utils/sites/sites.ts';

export interface SitesSectionProps {
  /** Match patterns of the sites that the rep chose. */
  readonly chosen: readonly string[];
  readonly onUnwatch: (origin: string) => void;
}

/** Where Lethe looks: what it watches by itself, and what the rep chose. */
export function SitesSection({ chosen, onUnwatch }: SitesSectionProps) {
  const known = new Intl.ListFormat(i18n.t('status.locale'), { type: 'conjunction' }).format(
    sites.map(({ name }) => name),
  );
  return (
    <section class="block">
      <h2>{i18n.t('options.sitesTitle')}</h2>
      <p class="soft">{i18n.t('options.sitesLead', [known])}</p>
      {chosen.length > 0 && (
        <>
          <p>{i18n.t('options.sitesChosen')}</p>
          <ul class="sites">
            {chosen.map(origin => (
              <li key={origin} class="row">
                <button type="button" onClick={() => onUnwatch(origin)}>
                  {i18n.t('options.sitesStop', [hostOf(origin)])}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="soft">{i18n.t('options.sitesNone')}</p>
    </section>
  );
}

/** `https://crm.example.com/*` as a person says it. */
function hostOf(origin: string): string {
  return origin.replace(/^[^/]*\/\//, '').replace(/\/\*$/, '');
}
