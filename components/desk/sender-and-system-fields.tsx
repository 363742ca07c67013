import { i18n } from '#i18n';
import { TextField, type TextInput } from '../field.tsx';

interface SenderAndSystemFieldsProps {
  readonly senders: TextInput;
  readonly systems: TextInput;
}

/** Who else sends, and what an erasure must reach: names that come back as ticks after each block and in each case. */
export function SenderAndSystemFields({ senders, systems }: SenderAndSystemFieldsProps) {
  return (
    <div class="pair">
      <TextField
        {...senders}
        label={i18n.t('desk.settings.senders')}
        hint={i18n.t('desk.settings.sendersHint')}
        rows={5}
      />
      <TextField
        {...systems}
        label={i18n.t('desk.settings.systems')}
        hint={i18n.t('desk.settings.systemsHint')}
        rows={5}
      />
    </div>
  );
}
