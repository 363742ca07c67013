import { i18n } from '#i18n';
import type { GuardLevel } from '../utils/blocklist/head.ts';
import type { ConfirmationReminder } from '../utils/desk/confirmation-reminder.ts';
import type { LogEntry } from '../utils/lookup/log.ts';
import type { PanelOnly, Status } from '../utils/lookup/page-api.ts';
import type { Problem } from '../utils/lookup/verdict.ts';
import type { WaitingRequest } from '../utils/lookup/waiting.ts';
import type { EnrolRefusal } from '../utils/policy/enrol-refusal.ts';
import { NO_POLICY, type Policy } from '../utils/policy/policy.ts';
import type { Language } from '../utils/wording/chosen-language.ts';
import { DetailsTable } from './details-table.tsx';
import { DiagnosticsSection } from './diagnostics-section.tsx';
import { EnrolForm } from './enrol-form.tsx';
import { GuardSection } from './guard-section.tsx';
import { HoldsTable } from './holds-table.tsx';
import { ClockIcon, LetheMark } from './icons.tsx';
import { LanguageSection } from './language-section.tsx';
import { LeaveSection } from './leave-section.tsx';
import { PanelOnlySection } from './panel-only-section.tsx';
import { PolicySection } from './policy-section.tsx';
import { ProtectionState } from './protection-state.tsx';
import { SitesSection } from './sites-section.tsx';
import { dayText, momentText } from './time-text.ts';
import { WaitingList } from './waiting-list.tsx';

export interface OptionsProps {
  /** Null until the host has answered. */
  readonly status: Status | null;
  readonly holds: readonly LogEntry[];
  readonly panelOnly: PanelOnly;
  /** Where an officer works in this browser, and it is time to confirm the list by hand. */
  readonly reminder: ConfirmationReminder | null;
  /** Absent where nothing is managed. */
  readonly policy?: Policy;
  /** Hosts that policy wants watched and that aren't allowed yet. */
  readonly missingSites?: readonly string[];
  readonly waiting: readonly WaitingRequest[];
  /** How strictly the rep wants to be held. */
  readonly ownGuard: GuardLevel | null;
  /** Match patterns of the sites that the rep chose to have watched. */
  readonly chosenSites: readonly string[];
  /** For whoever helps the rep: see utils/lookup/diagnostics.ts. */
  readonly diagnostics: string;
  readonly now: number;
  readonly onEnrol: (code: string) => Promise<void>;
  readonly onSync: () => void;
  readonly onLeave: () => void;
  readonly onEraseHolds: () => void;
  readonly onPanelOnly: (sites: readonly string[]) => void;
  readonly onAllowSites?: (sites: readonly string[]) => void;
  /** Why this browser may not be enrolled with a code; null if it may. */
  readonly enrolRefusal?: (code: string) => Promise<EnrolRefusal | null>;
  readonly onEndRequest: (id: string) => void;
  readonly onGuard: (level: GuardLevel | null) => void;
  readonly onUnwatch: (origin: string) => void;
  /** The language of Lethe's own pages; null for the browser's. */
  readonly language?: Language | null;
  readonly onLanguage?: (language: Language | null) => void;
}

export function OptionsView(props: OptionsProps) {
  const { status, holds, panelOnly, reminder, waiting, ownGuard, chosenSites, diagnostics, now, ...rest } =
    props;
  const { policy = NO_POLICY, missingSites = [], onAllowSites = () => undefined, ...others } = rest;
  const { language = null, onLanguage = () => undefined, ...on } = others;
  const form = <EnrolForm onEnrol={on.onEnrol} {...(on.enrolRefusal && { refusalOf: on.enrolRefusal })} />;
  const isEnrolmentFixed = policy.forcesEnrolment || (policy.locksOptions && status?.details != null);
  return (
    <main class="options">
      <header class="head">
        <LetheMark />
        <div>
          <h1>{i18n.t('options.title')}</h1>
          <p class="soft">{i18n.t('options.lead')}</p>
        </div>
      </header>
      {reminder && (
        <section class="state state-amber" id="confirm-by">
          <ClockIcon />
          <div class="state-words">
            <h2>{i18n.t('options.confirmBy', [reminder.organisation, dayText(reminder.by, now)])}</h2>
            <p>
              {i18n.t('options.confirmByLead')} <a href="/desk.html">{i18n.t('options.desk')}</a>
            </p>
          </div>
        </section>
      )}
      {status === null && <p class="soft">{i18n.t('options.hostGone')}</p>}
      {status && <StatusSection status={status} now={now} onSync={on.onSync} />}
      <PolicySection policy={policy} missing={missingSites} onAllow={onAllowSites} />
      {status && !isEnrolmentFixed && (
        <section class="block">
          {status.details ? (
            <details class="more">
              <summary>{i18n.t('options.reenrolTitle')}</summary>
              <p class="soft">{i18n.t('options.reenrolLead')}</p>
              {form}
            </details>
          ) : (
            <>
              <h2>{i18n.t('options.enrolTitle')}</h2>
              <p class="soft">{i18n.t('options.enrolLead')}</p>
              {form}
            </>
          )}
        </section>
      )}
      {waiting.length > 0 && (
        <section class="block">
          <WaitingList waiting={waiting} now={now} onEnd={on.onEndRequest} />
        </section>
      )}
      <SitesSection chosen={policy.locksOptions ? [] : chosenSites} onUnwatch={on.onUnwatch} />
      <GuardSection
        organisation={policy.guard ?? status?.details?.list?.guard ?? null}
        isLocked={policy.locksOptions}
        own={ownGuard}
        onChange={on.onGuard}
      />
      <PanelOnlySection panelOnly={panelOnly} isLocked={policy.locksOptions} onChange={on.onPanelOnly} />
      <LanguageSection chosen={language} onChoose={onLanguage} />
      <HoldsTable holds={holds} onErase={on.onEraseHolds} />
      {status?.details && !isEnrolmentFixed && (
        <LeaveSection organisation={status.protection.organisation ?? ''} onLeave={on.onLeave} />
      )}
      <DiagnosticsSection text={diagnostics} />
      <p class="soft">
        {i18n.t('options.screenLead')} <a href="/screen.html">{i18n.t('options.screen')}</a> ·{' '}
        <a href="/welcome.html">{i18n.t('options.welcome')}</a>
      </p>
      {!policy.hidesDesk && (
        <p class="soft">
          {i18n.t('options.deskLead')} <a href="/desk.html">{i18n.t('options.desk')}</a>
        </p>
      )}
    </main>
  );
}

function problemOf({ protection, problem }: Status): Problem | null {
  return protection.state === 'protecting' ? problem : protection.problem;
}

function StatusSection({
  status,
  now,
  onSync,
}: {
  readonly status: Status;
  readonly now: number;
  readonly onSync: () => void;
}) {
  const { protection, details, attemptedAt, syncing } = status;
  return (
    <section class="block">
      <h2>{protection.organisation ?? i18n.t('options.status')}</h2>
      <ProtectionState status={status} now={now} />
      {details && (
        <div class="row">
          <button type="button" onClick={onSync} disabled={syncing}>
            {i18n.t(syncing ? 'options.syncing' : 'options.syncNow')}
          </button>
          {attemptedAt !== null && (
            <p class="soft">
              <time dateTime={new Date(attemptedAt).toISOString()}>
                {i18n.t('options.lastAttempt', [momentText(attemptedAt, now)])}
              </time>
            </p>
          )}
        </div>
      )}
      {details && <DetailsTable details={details} problem={problemOf(status)} />}
    </section>
  );
}
