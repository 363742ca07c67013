import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { TextField } from '../field.tsx';
import { useAction } from '../use-action.ts';

interface UnlockFormProps {
  readonly organisation: string;
  readonly onUnlock: (passphrase: string) => Promise<void>;
}

/** The officer's passphrase; it opens their key for as long as the page is open. */
export function UnlockForm({ organisation, onUnlock }: UnlockFormProps) {
  const [passphrase, setPassphrase] = useState('');
  const action = useAction();
  return (
    <form
      class="block narrow"
      onSubmit={event => {
        event.preventDefault();
        action.run(() => onUnlock(passphrase));
      }}
    >
      <h2>{organisation}</h2>
      <TextField
        name="passphrase"
        label={i18n.t('desk.unlock.passphrase')}
        hint={i18n.t('desk.unlock.hint')}
        type="password"
        value={passphrase}
        problem={action.problem}
        onChange={setPassphrase}
      />
      <div class="row">
        <button type="submit" class="filled" disabled={action.isBusy || passphrase === ''}>
          {i18n.t(action.isBusy ? 'desk.unlock.opening' : 'desk.unlock.open')}
        </button>
      </div>
    </form>
  );
}
