import { i18n } from '#i18n';
import { noonOf } from '../../utils/calendar-day.ts';
import type { Channel, Evidence } from '../../utils/register/evidence.ts';
import { dayText } from '../time-text.ts';

/** Of a request that a case begins with. */
export interface Receipt {
  /** `YYYY-MM-DD` */
  readonly receivedOn: string;
  readonly channel: Channel;
  readonly evidence: Evidence | null;
}

interface ReceiptChoiceProps {
  readonly receivedOn: string;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
}

/** Whether a case is opened for what is recorded: the answer is due a month after that day. */
export function ReceiptChoice({ receivedOn, isChosen, onChange }: ReceiptChoiceProps) {
  return (
    <label class="choice">
      <input
        id="opens-case"
        type="checkbox"
        checked={isChosen}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      {i18n.t('desk.repRequest.opensCase', [dayText(noonOf(receivedOn), Date.now())])}
    </label>
  );
}
