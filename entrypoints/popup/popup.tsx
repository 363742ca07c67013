import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { type PageState, PopupView } from '../../components/popup-view.tsx';
import type { PageApi, Status } from '../../utils/lookup/page-api.ts';
import { createPageClient, type PageClient } from '../../utils/lookup/page-client.ts';
import { siteOf } from '../../utils/sites/sites.ts';

/** How long a watched page's script has to speak, in case its host was just started. */
const SPEAKS_WITHIN_MS = 1_500;

export function Popup({ tabId }: { readonly tabId: Promise<number | undefined> }) {
  const [client, setClient] = useState<PageClient>();
  const [status, setStatus] = useState<Status | null>(null);
  const [page, setPage] = useState<PageState>({ kind: 'loading' });
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
      const id = await tabId;
      const [nextStatus, nextPage] = await Promise.all([
        connected.call(api => api.status()),
        pageStateOf(connected, id, Date.now() - openedAt),
      ]);
      if (ending.signal.aborted) return;
      setNow(Date.now());
      setStatus(nextStatus);
      setPage(nextPage);
    }

    return () => ending.abort();
  }, [tabId]);

  if (!client) return null;
  // Rejected when the host goes meanwhile; what it did shows at the next reading.
  const ask = (question: (api: PageApi) => Promise<unknown>) => {
    client.call(question).catch(() => undefined);
  };
  return (
    <PopupView
      status={status}
      page={page}
      now={now}
      onCheck={text => client.call(api => api.check(text))}
      onSync={() => ask(api => api.sync())}
      onOptions={() => void browser.runtime.openOptionsPage()}
    />
  );
}

async function pageStateOf(
  client: PageClient,
  tabId: number | undefined,
  openForMs: number,
): Promise<PageState> {
  if (tabId === undefined) return { kind: 'not-watched' };
  const report = await client.call(api => api.tab(tabId));
  if (report) return { kind: 'report', report };
  // Without the permission `tabs` the address is seen only where we may read the page.
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  if (!tab?.url || !siteOf(tab.url)) return { kind: 'not-watched' };
  return openForMs < SPEAKS_WITHIN_MS ? { kind: 'loading' } : { kind: 'unreadable' };
}
