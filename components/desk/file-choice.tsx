import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';

interface FileChoiceProps {
  readonly id: string;
  /** Endings of file names, such as `.age`. */
  readonly accept: string;
  readonly isChosen: boolean;
  readonly onChoose: (file: File) => void;
  /** What the button says. */
  readonly children: ComponentChildren;
}

/** A button by which the officer chooses a file, and that one was chosen. */
export function FileChoice({ id, accept, isChosen, onChoose, children }: FileChoiceProps) {
  return (
    <div class="row">
      <label class="file-button">
        {children}
        <input
          id={id}
          type="file"
          accept={accept}
          onChange={event => {
            const file = event.currentTarget.files?.[0];
            if (file) onChoose(file);
          }}
        />
      </label>
      {isChosen && <p class="soft small">{i18n.t('desk.kit.chosen')}</p>}
    </div>
  );
}
