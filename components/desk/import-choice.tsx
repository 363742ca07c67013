import { i18n } from '#i18n';
import type { ImportAnswers } from '../../utils/desk/import-records.ts';
import type { LookedAt } from '../../utils/desk/importer.ts';
import { BASES, defaultScope, SCOPES } from '../../utils/register/basis.ts';
import type { CheckedReference } from '../../utils/register/reference.ts';
import { ChoiceField, Field, TextField } from '../field.tsx';
import { LIST_FILES } from '../list-file.ts';
import { countText } from '../time-text.ts';
import { BASIS_WORDS, choicesOf, SCOPE_WORDS } from './words.ts';

/** What is to be imported. It stays in this page's memory. */
export interface ImportContent {
  readonly blob: Blob | null;
  /** Of the file; null where a text was pasted. */
  readonly name: string | null;
  readonly pasted: string;
}

export const NO_CONTENT: ImportContent = { blob: null, name: null, pasted: '' };

interface ImportChoiceProps {
  readonly content: ImportContent;
  readonly answers: ImportAnswers;
  /** Why it couldn't be read yet. */
  readonly unread: Extract<LookedAt, { ok: false }> | null;
  readonly referenceProblem: Extract<CheckedReference, { ok: false }>['problem'] | null;
  readonly showsMissing: boolean;
  /** How many rows were read, while it is read. */
  readonly read: number | null;
  readonly problem: string;
  readonly onContent: (content: ImportContent) => void;
  readonly onAnswers: (answers: ImportAnswers) => void;
  readonly onLook: () => void;
  readonly onStop: () => void;
}

/** What is imported, and on what ground: asked once for all of it. */
export function ImportChoice(props: ImportChoiceProps) {
  const { content, answers, unread, read, onContent, onAnswers } = props;
  return (
    <form
      class="step"
      onSubmit={event => {
        event.preventDefault();
        props.onLook();
      }}
    >
      <FileField
        name={content.name}
        onFile={file => onContent({ blob: file, name: file.name, pasted: '' })}
      />
      <TextField
        name="import-pasted"
        label={i18n.t('desk.import.pasted')}
        rows={3}
        value={content.pasted}
        onChange={pasted =>
          onContent({ blob: pasted.trim() === '' ? null : new Blob([pasted]), name: null, pasted })
        }
        {...(props.showsMissing && { problem: i18n.t('desk.import.nothing') })}
      />
      {unread && <ColumnField unread={unread} answers={answers} onAnswers={onAnswers} />}
      <div class="pair">
        <ChoiceField
          name="import-basis"
          label={i18n.t('desk.record.basis')}
          value={answers.basis}
          choices={choicesOf(BASIS_WORDS, BASES)}
          onChange={basis => onAnswers({ ...answers, basis, scope: defaultScope(basis) })}
        />
        <ChoiceField
          name="import-scope"
          label={i18n.t('desk.record.scope')}
          value={answers.scope}
          choices={choicesOf(SCOPE_WORDS, SCOPES)}
          onChange={scope => onAnswers({ ...answers, scope })}
        />
      </div>
      <TextField
        name="import-reference"
        label={i18n.t('desk.import.reference')}
        hint={i18n.t('desk.record.referenceHint')}
        placeholder="IMPORT-2026-1"
        value={answers.reference}
        onChange={reference => onAnswers({ ...answers, reference })}
        {...(props.referenceProblem && { problem: referenceText(props.referenceProblem) })}
      />
      <div class="row end">
        <p class="problem" role="alert">
          {props.problem}
        </p>
        {read !== null && (
          <button type="button" id="import-stop" onClick={props.onStop}>
            {i18n.t('desk.import.stop')}
          </button>
        )}
        <button type="submit" id="import-look" class="filled" disabled={read !== null}>
          {read === null
            ? i18n.t('desk.import.look')
            : i18n.t('desk.import.looking', read, [countText(read)])}
        </button>
      </div>
    </form>
  );
}

function FileField(props: { readonly name: string | null; readonly onFile: (file: File) => void }) {
  const take = (file: File | undefined) => {
    if (file) props.onFile(file);
  };
  return (
    <fieldset
      class="field drop"
      onDragOver={event => event.preventDefault()}
      onDrop={event => {
        event.preventDefault();
        take(event.dataTransfer?.files[0]);
      }}
    >
      <legend>{i18n.t('desk.import.file')}</legend>
      <label class="file-button">
        {i18n.t('desk.import.choose')}
        <input
          id="import-file"
          type="file"
          accept={LIST_FILES}
          onChange={event => take(event.currentTarget.files?.[0])}
        />
      </label>
      <p class="soft small">
        {props.name === null ? i18n.t('desk.import.fileHint') : i18n.t('desk.import.chosen', [props.name])}
      </p>
    </fieldset>
  );
}

function ColumnField(props: {
  readonly unread: Extract<LookedAt, { ok: false }>;
  readonly answers: ImportAnswers;
  readonly onAnswers: (answers: ImportAnswers) => void;
}) {
  const { unread, answers, onAnswers } = props;
  if (unread.problem === 'empty' || unread.problem === 'spreadsheet') {
    return (
      <p class="problem" role="alert">
        {i18n.t(unread.problem === 'empty' ? 'desk.import.empty' : 'screen.spreadsheet')}
      </p>
    );
  }
  return (
    <Field
      name="import-column"
      label={i18n.t('desk.import.column')}
      problem={i18n.t(
        unread.problem === 'ambiguous' ? 'desk.import.columnAmbiguous' : 'desk.import.columnNone',
      )}
    >
      <select
        id="import-column"
        value={answers.column ?? ''}
        aria-describedby="import-column-problem"
        onChange={event => onAnswers({ ...answers, column: event.currentTarget.value || null })}
      >
        <option value="">{i18n.t('desk.import.columnChoose')}</option>
        {unread.choices.map(choice => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    </Field>
  );
}

function referenceText(problem: Extract<CheckedReference, { ok: false }>['problem']): string {
  switch (problem) {
    case 'empty':
      return i18n.t('desk.record.referenceMissing');
    case 'holds-at':
      return i18n.t('desk.record.referenceHoldsAt');
    case 'other-pattern':
      return i18n.t('desk.record.referencePattern');
  }
}
