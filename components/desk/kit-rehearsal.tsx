import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Bytes } from '../../utils/bytes.ts';
import { TextField } from '../field.tsx';
import { FileDrop } from './file-drop.tsx';
import { useAction } from './use-action.ts';

interface KitRehearsalProps {
  readonly organisation: string;
  readonly onSave: (kind: 'recovery' | 'root') => Promise<void>;
  readonly onReadBack: (kit: Bytes, passphrase: string) => Promise<void>;
}

/** A recovery kit that was never tried is none: it is saved, and read back from where it is kept. */
export function KitRehearsal({ organisation, onSave, onReadBack }: KitRehearsalProps) {
  const [kit, setKit] = useState<Bytes>();
  const [passphrase, setPassphrase] = useState('');
  const action = useAction();
  return (
    <form
      class="block"
      onSubmit={event => {
        event.preventDefault();
        action.run(async () => {
          if (kit) await onReadBack(kit, passphrase);
        });
      }}
    >
      <h2>{i18n.t('desk.kit.title')}</h2>
      <p>{i18n.t('desk.kit.lead', [organisation])}</p>
      <ol class="numbered">
        <li>
          <p>{i18n.t('desk.kit.save')}</p>
          <div class="row">
            <button type="button" id="save-kit" onClick={() => void onSave('recovery')}>
              {i18n.t('desk.kit.saveKit')}
            </button>
            <button type="button" onClick={() => void onSave('root')}>
              {i18n.t('desk.kit.saveRoot')}
            </button>
          </div>
        </li>
        <li>
          <p>{i18n.t('desk.kit.readBack')}</p>
          <FileDrop
            id="kit-file"
            legend={i18n.t('desk.kit.file')}
            text={i18n.t('desk.kit.choose')}
            accept=".age"
            onFile={async file => setKit(new Uint8Array(await file.arrayBuffer()))}
          />
          {kit && <p class="soft small">{i18n.t('desk.kit.chosen')}</p>}
          <TextField
            name="kit-passphrase"
            label={i18n.t('desk.kit.passphrase')}
            type="password"
            value={passphrase}
            problem={action.problem}
            onChange={setPassphrase}
          />
        </li>
      </ol>
      <div class="row">
        <button
          type="submit"
          id="read-back"
          class="filled"
          disabled={action.isBusy || !kit || passphrase === ''}
        >
          {i18n.t(action.isBusy ? 'desk.kit.reading' : 'desk.kit.read')}
        </button>
        <p class="soft small">{i18n.t('desk.kit.after')}</p>
      </div>
    </form>
  );
}
