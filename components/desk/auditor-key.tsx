import { i18n } from '#i18n';
import type { Bytes } from '../../utils/bytes.ts';
import { TextField } from '../field.tsx';
import { FileChoice } from './file-choice.tsx';
import { useReadBack } from './use-read-back.ts';

interface AuditorKeyProps {
  readonly onSave: () => Promise<void>;
  readonly onReadBack: (file: Bytes, passphrase: string) => Promise<void>;
}

/** The key that opens sealed addresses goes to somebody else, who tries it; after that this browser has it no more. */
export function AuditorKey({ onSave, onReadBack }: AuditorKeyProps) {
  const readBack = useReadBack('auditor-passphrase', onReadBack);
  const { action } = readBack;
  return (
    <form class="block" onSubmit={readBack.onSubmit}>
      <h2>{i18n.t('desk.auditor.title')}</h2>
      <p>{i18n.t('desk.auditor.lead')}</p>
      <div class="row">
        <button type="button" id="save-auditor" onClick={() => action.run(onSave)}>
          {i18n.t('desk.auditor.save')}
        </button>
      </div>
      <FileChoice id="auditor-file" accept=".age" isChosen={readBack.hasFile} onChoose={readBack.onFile}>
        {i18n.t('desk.auditor.choose')}
      </FileChoice>
      <TextField {...readBack.passphrase} label={i18n.t('desk.auditor.passphrase')} type="password" />
      <div class="row">
        <button type="submit" id="auditor-read-back" class="filled" disabled={!readBack.isReady}>
          {i18n.t(action.isBusy ? 'desk.kit.reading' : 'desk.kit.read')}
        </button>
        <p class="soft small">{i18n.t('desk.auditor.after')}</p>
      </div>
    </form>
  );
}
