import { i18n } from '#i18n';
import type { Bytes } from '../../utils/bytes.ts';
import { TextField } from '../field.tsx';
import { FileDrop } from './file-drop.tsx';
import { useReadBack } from './use-read-back.ts';

interface KitRehearsalProps {
  readonly organisation: string;
  readonly onSave: (kind: 'recovery' | 'root') => Promise<void>;
  readonly onReadBack: (kit: Bytes, passphrase: string) => Promise<void>;
}

/** A recovery kit that was never tried is none: it is saved, and read back from where it is kept. */
export function KitRehearsal({ organisation, onSave, onReadBack }: KitRehearsalProps) {
  const readBack = useReadBack('kit-passphrase', onReadBack);
  const { isBusy } = readBack.action;
  return (
    <form class="block" onSubmit={readBack.onSubmit}>
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
            onFile={readBack.onFile}
          />
          {readBack.hasFile && <p class="soft small">{i18n.t('desk.kit.chosen')}</p>}
          <TextField {...readBack.passphrase} label={i18n.t('desk.kit.passphrase')} type="password" />
        </li>
      </ol>
      <div class="row">
        <button type="submit" id="read-back" class="filled" disabled={!readBack.isReady}>
          {i18n.t(isBusy ? 'desk.kit.reading' : 'desk.kit.read')}
        </button>
        <p class="soft small">{i18n.t('desk.kit.after')}</p>
      </div>
    </form>
  );
}
