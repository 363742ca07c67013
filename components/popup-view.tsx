import { i18n } from '#i18n';
import type { Status } from '../utils/lookup/page-api.ts';
import type { PeopleHere } from '../utils/lookup/people-here.ts';
import type { FrameReport } from '../utils/lookup/protocol.ts';
import type { Verdict } from '../utils/lookup/verdict.ts';
import type { StopOutcome, StopRequest, WaitingRequest } from '../utils/lookup/waiting.ts';
import type { SiteAccess } from '../utils/sites/site-access.ts';
import { CheckForm } from './check-form.tsx';
import { LetheMark } from './icons.tsx';
import { PageReport } from './page-report.tsx';
import { ProtectionState } from './protection-state.tsx';
import { SiteChoice } from './site-choice.tsx';
import { StopForm } from './stop-form.tsx';
import { WaitingList } from './waiting-list.tsx';

/** What is known of the page in the tab: nothing yet, not ours to read, ours but silent, or what its frames report. */
export type PageState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'not-watched' }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'report'; readonly report: FrameReport };

export interface PopupProps {
  /** Null until the host has answered. */
  readonly status: Status | null;
  readonly page: PageState;
  /** What Lethe may do on the page's site. */
  readonly access: SiteAccess;
  /** Name of the page's site or its host; empty where the browser doesn't tell it. */
  readonly site: string;
  readonly waiting: readonly WaitingRequest[];
  readonly now: number;
  /** What the rep selected to be checked. */
  readonly asked?: string | null;
  /** Said of a site that isn't watched, where watching it can't be offered. */
  readonly hint?: string;
  readonly onDescribe: () => Promise<string | null>;
  readonly onCheck: (text: string) => Promise<Verdict>;
  /** The rep wants a site watched, or no longer; by the match pattern of its host. */
  readonly onWatch: (origin: string) => void;
  readonly onUnwatch: (origin: string) => void;
  readonly onPeople: () => Promise<PeopleHere | null>;
  readonly onHold: (request: StopRequest) => Promise<StopOutcome>;
  readonly onEndRequest: (id: string) => void;
  readonly onSync: () => void;
  readonly onOptions: () => void;
  /** Opens the panel; absent where there is none, or where this is it. */
  readonly onPanel?: (() => void) | undefined;
}

/** What popup and side panel show of the page at hand. */
export function PopupView(props: PopupProps) {
  const { status, page, access, site, waiting, now, asked, hint, ...on } = props;
  const protection = status?.protection;
  const isChecking = protection !== undefined && protection.state !== 'not-protecting';
  const isEnrolled = status !== null && status.details !== null;
  const organisation = protection?.organisation;
  const contact = status?.details?.list?.contact ?? '';
  return (
    <main class="popup">
      <header class="head">
        <LetheMark />
        <h1>{i18n.t('popup.title')}</h1>
        {organisation !== undefined && <p class="organisation">{organisation}</p>}
      </header>
      {status && !isChecking && <ProtectionState status={status} now={now} />}
      {isChecking && <PageReport page={page} onDescribe={on.onDescribe} contact={contact} hint={hint} />}
      {isChecking && <SiteChoice access={access} onWatch={on.onWatch} onUnwatch={on.onUnwatch} />}
      {isChecking && (
        <CheckForm
          organisation={protection.organisation}
          list={`${protection.publishedAt} ${protection.entries} ${protection.domains}`}
          onCheck={on.onCheck}
          asked={asked}
        />
      )}
      {isEnrolled && (
        <StopForm site={site} contact={contact} now={now} onPeople={on.onPeople} onHold={on.onHold} />
      )}
      {isEnrolled && <WaitingList waiting={waiting} now={now} onEnd={on.onEndRequest} />}
      {status && isChecking && <ProtectionState status={status} now={now} />}
      {status && <Foot isEnrolled={isEnrolled} isSyncing={status.syncing} {...on} />}
    </main>
  );
}

function Foot(
  props: {
    readonly isEnrolled: boolean;
    readonly isSyncing: boolean;
  } & Pick<PopupProps, 'onOptions' | 'onPanel' | 'onSync'>,
) {
  const { isEnrolled, isSyncing, onOptions, onPanel, onSync } = props;
  if (!isEnrolled) {
    return (
      <footer class="foot">
        <button type="button" class="filled" onClick={onOptions}>
          {i18n.t('popup.enrol')}
        </button>
      </footer>
    );
  }
  return (
    <footer class="foot">
      <button type="button" onClick={onSync} disabled={isSyncing}>
        {i18n.t(isSyncing ? 'popup.syncing' : 'popup.syncNow')}
      </button>
      <button type="button" class="quiet" onClick={onOptions}>
        {i18n.t('popup.options')}
      </button>
      {onPanel && (
        <button type="button" class="quiet" onClick={onPanel}>
          {i18n.t('popup.panel')}
        </button>
      )}
      <a href="/screen.html" target="_blank" rel="noreferrer">
        {i18n.t('popup.screen')}
      </a>
    </footer>
  );
}
