import { i18n } from '#i18n';
import { useAction } from './use-action.ts';

interface FolderSectionProps {
  readonly onSave: () => Promise<void>;
}

/** Where no bucket holds the register: this browser alone does, so it is to be copied elsewhere. */
export function FolderSection({ onSave }: FolderSectionProps) {
  const action = useAction();
  return (
    <section class="block">
      <h2>{i18n.t('desk.folder.title')}</h2>
      <p class="soft">{i18n.t('desk.folder.lead')}</p>
      <div class="row">
        <button type="button" id="save-folder" disabled={action.isBusy} onClick={() => action.run(onSave)}>
          {i18n.t('desk.folder.save')}
        </button>
        <p class="problem" role="alert">
          {action.problem}
        </p>
      </div>
    </section>
  );
}
