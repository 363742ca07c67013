import { useEffect, useState } from 'preact/hooks';
import type { Status } from '../utils/lookup/page-api.ts';
import { createPageClient, type PageClient } from '../utils/lookup/page-client.ts';

/** Lethe's state as of one moment, as long as the page is open. The client is undefined until it is made. */
export function useStatus(): {
  readonly client: PageClient | undefined;
  readonly status: Status | null;
  readonly now: number;
} {
  const [client, setClient] = useState<PageClient>();
  const [status, setStatus] = useState<Status | null>(null);
  const [now, setNow] = useState(Date.now());

  useEffect(() => {
    const ending = new AbortController();
    const connected = createPageClient(refresh, ending.signal);
    setClient(connected);

    // A host that goes while it is asked is followed by another, which is asked again.
    function refresh(): void {
      connected
        .call(api => api.status())
        .then(
          next => {
            if (ending.signal.aborted) return;
            setNow(Date.now());
            setStatus(next);
          },
          () => undefined,
        );
    }

    return () => ending.abort();
  }, []);

  return { client, status, now };
}
