import { i18n } from '#i18n';
import type { ImportOutcome } from '../../utils/officer/run-import.ts';
import { TickIcon } from '../icons.tsx';
import { countText } from '../time-text.ts';

interface ImportDoneProps {
  readonly reference: string;
  /** Who were to be recorded. */
  readonly people: number;
  readonly outcome: ImportOutcome;
  readonly isPasted: boolean;
  readonly onAgain: () => void;
  readonly onPublish: () => void;
}

export function ImportDone({ reference, people, outcome, ...props }: ImportDoneProps) {
  const { recorded, isComplete } = outcome;
  return (
    <div class="step" id="imported" aria-live="polite">
      <div class={`state ${isComplete ? 'state-calm' : 'state-amber'}`}>
        {isComplete && <TickIcon />}
        <div class="state-words">
          <h3>{i18n.t('desk.recorded.title', recorded, [countText(recorded), reference])}</h3>
          <p>
            {isComplete
              ? i18n.t(props.isPasted ? 'desk.import.deletePasted' : 'desk.import.deleteFile')
              : i18n.t('desk.import.ended', people - recorded, [countText(people - recorded)])}
          </p>
        </div>
      </div>
      <div class="row end">
        <button type="button" id="import-again" onClick={props.onAgain}>
          {i18n.t('desk.import.again')}
        </button>
        <button type="button" id="import-publish" class="filled" onClick={props.onPublish}>
          {i18n.t('desk.recorded.publish')}
        </button>
      </div>
    </div>
  );
}
