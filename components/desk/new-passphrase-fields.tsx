import { i18n } from '#i18n';
import { TextField, type TextInput } from '../field.tsx';

interface NewPassphraseFieldsProps {
  readonly label: string;
  readonly hint: string;
  readonly passphrase: TextInput;
  readonly again: TextInput;
}

/** A passphrase that is chosen is typed twice, since nobody sees it. */
export function NewPassphraseFields({ label, hint, passphrase, again }: NewPassphraseFieldsProps) {
  return (
    <div class="pair">
      <TextField {...passphrase} label={label} hint={hint} type="password" />
      <TextField {...again} label={i18n.t('desk.setUp.again')} type="password" />
    </div>
  );
}
