import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { TextField } from '../field.tsx';
import { ActionForm } from './action-form.tsx';

interface UnlockFormProps {
  readonly organisation: string;
  readonly onUnlock: (passphrase: string) => Promise<void>;
}

/** The officer's passphrase; it opens their key for as long as the page is open. */
export function UnlockForm({ organisation, onUnlock }: UnlockFormProps) {
  const [passphrase, setPassphrase] = useState('');
  return (
    <ActionForm
      class="block narrow"
      title={organisation}
      button={{
        text: i18n.t('desk.unlock.open'),
        busyText: i18n.t('desk.unlock.opening'),
        isDisabled: passphrase === '',
      }}
      onSubmit={() => onUnlock(passphrase)}
    >
      {problem => (
        <TextField
          name="passphrase"
          label={i18n.t('desk.unlock.passphrase')}
          hint={i18n.t('desk.unlock.hint')}
          type="password"
          value={passphrase}
          problem={problem}
          onChange={setPassphrase}
        />
      )}
    </ActionForm>
  );
}
