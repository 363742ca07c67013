import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Status } from '../utils/lookup/page-api.ts';
import type { EnrolRefusal } from '../utils/policy/enrol-refusal.ts';
import { NO_POLICY, type Policy } from '../utils/policy/policy.ts';
import { EnrolForm } from './enrol-form.tsx';
import { LetheMark } from './icons.tsx';
import { PolicySection } from './policy-section.tsx';
import { ProtectionState } from './protection-state.tsx';
import { SampleSection } from './sample-section.tsx';

export interface WelcomeProps {
  /** Null until the host has answered. */
  readonly status: Status | null;
  readonly now: number;
  /** False where the organisation doesn't want the desk offered. */
  readonly offersDesk: boolean;
  readonly policy?: Policy;
  /** Hosts that policy wants watched and that aren't allowed yet. */
  readonly missingSites?: readonly string[];
  readonly onAllowSites?: (sites: readonly string[]) => void;
  /** Why this browser may not be enrolled with a code; null if it may. */
  readonly enrolRefusal?: (code: string) => Promise<EnrolRefusal | null>;
  readonly onEnrol: (code: string) => Promise<void>;
  /** The sample stands in the page, to be brought to life until the signal aborts. */
  readonly onSample: (signal: AbortSignal) => void;
}

/** What whoever has just installed Lethe sees. */
export function WelcomeView({ status, now, offersDesk, onEnrol, onSample, ...rest }: WelcomeProps) {
  const { policy = NO_POLICY, missingSites = [], onAllowSites = () => undefined, enrolRefusal } = rest;
  return (
    <main class="options welcome">
      <header class="head">
        <LetheMark />
        <div>
          <h1>{i18n.t('welcome.title')}</h1>
          <p class="soft">{i18n.t('welcome.lead')}</p>
        </div>
      </header>
      <section class="block">
        <h2>{i18n.t('welcome.doesTitle')}</h2>
        <p>{i18n.t('welcome.does')}</p>
        <h2>{i18n.t('welcome.neverTitle')}</h2>
        <ul class="never">
          <li>{i18n.t('welcome.neverSends')}</li>
          <li>{i18n.t('welcome.neverKeeps')}</li>
          <li>{i18n.t('welcome.neverWatches')}</li>
        </ul>
      </section>
      {status?.details ? (
        <section class="block">
          <h2>{i18n.t('welcome.enrolled')}</h2>
          <ProtectionState status={status} now={now} />
        </section>
      ) : (
        <Doors offersDesk={offersDesk} onEnrol={onEnrol} {...(enrolRefusal && { enrolRefusal })} />
      )}
      <PolicySection policy={policy} missing={missingSites} onAllow={onAllowSites} />
      <SampleSection onSample={onSample} />
    </main>
  );
}

function Doors(props: Pick<WelcomeProps, 'offersDesk' | 'onEnrol' | 'enrolRefusal'>) {
  const { offersDesk, onEnrol, enrolRefusal } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="block">
      <h2>{i18n.t('welcome.doorsTitle')}</h2>
      <div class="doors">
        <button type="button" class="door" aria-expanded={isOpen} onClick={() => setOpen(true)}>
          <strong>{i18n.t('welcome.doorCode')}</strong>
          <span class="soft">{i18n.t('welcome.doorCodeNote')}</span>
        </button>
        {offersDesk && (
          <a class="button door" href="/desk.html">
            <strong>{i18n.t('welcome.doorDesk')}</strong>
            <span class="soft">{i18n.t('welcome.doorDeskNote')}</span>
          </a>
        )}
      </div>
      {isOpen && (
        <>
          <p class="soft">{i18n.t('options.enrolLead')}</p>
          <EnrolForm onEnrol={onEnrol} {...(enrolRefusal && { refusalOf: enrolRefusal })} />
        </>
      )}
    </section>
  );
}
