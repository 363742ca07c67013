import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import type { PlaceProbe } from '../../utils/officer/probe-place.ts';
import { countText, momentText } from '../time-text.ts';
import { ExpiryFacts } from './expiry-facts.tsx';
import { ProbeResult } from './probe-result.tsx';
import { useAction } from './use-action.ts';

interface ServedSectionProps {
  readonly freshness: DeskState['freshness'];
  readonly now: number;
  /** From which colleagues read. */
  readonly repository: string | null;
  readonly onProbe: () => Promise<PlaceProbe>;
  /** Saves what is to be uploaded; null where publishing writes it to its place. */
  readonly onSaveUpload: (() => Promise<void>) | null;
}

/**
 * What was published last and when it runs out, whether the address that colleagues read serves it, and the upload, where it is
 * made by hand.
 */
export function ServedSection(props: ServedSectionProps) {
  const { freshness, now, repository, onProbe, onSaveUpload } = props;
  const [probe, setProbe] = useState<PlaceProbe | null>(null);
  const action = useAction();
  return (
    <section class="block">
      <h2>{i18n.t('desk.served.title')}</h2>
      {freshness.publishedAt !== null && (
        <p>
          {i18n.t('desk.overview.published', [
            countText(freshness.publication),
            momentText(freshness.publishedAt, now),
          ])}
        </p>
      )}
      <ExpiryFacts expiries={freshness.expiries} now={now} />
      {onSaveUpload && <p>{i18n.t('desk.served.upload', [repository ?? ''])}</p>}
      <div class="row">
        {onSaveUpload && (
          <button
            type="button"
            id="save-upload"
            class="filled"
            disabled={action.isBusy}
            onClick={() => action.run(onSaveUpload)}
          >
            {i18n.t('desk.served.save')}
          </button>
        )}
        <button
          type="button"
          id="probe-served"
          disabled={action.isBusy}
          onClick={() => action.run(async () => setProbe(await onProbe()))}
        >
          {i18n.t('desk.served.probe')}
        </button>
      </div>
      <p class="problem" role="alert">
        {action.problem}
      </p>
      {probe && <ProbeResult probe={probe} />}
    </section>
  );
}
