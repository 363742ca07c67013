import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { OptionsView } from '../../components/options-view.tsx';
import type { GuardLevel } from '../../utils/blocklist/head.ts';
import { type ConfirmationReminder, confirmationReminder } from '../../utils/desk/confirmation-reminder.ts';
import { openDeskDatabase } from '../../utils/desk/desk-database.ts';
import { diagnosticsText } from '../../utils/lookup/diagnostics.ts';
import type { LogEntry } from '../../utils/lookup/log.ts';
import type { PageApi, PanelOnly, Status } from '../../utils/lookup/page-api.ts';
import { createPageClient, type PageClient } from '../../utils/lookup/page-client.ts';
import type { WaitingRequest } from '../../utils/lookup/waiting.ts';
import { NO_POLICY, type Policy } from '../../utils/policy/policy.ts';
import { chosenOrigins } from '../../utils/sites/site-access.ts';
import { chooseLanguage, type Language } from '../../utils/wording/chosen-language.ts';
import { allowSites, missingSites } from './missing-sites.ts';

interface Shown {
  readonly status: Status | null;
  readonly holds: readonly LogEntry[];
  readonly panelOnly: PanelOnly;
  readonly policy: Policy;
  readonly missingSites: readonly string[];
  readonly waiting: readonly WaitingRequest[];
  readonly ownGuard: GuardLevel | null;
  readonly chosenSites: readonly string[];
  readonly now: number;
}

export function Options({ language }: { readonly language: Language | null }) {
  const [client, setClient] = useState<PageClient>();
  const [shown, setShown] = useState<Shown>(nothingShown);
  const [reminder, setReminder] = useState<ConfirmationReminder | null>(null);

  useEffect(() => {
    const ending = new AbortController();
    const connected = createPageClient(refresh, ending.signal);
    setClient(connected);

    void readReminder().then(setReminder);

    // A host that goes while it is asked is followed by another, which is asked again.
    function refresh(): void {
      readAll(connected).then(
        next => {
          if (!ending.signal.aborted) setShown(next);
        },
        () => undefined,
      );
    }

    browser.permissions.onAdded.addListener(refresh);
    browser.permissions.onRemoved.addListener(refresh);
    return () => {
      browser.permissions.onAdded.removeListener(refresh);
      browser.permissions.onRemoved.removeListener(refresh);
      ending.abort();
    };
  }, []);

  if (!client) return null;
  // Rejected when two hosts go meanwhile; what they did shows at the next reading.
  const ask = (question: (api: PageApi) => Promise<unknown>) => {
    client.call(question).catch(() => undefined);
  };
  return (
    <OptionsView
      {...shown}
      diagnostics={diagnosticsOf(shown)}
      reminder={reminder}
      enrolRefusal={code => client.call(api => api.enrolRefusal(code))}
      onAllowSites={allowSites}
      onEnrol={async code => {
        await client.call(api => api.enrol(code));
      }}
      onSync={() => ask(api => api.sync())}
      onLeave={() => ask(api => api.leave())}
      onPanelOnly={sites => ask(api => api.setPanelOnly(sites))}
      onEraseHolds={() => ask(api => api.eraseHolds())}
      onEndRequest={id => ask(api => api.endRequest(id))}
      onGuard={level => ask(api => api.setOwnGuard(level))}
      language={language}
      onLanguage={chosen => void chooseLanguage(chosen).then(() => location.reload())}
      onUnwatch={origin => void browser.permissions.remove({ origins: [origin] }).catch(() => false)}
    />
  );
}

/** Nothing where no desk was ever opened here, nor where its database can't be read: the desk itself says so. */
async function readReminder(): Promise<ConfirmationReminder | null> {
  try {
    const database = await openDeskDatabase();
    const reminder = await confirmationReminder(database, Date.now());
    database.close();
    return reminder ?? null;
  } catch {
    return null;
  }
}

function nothingShown(): Shown {
  return {
    status: null,
    holds: [],
    panelOnly: { organisation: [], own: [] },
    policy: NO_POLICY,
    missingSites: [],
    waiting: [],
    ownGuard: null,
    chosenSites: [],
    now: Date.now(),
  };
}

async function readAll(client: PageClient): Promise<Shown> {
  const [status, holds, panelOnly, policy, waiting, ownGuard, { origins = [] }] = await Promise.all([
    client.call(api => api.status()),
    client.call(api => api.holds()),
    client.call(api => api.panelOnly()),
    client.call(api => api.policy()),
    client.call(api => api.waiting()),
    client.call(api => api.ownGuard()),
    browser.permissions.getAll(),
  ]);
  const chosenSites = chosenOrigins(origins);
  const missing = await missingSites(policy.sites);
  return {
    status,
    holds,
    panelOnly,
    policy,
    missingSites: missing,
    waiting,
    ownGuard,
    chosenSites,
    now: Date.now(),
  };
}

function diagnosticsOf({ status, panelOnly, chosenSites, waiting, holds, now }: Shown): string {
  return diagnosticsText({
    version: browser.runtime.getManifest().version,
    browser: navigator.userAgent,
    status,
    panelOnly,
    chosenSites: chosenSites.length,
    waiting: waiting.length,
    holds: holds.length,
    now,
  });
}
