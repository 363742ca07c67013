import { useEffect, useState } from 'preact/hooks';
import { useStatus } from '../../components/use-status.ts';
import { WelcomeView } from '../../components/welcome-view.tsx';
import { startSample } from './sample.ts';

export interface WelcomeOptions {
  /** Whether the desk is offered: an organisation may not want it for everybody. */
  readonly offersDesk: () => Promise<boolean>;
}

export function Welcome({ offersDesk }: WelcomeOptions) {
  const { client, status, now } = useStatus();
  const [isDeskOffered, setDeskOffered] = useState(false);

  useEffect(() => {
    let isOver = false;
    void offersDesk().then(isOffered => {
      if (!isOver) setDeskOffered(isOffered);
    });
    return () => {
      isOver = true;
    };
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
