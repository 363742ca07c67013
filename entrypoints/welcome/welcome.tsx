import { useEffect, useState } from 'preact/hooks';
import { WelcomeView } from '../../components/welcome-view.tsx';
import type { Status } from '../../utils/lookup/page-api.ts';
import { createPageClient, type PageClient } from '../../utils/lookup/page-client.ts';
import { startSample } from './sample.ts';

export interface WelcomeOptions {
  /** Whether the desk is offered: an organisation may not want it for everybody. */
  readonly offersDesk: () => Promise<boolean>;
}

export function Welcome({ offersDesk }: WelcomeOptions) {
  const [client, setClient] = useState<PageClient>();
  const [status, setStatus] = useState<Status | null>(null);
  const [isDeskOffered, setDeskOffered] = useState(false);
  const [now, setNow] = useState(Date.now());

  useEffect(() => {
    const ending = new AbortController();
    const connected = createPageClient(refresh, ending.signal);
    setClient(connected);
    void offersDesk().then(setDeskOffered);

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
  }, [offersDesk]);

  return (
    <WelcomeView
      status={status}
      now={now}
      offersDesk={isDeskOffered}
      onEnrol={async code => {
        await client?.call(api => api.enrol(code));
      }}
      onSample={signal => startSample(document, signal)}
    />
  );
}
