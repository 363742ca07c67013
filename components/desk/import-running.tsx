import { i18n } from '#i18n';
import type { SeenPreview } from '../../utils/desk/importer.ts';
import { remainingText } from '../remaining-text.ts';
import { countText } from '../time-text.ts';

export interface ImportProgress {
  readonly hashed: number;
  /** They stay, whatever happens to this page. */
  readonly recorded: number;
  readonly remainingMs: number | null;
  readonly isPaused: boolean;
}

interface ImportRunningProps {
  readonly preview: SeenPreview;
  readonly progress: ImportProgress;
  readonly onPause: (isPaused: boolean) => void;
  readonly onCancel: () => void;
}

export function ImportRunning({ preview, progress, onPause, onCancel }: ImportRunningProps) {
  const { hashed, recorded, remainingMs, isPaused } = progress;
  return (
    <div class="step" id="import-running">
      <label for="import-progress">
        {i18n.t('desk.import.progress', [countText(hashed), countText(preview.fresh)])}
      </label>
      <progress id="import-progress" class="import-progress" max={preview.fresh} value={hashed} />
      <p class="facts">
        {isPaused ? i18n.t('desk.import.paused') : remainingText(remainingMs)}
        {' · '}
        <span id="import-recorded">{i18n.t('desk.import.recorded', [countText(recorded)])}</span>
      </p>
      <p class="soft small">{i18n.t('desk.import.closing')}</p>
      <div class="row end">
        <button type="button" id="import-cancel" onClick={onCancel}>
          {i18n.t('desk.import.cancel')}
        </button>
        <button type="button" id="import-pause" onClick={() => onPause(!isPaused)}>
          {i18n.t(isPaused ? 'desk.import.goOn' : 'desk.import.pause')}
        </button>
      </div>
    </div>
  );
}
