import { i18n } from '#i18n';
import type { FrameReport, ListedSighting } from '../utils/lookup/protocol.ts';
import { withoutTelScheme } from '../utils/scan/call-link.ts';
import { ListedIcon, RingIcon, WarningIcon } from './icons.tsx';
import type { PageState } from './popup-view.tsx';
import { countText } from './time-text.ts';
import { UnreadablePart } from './unreadable-part.tsx';
import { WrongMatch } from './wrong-match.tsx';

const LISTED_SHOWN = 50;

export interface PageReportProps {
  readonly page: PageState;
  /** Reads the page's structure for a report that it can't be read; null where the browser doesn't let us. */
  readonly onDescribe: () => Promise<string | null>;
  /** Whom the organisation says to ask. */
  readonly contact: string;
  /** Said of a site that isn't watched, where this view can't offer that. */
  readonly hint?: string | undefined;
}

/** What Lethe found on the page in the tab. */
export function PageReport({ page, onDescribe, contact, hint }: PageReportProps) {
  switch (page.kind) {
    case 'loading':
      return <p class="page page-loading">{i18n.t('popup.loading')}</p>;
    case 'not-watched':
      return (
        <Notice
          title={i18n.t('popup.notWatched')}
          note={[i18n.t('popup.notWatchedNote'), hint ?? ''].join(' ').trim()}
        />
      );
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
          <Report report={page.report} contact={contact} />
        </>
      );
  }
}

function Report({ report, contact }: { readonly report: FrameReport; readonly contact: string }) {
  const { checked, unchecked, listed, record } = report;
  if (listed.length > 0) return <Listed report={report} contact={contact} />;
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

function Listed({ report, contact }: { readonly report: FrameReport; readonly contact: string }) {
  const { checked, unchecked, listed } = report;
  const more = listed.length - LISTED_SHOWN;
  const title = listed.some(({ waiting }) => waiting) ? 'popup.askedTitle' : 'popup.listedTitle';
  return (
    <section class="page page-listed">
      <ListedIcon />
      <div>
        <h2>{i18n.t(title, listed.length, [countText(listed.length)])}</h2>
        <ul class="listed">
          {listed.slice(0, LISTED_SHOWN).map(sighting => (
            <Person key={sighting.text} sighting={sighting} contact={contact} />
          ))}
        </ul>
        {more > 0 && <p class="soft">{i18n.t('popup.more', more, [countText(more)])}</p>}
        <p class="soft">{i18n.t('popup.checkedToo', checked, [countText(checked)])}</p>
        <Unchecked count={unchecked} />
      </div>
    </section>
  );
}

function Person({ sighting, contact }: { readonly sighting: ListedSighting; readonly contact: string }) {
  const { text, scope, match, waiting } = sighting;
  const address = withoutTelScheme(text);
  return (
    <li>
      <span class="address" title={address}>
        {address}
      </span>
      <span class="scope">{i18n.t(scope === 'all' ? 'popup.scopeAll' : 'popup.scopeMarketing')}</span>
      {waiting && <span class="match">{i18n.t('popup.waiting')}</span>}
      {match !== 'exact' && !waiting && (
        <span class="match">{i18n.t(match === 'domain' ? 'popup.matchDomain' : 'popup.matchSpelling')}</span>
      )}
      {!waiting && <WrongMatch match={match} contact={contact} />}
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
