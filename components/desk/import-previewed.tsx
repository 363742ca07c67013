import { i18n } from '#i18n';
import type { ImportAnswers } from '../../utils/desk/import-records.ts';
import type { SeenPreview } from '../../utils/desk/importer.ts';
import { countText } from '../time-text.ts';
import { REFUSAL_WORDS } from './import-words.ts';
import { BASIS_WORDS, SCOPE_WORDS } from './words.ts';

/** The others are in the report. */
const SHOWN_LINES = 20;

interface ImportPreviewedProps {
  readonly preview: SeenPreview;
  readonly answers: ImportAnswers;
  /** An import was interrupted, and it wasn't of this file. */
  readonly isAnotherFile: boolean;
  readonly isBusy: boolean;
  /** Another column is to be looked at, by its heading or number. */
  readonly onColumn: (column: string) => void;
  readonly onSaveReport: () => void;
  readonly onBack: () => void;
  readonly onStart: () => void;
}

/** What importing a file would do. */
export function ImportPreviewed({ preview, answers, ...props }: ImportPreviewedProps) {
  const { column, otherColumns, encoding, fresh, already, duplicates, invalid, roles } = preview;
  const people = fresh + already + duplicates;
  return (
    <div class="step" id="import-preview">
      <dl class="facts-list">
        <Fact name={i18n.t('desk.import.fresh')} value={countText(fresh)} />
        <Fact name={i18n.t('desk.import.already')} value={countText(already)} />
        <Fact name={i18n.t('desk.import.duplicates')} value={countText(duplicates)} />
        <Fact name={i18n.t('desk.import.invalid')} value={countText(invalid.count)} />
        <Fact
          name={i18n.t('desk.import.readAs')}
          value={`${encoding}, ${
            column.heading === null
              ? i18n.t('desk.import.columnNumber', [String(column.index + 1)])
              : i18n.t('desk.import.columnNamed', [column.heading])
          }`}
        />
        <Fact
          name={i18n.t('desk.import.ground')}
          value={`${BASIS_WORDS[answers.basis]()} · ${SCOPE_WORDS[answers.scope]()} · ${answers.reference}`}
        />
      </dl>
      {props.isAnotherFile && <p class="note">{i18n.t('desk.import.anotherFile')}</p>}
      {invalid.count > people && <p class="note">{i18n.t('desk.import.mostlyInvalid')}</p>}
      {otherColumns.length > 0 && (
        <div class="note step" id="other-columns">
          <p>
            {i18n.t('desk.import.otherColumns', [
              otherColumns.map(name => i18n.t('desk.import.columnNamed', [name])).join(', '),
            ])}
          </p>
          <div class="row">
            {otherColumns.map(name => (
              <button key={name} type="button" onClick={() => props.onColumn(name)} disabled={props.isBusy}>
                {i18n.t('desk.import.lookInstead', [name])}
              </button>
            ))}
          </div>
        </div>
      )}
      {roles > 0 && <p class="note">{i18n.t('desk.import.roles', roles, [countText(roles)])}</p>}
      {invalid.count > 0 && <InvalidLines preview={preview} onSaveReport={props.onSaveReport} />}
      <div class="row end">
        <button type="button" id="import-back" onClick={props.onBack} disabled={props.isBusy}>
          {i18n.t('desk.import.back')}
        </button>
        <button
          type="button"
          id="import-start"
          class="filled"
          onClick={props.onStart}
          disabled={props.isBusy || fresh === 0}
        >
          {fresh === 0
            ? i18n.t('desk.import.nobodyNew')
            : i18n.t('desk.import.start', fresh, [countText(fresh)])}
        </button>
      </div>
      {fresh === 0 && <p class="note">{i18n.t('desk.import.deleteFile')}</p>}
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function InvalidLines(props: { readonly preview: SeenPreview; readonly onSaveReport: () => void }) {
  const { invalid } = props.preview;
  return (
    <details class="more">
      <summary>{i18n.t('desk.import.invalidLines', invalid.count, [countText(invalid.count)])}</summary>
      <ul class="remarks">
        {[...invalid.named(SHOWN_LINES)].map(({ line, reason }, index) => (
          <li key={`${index} ${line}`}>
            {i18n.t('desk.import.line', [String(line), REFUSAL_WORDS[reason]()])}
          </li>
        ))}
      </ul>
      {invalid.count > SHOWN_LINES && (
        <p class="soft small">{i18n.t('desk.import.moreLines', [countText(invalid.count - SHOWN_LINES)])}</p>
      )}
      <div class="row">
        <button type="button" id="import-report" onClick={props.onSaveReport}>
          {i18n.t('desk.import.report')}
        </button>
      </div>
    </details>
  );
}
