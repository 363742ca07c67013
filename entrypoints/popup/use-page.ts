import { useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { PageState } from '../../components/popup-view.tsx';
import type { Status } from '../../utils/lookup/page-api.ts';
import { createPageClient, type PageClient } from '../../utils/lookup/page-client.ts';
import type { WaitingRequest } from '../../utils/lookup/waiting.ts';
import { choiceUnder } from '../../utils/policy/choice-under.ts';
import { type SiteAccess, siteAccess } from '../../utils/sites/site-access.ts';
import type { PopupTab } from './popup-tab.ts';

/** How long a watched page's script has to speak, in case its host was just started. */
const SPEAKS_WITHIN_MS = 1_500;
/** A panel stays open, and says "4 minutes ago". */
const READ_EVERY_MS = 30_000;

/** What is known of a tab, as of one moment. */
export interface Shown {
  readonly status: Status | null;
  readonly page: PageState;
  readonly access: SiteAccess;
  readonly waiting: readonly WaitingRequest[];
  readonly now: number;
}

/** Follows a tab, over one connection to the host whichever tab that is. The client is undefined until it is made. */
export function usePage(tab: Promise<PopupTab>): {
  readonly client: PageClient | undefined;
  readonly shown: Shown;
} {
  const [client, setClient] = useState<PageClient>();
  const [shown, setShown] = useState<Shown>(nothingShown);
  const read = useRef<() => void>(() => undefined);

  useEffect(() => {
    const ending = new AbortController();
    const again = (): void => read.current();
    setClient(createPageClient(again, ending.signal));
    const timer = setInterval(again, READ_EVERY_MS);
    browser.permissions.onAdded.addListener(again);
    browser.permissions.onRemoved.addListener(again);
    return () => {
      clearInterval(timer);
      browser.permissions.onAdded.removeListener(again);
      browser.permissions.onRemoved.removeListener(again);
      ending.abort();
    };
  }, []);

  useEffect(() => {
    if (!client) return;
    let isOver = false;
    const since = Date.now();
    setShown(before => ({ ...before, page: { kind: 'loading' } }));
    // A host that goes while it is asked is followed by another, which is asked again.
    read.current = () => {
      readTab(client, tab, since).then(
        next => {
          if (!isOver) setShown(next);
        },
        () => undefined,
      );
    };
    read.current();
    const timer = setTimeout(() => read.current(), SPEAKS_WITHIN_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, tab]);

  return { client, shown };
}

function nothingShown(): Shown {
  return {
    status: null,
    page: { kind: 'loading' },
    access: { kind: 'closed' },
    waiting: [],
    now: Date.now(),
  };
}

async function readTab(client: PageClient, tab: Promise<PopupTab>, since: number): Promise<Shown> {
  const { id, url } = await tab;
  const access = await siteAccess(url, origin => browser.permissions.contains({ origins: [origin] }));
  const [status, policy, page, waiting] = await Promise.all([
    client.call(api => api.status()),
    client.call(api => api.policy()),
    pageStateOf(client, id, access, Date.now() - since),
    client.call(api => api.waiting()),
  ]);
  return { status, page, access: choiceUnder(policy, access), waiting, now: Date.now() };
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
