import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { WaitingRequest } from '../utils/lookup/waiting.ts';
import { channelText } from './channel-text.ts';
import { countText, dayText } from './time-text.ts';

export interface WaitingListProps {
  readonly waiting: readonly WaitingRequest[];
  readonly now: number;
  readonly onEnd: (id: string) => void;
}

/** Who told the rep to stop and isn't published yet. Nothing here tells who they are: nothing of that is kept. */
export function WaitingList({ waiting, now, onEnd }: WaitingListProps) {
  if (waiting.length === 0) return null;
  return (
    <details class="more waiting">
      <summary>{i18n.t('waiting.title', waiting.length, [countText(waiting.length)])}</summary>
      <p class="soft">{i18n.t('waiting.lead')}</p>
      <ul>
        {waiting.map(request => (
          <Waiting key={request.id} request={request} now={now} onEnd={onEnd} />
        ))}
      </ul>
    </details>
  );
}

function Waiting(props: {
  readonly request: WaitingRequest;
  readonly now: number;
  readonly onEnd: (id: string) => void;
}) {
  const { request, now, onEnd } = props;
  const [asks, setAsks] = useState(false);
  const words = [dayText(request.since, now), channelText(request.channel), request.site];
  return (
    <li class="waiting-one">
      <span>{words.filter(word => word !== '').join(' · ')}</span>
      {asks ? (
        <span class="row">
          <span>{i18n.t('waiting.ask')}</span>
          <button type="button" class="grave" onClick={() => onEnd(request.id)}>
            {i18n.t('waiting.confirm')}
          </button>
          <button type="button" onClick={() => setAsks(false)}>
            {i18n.t('waiting.cancel')}
          </button>
        </span>
      ) : (
        <span class="row">
          <button type="button" onClick={() => setAsks(true)}>
            {i18n.t('waiting.refused')}
          </button>
          <button type="button" class="quiet" onClick={() => setAsks(true)}>
            {i18n.t('waiting.takeBack')}
          </button>
        </span>
      )}
    </li>
  );
}
