import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Status } from '../utils/lookup/page-api.ts';
import type { ScreenReport } from '../utils/screen/report.ts';
import type { ScreenProgress } from '../utils/screen/screen-file.ts';
import { LetheMark, ListedIcon, RingIcon, WarningIcon } from './icons.tsx';
import { LIST_FILES } from './list-file.ts';
import { remainingText } from './remaining-text.ts';
import { countText, sinceText } from './time-text.ts';

/** Where a screening stands. */
export type ScreenStage =
  | { readonly at: 'choosing'; readonly problem: ScreenProblem | null }
  | { readonly at: 'chosen'; readonly name: string }
  /** Which columns name people, nobody can tell by the file. */
  | { readonly at: 'columns'; readonly name: string; readonly choices: readonly string[] }
  | { readonly at: 'screening'; readonly name: string; readonly progress: ShownProgress | null }
  | { readonly at: 'done'; readonly name: string; readonly report: ScreenReport };

/** How far it is, and how long the rest will take at this pace; null while nobody can tell. */
export interface ShownProgress extends ScreenProgress {
  readonly remainingMs: number | null;
}

export type ScreenProblem =
  | { readonly kind: 'cancelled' | 'empty' | 'spreadsheet' | 'no-list' | 'changed' }
  | { readonly kind: 'failed'; readonly detail: string };

export interface ScreenProps {
  /** Null until the host has answered. */
  readonly status: Status | null;
  readonly stage: ScreenStage;
  readonly now: number;
  readonly onChoose: (file: File) => void;
  /** With these columns; none: those that Lethe finds. */
  readonly onStart: (columns: readonly string[]) => void;
  readonly onCancel: () => void;
  readonly onSave: () => void;
  readonly onSaveReport: () => void;
  readonly onOptions: () => void;
}

/** Takes a list of leads and gives it back without whoever is listed. */
export function ScreenView(props: ScreenProps) {
  const { status, onOptions } = props;
  return (
    <main class="options screen">
      <header class="head">
        <LetheMark />
        <div>
          <h1>{i18n.t('screen.title')}</h1>
          <p class="soft">{i18n.t('screen.lead')}</p>
        </div>
      </header>
      {status === null && <p class="soft">{i18n.t('options.hostGone')}</p>}
      {status?.protection.state === 'not-protecting' && (
        <section class="block">
          <p>{i18n.t('screen.notProtecting')}</p>
          <div class="row">
            <button type="button" class="filled" onClick={onOptions}>
              {i18n.t('screen.options')}
            </button>
          </div>
        </section>
      )}
      {status && status.protection.state !== 'not-protecting' && (
        <section class="block">
          <Stage {...props} status={status} />
        </section>
      )}
    </main>
  );
}

function Stage(props: ScreenProps & { readonly status: Status }) {
  const { stage, onCancel } = props;
  switch (stage.at) {
    case 'choosing':
      return <Choosing problem={stage.problem} onChoose={props.onChoose} />;
    case 'chosen':
      return <Chosen {...props} name={stage.name} />;
    case 'columns':
      return <Columns {...props} choices={stage.choices} />;
    case 'screening':
      return <Screening name={stage.name} progress={stage.progress} onCancel={onCancel} />;
    case 'done':
      return <Done {...props} report={stage.report} />;
  }
}

function Choosing(props: {
  readonly problem: ScreenProblem | null;
  readonly onChoose: (file: File) => void;
}) {
  const { problem, onChoose } = props;
  return (
    <>
      <p class="problem" role="alert">
        {problem && problemText(problem)}
      </p>
      <div class="row">
        <FileButton text={i18n.t('screen.choose')} onChoose={onChoose} />
      </div>
    </>
  );
}

function FileButton({ text, onChoose }: { readonly text: string; readonly onChoose: (file: File) => void }) {
  return (
    <label class="file-button">
      {text}
      <input
        type="file"
        accept={LIST_FILES}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) onChoose(file);
        }}
      />
    </label>
  );
}

function Chosen({ status, name, now, onStart, onChoose }: ScreenProps & Named & { readonly status: Status }) {
  const [isAgreed, setAgreed] = useState(false);
  const { protection } = status;
  const isStale = protection.state === 'stale';
  return (
    <>
      <h2>{name}</h2>
      {isStale && (
        <>
          <p class="stale">
            <WarningIcon /> {i18n.t('screen.stale', [sinceText(protection.confirmedAt, now)])}
          </p>
          <label class="choice">
            <input
              type="checkbox"
              checked={isAgreed}
              onChange={({ currentTarget }) => setAgreed(currentTarget.checked)}
            />
            <span>{i18n.t('screen.staleAgree')}</span>
          </label>
        </>
      )}
      <div class="row">
        <button type="button" class="filled" disabled={isStale && !isAgreed} onClick={() => onStart([])}>
          {i18n.t('screen.start')}
        </button>
        <FileButton text={i18n.t('screen.another')} onChoose={onChoose} />
      </div>
    </>
  );
}

interface Named {
  readonly name: string;
}

function Columns({ choices, onStart, onChoose }: ScreenProps & { readonly choices: readonly string[] }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <form
      class="columns"
      onSubmit={event => {
        event.preventDefault();
        onStart(chosen);
      }}
    >
      <fieldset>
        <legend>{i18n.t('screen.columns')}</legend>
        <p class="soft">{i18n.t('screen.columnsLead')}</p>
        {choices.map(choice => (
          <label key={choice} class="choice">
            <input
              type="checkbox"
              checked={chosen.includes(choice)}
              onChange={({ currentTarget }) =>
                setChosen(
                  currentTarget.checked ? [...chosen, choice] : chosen.filter(other => other !== choice),
                )
              }
            />
            <span>{choice}</span>
          </label>
        ))}
      </fieldset>
      <div class="row">
        <button type="submit" class="filled" disabled={chosen.length === 0}>
          {i18n.t('screen.columnsStart')}
        </button>
        <FileButton text={i18n.t('screen.another')} onChoose={onChoose} />
      </div>
    </form>
  );
}

function Screening(
  props: Named & { readonly progress: ShownProgress | null; readonly onCancel: () => void },
) {
  const { name, progress, onCancel } = props;
  const words = progress
    ? `${i18n.t('screen.progress', progress.rows, [countText(progress.rows)])} · ${remainingText(progress.remainingMs)}`
    : i18n.t('screen.reading');
  return (
    <>
      <h2>{name}</h2>
      <progress aria-label={name} max={1} value={progress?.part ?? 0} />
      <div class="row">
        <p class="soft">{words}</p>
        <button type="button" onClick={onCancel}>
          {i18n.t('screen.cancel')}
        </button>
      </div>
    </>
  );
}

function Done({ report, onSave, onSaveReport, onChoose }: ScreenProps & { readonly report: ScreenReport }) {
  const { rows, leftOut, kept, notChecked, partlyChecked, columns } = report;
  const counted = (
    key: 'screen.kept' | 'screen.notChecked' | 'screen.partlyChecked' | 'screen.rows',
    count: number,
  ) => i18n.t(key, count, [countText(count)]);
  return (
    <>
      <div class="outcome" role="status">
        {leftOut > 0 ? <ListedIcon /> : <RingIcon />}
        <div>
          <h2>{i18n.t('screen.doneTitle', leftOut, [countText(leftOut)])}</h2>
          <p>
            {counted('screen.rows', rows)} · {counted('screen.kept', kept)}
          </p>
        </div>
      </div>
      {notChecked > 0 && <p>{counted('screen.notChecked', notChecked)}</p>}
      {partlyChecked > 0 && <p>{counted('screen.partlyChecked', partlyChecked)}</p>}
      {columns && <p class="soft">{i18n.t('screen.lookedAt', [columns.join(', ')])}</p>}
      <p class="soft">{i18n.t('screen.notFine')}</p>
      <div class="row">
        <button type="button" class="filled" onClick={onSave}>
          {i18n.t('screen.save')}
        </button>
        <button type="button" onClick={onSaveReport}>
          {i18n.t('screen.saveReport')}
        </button>
        <FileButton text={i18n.t('screen.another')} onChoose={onChoose} />
      </div>
      <p class="soft">{i18n.t('screen.reportNote')}</p>
    </>
  );
}

function problemText(problem: ScreenProblem): string {
  switch (problem.kind) {
    case 'cancelled':
      return i18n.t('screen.cancelled');
    case 'empty':
      return i18n.t('screen.empty');
    case 'spreadsheet':
      return i18n.t('screen.spreadsheet');
    case 'no-list':
      return i18n.t('screen.notProtecting');
    case 'changed':
      return i18n.t('told.failure.fileChanged');
    case 'failed':
      return i18n.t('screen.failed', [problem.detail]);
  }
}
