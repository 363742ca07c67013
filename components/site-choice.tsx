import { i18n } from '#i18n';
import type { SiteAccess } from '../utils/sites/site-access.ts';

export interface SiteChoiceProps {
  readonly access: SiteAccess;
  readonly onWatch: (origin: string) => void;
  readonly onUnwatch: (origin: string) => void;
}

/** Lets the rep have the site in the tab watched, or take that back; nothing on a site that Lethe watches by itself. */
export function SiteChoice({ access, onWatch, onUnwatch }: SiteChoiceProps) {
  if (!('origin' in access)) return null;
  const { kind, origin } = access;
  const host = origin.replace(/^[^/]*\/\//, '').replace(/\/\*$/, '');
  return (
    <section class="site-choice">
      <p class="soft">{i18n.t(kind === 'chosen' ? 'popup.watchedBy' : 'popup.watchNote', [host])}</p>
      {kind === 'chosen' ? (
        <button type="button" class="quiet" onClick={() => onUnwatch(origin)}>
          {i18n.t('popup.unwatch')}
        </button>
      ) : (
        <button type="button" onClick={() => onWatch(origin)}>
          {i18n.t(kind === 'withheld' ? 'popup.allow' : 'popup.watch')}
        </button>
      )}
    </section>
  );
}
