import { i18n } from '#i18n';
import type { FrameReport, ListedSighting } from '../utils/lookup/protocol.ts';
import { ListedIcon, RingIcon, WarningIcon } from './icons.tsx';
import type { PageState } from './popup-view.tsx';
import { countText } from './time-text.ts';

const LISTED_SHOWN = 50;

/** What Lethe found on the page in the tab. */
export function PageReport({ page }: { readonly page: PageState }) {
  switch (page.kind) {
    case 'loading':
      return <p class="page page-loading">{i18n.t('popup.loading')}</p>;
    case 'not-watched':
      return <Notice title={i18n.t('popup.notWatched')} note={i18n.t('popup.notWatchedNote')} />;
    case 'withheld':
      return <Notice title={i18n.t('popup.withheld')} note={i18n.t('popup.withheldNote')} warns />;
    case 'unreadable':
      return <Notice title={i18n.t('popup.unreadable')} note={i18n.t('popup.unreadableNote')} warns />;
    case 'report':
      return <Report report={page.report} />;
  }
}

function Report({ report }: { readonly report: FrameReport }) {
  const { checked, unchecked, listed } = report;
  if (listed.length > 0) return <Listed report={report} />;
  if (checked + unchecked === 0) {
    return <Notice title={i18n.t('popup.nothing')} note={i18n.t('popup.nothingNote')} />;
  }
  return (
    <section class="page">
      <RingIcon />
      <div>
        {checked > 0 && <h2>{i18n.t('popup.checkedNone', checked, [countText(checked)])}</h2>}
        <Unchecked count={unchecked} />
      </div>
    </section>
  );
}

function Listed({ report: { checked, unchecked, listed } }: { readonly report: FrameReport }) {
  const more = listed.length - LISTED_SHOWN;
  return (
    <section class="page page-listed">
      <ListedIcon />
      <div>
        <h2>{i18n.t('popup.listedTitle', listed.length, [countText(listed.length)])}</h2>
        <ul class="listed">
          {listed.slice(0, LISTED_SHOWN).map(sighting => (
            <Person key={sighting.text} sighting={sighting} />
          ))}
        </ul>
        {more > 0 && <p class="soft">{i18n.t('popup.more', more, [countText(more)])}</p>}
        <p class="soft">{i18n.t('popup.checkedToo', checked, [countText(checked)])}</p>
        <Unchecked count={unchecked} />
      </div>
    </section>
  );
}

function Person({ sighting: { text, scope, match } }: { readonly sighting: ListedSighting }) {
  return (
    <li>
      <span class="address" title={text}>
        {text}
      </span>
      <span class="scope">{i18n.t(scope === 'all' ? 'popup.scopeAll' : 'popup.scopeMarketing')}</span>
      {match !== 'exact' && (
        <span class="match">{i18n.t(match === 'domain' ? 'popup.matchDomain' : 'popup.matchSpelling')}</span>
      )}
    </li>
  );
}

function Unchecked({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return <p class="unchecked">{i18n.t('popup.unchecked', count, [countText(count)])}</p>;
}

function Notice({
  title,
  note,
  warns = false,
}: {
  readonly title: string;
  readonly note: string;
  readonly warns?: boolean;
}) {
  return (
    <section class={warns ? 'page page-warning' : 'page'}>
      {warns ? <WarningIcon /> : <RingIcon />}
      <div>
        <h2>{title}</h2>
        <p class="soft">{note}</p>
      </div>
    </section>
  );
}
