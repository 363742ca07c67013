import { i18n } from '#i18n';

export type SavedFile = 'settings' | 'officer' | 'timestamp';

interface AutomationSectionProps {
  readonly onSave: (file: SavedFile) => Promise<void>;
}

/** What the command line needs to work on the same list, for a daily confirmation or a second way in. */
export function AutomationSection({ onSave }: AutomationSectionProps) {
  return (
    <details class="block more">
      <summary>{i18n.t('desk.automation.title')}</summary>
      <p class="soft">{i18n.t('desk.automation.lead')}</p>
      <div class="row">
        <button type="button" id="save-settings" onClick={() => void onSave('settings')}>
          {i18n.t('desk.automation.settings')}
        </button>
        <button type="button" onClick={() => void onSave('timestamp')}>
          {i18n.t('desk.automation.timestamp')}
        </button>
        <button type="button" id="save-officer" onClick={() => void onSave('officer')}>
          {i18n.t('desk.automation.officer')}
        </button>
      </div>
    </details>
  );
}
