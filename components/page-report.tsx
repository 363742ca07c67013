import { i18n } from '#i18n';
import type { FrameReport, ListedSighting } from '../utils/lookup/protocol.ts';
import { withoutTelScheme } from '../utils/scan/call-link.ts';
import { ListedIcon, RingIcon, WarningIcon } from './icons.tsx';
import type { PageState } from './popup-view.tsx';
import { countText } from './time-text.ts';
import { UnreadablePart } from './unreadable-part.tsx';

const LISTED_SHOWN = 50;

export interface PageReportProps {
  readonly page: PageState;
  /** Reads the page's structure for a report that it can't be read; null where the browser doesn't let us. */
  readonly onDescribe: () => Promise<string | null>;
}

/** What Lethe found on the page in the tab. */
export function PageReport({ page, onDescribe }: PageReportProps) {
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
      return (
        <>
          {page.report.unreadable.length > 0 && (
            <UnreadablePart what={page.report.unreadable} onDescribe={onDescribe} />
          )}
          <Report report={page.report} />
        </>
      );
  }
}

function Report({ report }: { readonly report: FrameReport }) {
  const { checked, unchecked, listed, record } = report;
  if (listed.length > 0) return <Listed report={report} />;
  if (record === 'nothing-to-check') {
    return <Notice title={i18n.t('popup.nothing')} note={i18n.t('popup.nobodyIdentified')} />;
  }
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
  const address = withoutTelScheme(text);
  return (
    <li>
      <span class="address" title={address}>
        {address}
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
