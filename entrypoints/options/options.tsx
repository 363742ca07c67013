import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { OptionsView } from '../../components/options-view.tsx';
import { type ConfirmationReminder, confirmationReminder } from '../../utils/desk/confirmation-reminder.ts';
import { openDeskDatabase } from '../../utils/desk/desk-database.ts';
import type { LogEntry } from '../../utils/lookup/log.ts';
import type { PageApi, PanelOnly, Status } from '../../utils/lookup/page-api.ts';
import { createPageClient, type PageClient } from '../../utils/lookup/page-client.ts';
import { NO_POLICY, type Policy } from '../../utils/policy/policy.ts';

export function Options() {
  const [client, setClient] = useState<PageClient>();
  const [status, setStatus] = useState<Status | null>(null);
  const [holds, setHolds] = useState<readonly LogEntry[]>([]);
  const [panelOnly, setPanelOnly] = useState<PanelOnly>({ organisation: [], own: [] });
  const [reminder, setReminder] = useState<ConfirmationReminder | null>(null);
  const [policy, setPolicy] = useState<Policy>(NO_POLICY);
  const [missingSites, setMissingSites] = useState<readonly string[]>([]);
  const [now, setNow] = useState(Date.now());

  useEffect(() => {
    const ending = new AbortController();
    const connected = createPageClient(refresh, ending.signal);
    setClient(connected);

    void readReminder().then(setReminder);

    // A host that goes while it is asked is followed by another, which is asked again.
    function refresh(): void {
      read().catch(() => undefined);
    }

    async function read(): Promise<void> {
      const [nextStatus, nextHolds, nextPanelOnly, nextPolicy] = await Promise.all([
        connected.call(api => api.status()),
        connected.call(api => api.holds()),
        connected.call(api => api.panelOnly()),
        connected.call(api => api.policy()),
      ]);
      const missing = await notAllowed(nextPolicy.sites);
      if (ending.signal.aborted) return;
      setNow(Date.now());
      setStatus(nextStatus);
      setHolds(nextHolds);
      setPanelOnly(nextPanelOnly);
      setPolicy(nextPolicy);
      setMissingSites(missing);
    }

    browser.permissions.onAdded.addListener(refresh);
    ending.signal.addEventListener('abort', () => browser.permissions.onAdded.removeListener(refresh));
    return () => ending.abort();
  }, []);

  if (!client) return null;
  // Rejected when two hosts go meanwhile; what they did shows at the next reading.
  const ask = (question: (api: PageApi) => Promise<unknown>) => {
    client.call(question).catch(() => undefined);
  };
  return (
    <OptionsView
      status={status}
      holds={holds}
      panelOnly={panelOnly}
      reminder={reminder}
      policy={policy}
      missingSites={missingSites}
      now={now}
      enrolRefusal={code => client.call(api => api.enrolRefusal(code))}
      // A browser asks the rep only while it hears the click, so nothing may be awaited before.
      onAllowSites={sites => void browser.permissions.request({ origins: [...sites] }).catch(() => false)}
      onEnrol={async code => {
        await client.call(api => api.enrol(code));
      }}
      onSync={() => ask(api => api.sync())}
      onLeave={() => ask(api => api.leave())}
      onPanelOnly={sites => ask(api => api.setPanelOnly(sites))}
      onEraseHolds={() => ask(api => api.eraseHolds())}
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

async function notAllowed(sites: readonly string[]): Promise<string[]> {
  const allowed = await Promise.all(sites.map(site => browser.permissions.contains({ origins: [site] })));
  return sites.filter((_site, index) => !allowed[index]);
}
