import { i18n } from '#i18n';
import type { Status } from '../utils/lookup/page-api.ts';
import type { FrameReport } from '../utils/lookup/protocol.ts';
import type { Verdict } from '../utils/lookup/verdict.ts';
import type { SiteAccess } from '../utils/sites/site-access.ts';
import { CheckForm } from './check-form.tsx';
import { LetheMark } from './icons.tsx';
import { PageReport } from './page-report.tsx';
import { ProtectionState } from './protection-state.tsx';
import { SiteChoice } from './site-choice.tsx';

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
  readonly now: number;
  readonly onDescribe: () => Promise<string | null>;
  readonly onCheck: (text: string) => Promise<Verdict>;
  /** The rep wants a site watched, or no longer; by the match pattern of its host. */
  readonly onWatch: (origin: string) => void;
  readonly onUnwatch: (origin: string) => void;
  readonly onSync: () => void;
  readonly onOptions: () => void;
}

export function PopupView(props: PopupProps) {
  const { status, page, access, now, onCheck, onDescribe, onWatch, onUnwatch, onSync, onOptions } = props;
  const protection = status?.protection;
  const isChecking = protection !== undefined && protection.state !== 'not-protecting';
  const isEnrolled = status !== null && status.details !== null;
  const organisation = protection?.organisation;
  return (
    <main class="popup">
      <header class="head">
        <LetheMark />
        <h1>{i18n.t('popup.title')}</h1>
        {organisation !== undefined && <p class="organisation">{organisation}</p>}
      </header>
      {status && !isChecking && <ProtectionState status={status} now={now} />}
      {isChecking && <PageReport page={page} onDescribe={onDescribe} />}
      {isChecking && <SiteChoice access={access} onWatch={onWatch} onUnwatch={onUnwatch} />}
      {isChecking && (
        <CheckForm
          organisation={protection.organisation}
          list={`${protection.publishedAt} ${protection.entries} ${protection.domains}`}
          onCheck={onCheck}
        />
      )}
      {status && isChecking && <ProtectionState status={status} now={now} />}
      {status && (
        <footer class="foot">
          {isEnrolled ? (
            <button type="button" onClick={onSync} disabled={status.syncing}>
              {i18n.t(status.syncing ? 'popup.syncing' : 'popup.syncNow')}
            </button>
          ) : (
            <button type="button" class="filled" onClick={onOptions}>
              {i18n.t('popup.enrol')}
            </button>
          )}
          {isEnrolled && (
            <button type="button" class="quiet" onClick={onOptions}>
              {i18n.t('popup.options')}
            </button>
          )}
        </footer>
      )}
    </main>
  );
}
