import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { type PageState, PopupView } from '../../components/popup-view.tsx';
import type { PageApi, Status } from '../../utils/lookup/page-api.ts';
import { createPageClient, type PageClient } from '../../utils/lookup/page-client.ts';
import { choiceUnder } from '../../utils/policy/choice-under.ts';
import { type SiteAccess, siteAccess } from '../../utils/sites/site-access.ts';
import { siteOf } from '../../utils/sites/sites.ts';

/** How long a watched page's script has to speak, in case its host was just started. */
const SPEAKS_WITHIN_MS = 1_500;

export interface PopupTab {
  readonly id: number | undefined;
  /** Undefined where the browser doesn't tell it. */
  readonly url: string | undefined;
}

export function Popup({ tab }: { readonly tab: Promise<PopupTab> }) {
  const [client, setClient] = useState<PageClient>();
  const [status, setStatus] = useState<Status | null>(null);
  const [page, setPage] = useState<PageState>({ kind: 'loading' });
  const [access, setAccess] = useState<SiteAccess>({ kind: 'closed' });
  const [now, setNow] = useState(Date.now());

  useEffect(() => {
    const ending = new AbortController();
    const openedAt = Date.now();
    const connected = createPageClient(refresh, ending.signal);
    setClient(connected);
    setTimeout(refresh, SPEAKS_WITHIN_MS);

    // A host that goes while it is asked is followed by another, which is asked again.
    function refresh(): void {
      read().catch(() => undefined);
    }

    async function read(): Promise<void> {
      const { id, url } = await tab;
      const nextAccess = await siteAccess(url, origin => browser.permissions.contains({ origins: [origin] }));
      const [nextStatus, policy, nextPage] = await Promise.all([
        connected.call(api => api.status()),
        connected.call(api => api.policy()),
        pageStateOf(connected, id, nextAccess, Date.now() - openedAt),
      ]);
      if (ending.signal.aborted) return;
      setNow(Date.now());
      setAccess(choiceUnder(policy, nextAccess));
      setStatus(nextStatus);
      setPage(nextPage);
    }

    browser.permissions.onAdded.addListener(refresh);
    browser.permissions.onRemoved.addListener(refresh);
    ending.signal.addEventListener('abort', () => {
      browser.permissions.onAdded.removeListener(refresh);
      browser.permissions.onRemoved.removeListener(refresh);
    });
    return () => ending.abort();
  }, [tab]);

  if (!client) return null;
  // Rejected when the host goes meanwhile; what it did shows at the next reading.
  const ask = (question: (api: PageApi) => Promise<unknown>) => {
    client.call(question).catch(() => undefined);
  };
  return (
    <PopupView
      status={status}
      page={page}
      access={access}
      now={now}
      onDescribe={() => tab.then(structureOf)}
      onCheck={text => client.call(api => api.check(text))}
      // A browser asks the rep only while it hears the click, so nothing may be awaited before.
      onWatch={origin => void browser.permissions.request({ origins: [origin] }).catch(() => false)}
      onUnwatch={origin => void browser.permissions.remove({ origins: [origin] }).catch(() => false)}
      onSync={() => ask(api => api.sync())}
      onOptions={() => void browser.runtime.openOptionsPage()}
    />
  );
}

/** Nothing is sent: what the script returns is shown to the rep. */
async function structureOf({ id, url }: PopupTab): Promise<string | null> {
  if (id === undefined) return null;
  const { version } = browser.runtime.getManifest();
  const site = siteOf(url ?? '')?.name ?? '';
  try {
    const [frame] = await browser.scripting.executeScript({
      target: { tabId: id },
      files: ['/page-structure.js'],
    });
    return typeof frame?.result === 'string' ? `Lethe ${version} ${site}\n${frame.result}` : null;
  } catch {
    return null;
  }
}

async function pageStateOf(
  client: PageClient,
  tabId: number | undefined,
  { kind }: SiteAccess,
  openForMs: number,
): Promise<PageState> {
  if (tabId === undefined) return { kind: 'not-watched' };
  const report = await client.call(api => api.tab(tabId));
  // A script that is still there from before the permission went.
  if (report && kind !== 'offered' && kind !== 'withheld') return { kind: 'report', report };
  if (kind === 'withheld') return { kind: 'withheld' };
  if (kind === 'closed' || kind === 'offered') return { kind: 'not-watched' };
  return openForMs < SPEAKS_WITHIN_MS ? { kind: 'loading' } : { kind: 'unreadable' };
}
