import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { useStatus } from '../../components/use-status.ts';
import { WelcomeView } from '../../components/welcome-view.tsx';
import { NO_POLICY, type Policy } from '../../utils/policy/policy.ts';
import { allowSites, missingSites } from '../options/missing-sites.ts';
import { startSample } from './sample.ts';

export interface WelcomeOptions {
  /** Whether the desk is offered: an organisation may not want it for everybody. */
  readonly offersDesk: () => Promise<boolean>;
}

export function Welcome({ offersDesk }: WelcomeOptions) {
  const { client, status, now } = useStatus();
  const [isDeskOffered, setDeskOffered] = useState(false);
  const [managed, setManaged] = useState<{ policy: Policy; missing: readonly string[] }>({
    policy: NO_POLICY,
    missing: [],
  });

  useEffect(() => {
    let isOver = false;
    void offersDesk().then(isOffered => {
      if (!isOver) setDeskOffered(isOffered);
    });
    return () => {
      isOver = true;
    };
  }, [offersDesk]);

  // The host tells of another policy by another state; of what the rep allowed, the browser.
  useEffect(() => {
    if (!client) return;
    let isOver = false;
    async function read(from: NonNullable<typeof client>): Promise<void> {
      const policy = await from.call(api => api.policy());
      const missing = await missingSites(policy.sites);
      if (!isOver) setManaged({ policy, missing });
    }
    const again = (): void => void read(client).catch(() => undefined);
    again();
    browser.permissions.onAdded.addListener(again);
    browser.permissions.onRemoved.addListener(again);
    return () => {
      isOver = true;
      browser.permissions.onAdded.removeListener(again);
      browser.permissions.onRemoved.removeListener(again);
    };
  }, [client, status]);

  return (
    <WelcomeView
      status={status}
      now={now}
      offersDesk={isDeskOffered}
      policy={managed.policy}
      missingSites={managed.missing}
      onAllowSites={allowSites}
      enrolRefusal={async code => (await client?.call(api => api.enrolRefusal(code))) ?? null}
      onEnrol={async code => {
        await client?.call(api => api.enrol(code));
      }}
      onSample={signal => startSample(document, signal)}
    />
  );
}
