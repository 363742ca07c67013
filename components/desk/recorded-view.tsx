import { i18n } from '#i18n';
import type { BlockOutcome } from '../../utils/officer/block-identifiers.ts';
import { CopyButton } from '../copy-button.tsx';
import { Checklist } from './checklist.tsx';

/** What was recorded, while the addresses are still at hand. */
export interface Recorded extends BlockOutcome {
  readonly addresses: readonly string[];
  readonly reference: string;
}

interface RecordedViewProps {
  readonly recorded: Recorded;
  /** Who else sends for the organisation. */
  readonly senders: readonly string[];
  readonly told: readonly string[];
  readonly onSenderTold: (sender: string) => Promise<void>;
  readonly onPublish: () => void;
  readonly onNext: () => void;
}

/** What is left to do while the addresses are at hand: afterwards nobody can find them here. */
export function RecordedView({ recorded, senders, told, ...on }: RecordedViewProps) {
  const { added, already, unwanted, addresses, reference } = recorded;
  return (
    <section class="block" id="recorded" aria-live="polite">
      <h2>
        {added > 0
          ? i18n.t('desk.recorded.title', added, [String(added), reference])
          : i18n.t('desk.recorded.nothingNew')}
      </h2>
      {unwanted !== null && <p class="note">{i18n.t('desk.case.blockedAllTheSame', [reference])}</p>}
      {already > 0 && <p class="soft">{i18n.t('desk.recorded.already', already, [String(already)])}</p>}
      <p>{i18n.t('desk.recorded.senders')}</p>
      <div class="row">
        <CopyButton label={i18n.t('desk.recorded.copy')} text={addresses.join('\n')} />
        <p class="soft small">{i18n.t('desk.recorded.afterwards')}</p>
      </div>
      {senders.length === 0 ? (
        <p class="soft">{i18n.t('desk.recorded.noSenders')}</p>
      ) : (
        <Checklist
          id="senders-told"
          title={i18n.t('desk.recorded.sendersTold', [reference])}
          names={senders}
          done={told}
          onTick={on.onSenderTold}
        />
      )}
      <div class="row end">
        <button type="button" onClick={on.onNext}>
          {i18n.t('desk.recorded.next')}
        </button>
        <button type="button" id="go-publish" class="filled" onClick={on.onPublish}>
          {i18n.t('desk.recorded.publish')}
        </button>
      </div>
    </section>
  );
}
