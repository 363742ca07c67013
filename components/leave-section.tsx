import { useState } from 'preact/hooks';
import { i18n } from '#i18n';

interface LeaveSectionProps {
  readonly organisation: string;
  readonly onLeave: () => void;
}

/** Leaving asks first. */
export function LeaveSection({ organisation, onLeave }: LeaveSectionProps) {
  const [asks, setAsks] = useState(false);
  return (
    <section class="block">
      <h2>{i18n.t('options.leaveTitle', [organisation])}</h2>
      <p class="soft">{asks ? i18n.t('options.leaveAsk', [organisation]) : i18n.t('options.leaveLead')}</p>
      <div class="row">
        {asks ? (
          <>
            <button type="button" onClick={() => setAsks(false)}>
              {i18n.t('options.cancel')}
            </button>
            <button
              type="button"
              class="grave"
              onClick={() => {
                setAsks(false);
                onLeave();
              }}
            >
              {i18n.t('options.leaveConfirm', [organisation])}
            </button>
          </>
        ) : (
          <button type="button" onClick={() => setAsks(true)}>
            {i18n.t('options.leave')}
          </button>
        )}
      </div>
    </section>
  );
}
