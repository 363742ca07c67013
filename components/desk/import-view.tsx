import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ImportAnswers, ImportRecord } from '../../utils/desk/import-records.ts';
import { importReport } from '../../utils/desk/import-report.ts';
import type { Importer, LookedAt, SeenPreview } from '../../utils/desk/importer.ts';
import { type Brake, createBrake } from '../../utils/officer/brake.ts';
import type { ImportOutcome } from '../../utils/officer/run-import.ts';
import { createPace } from '../../utils/pace.ts';
import { checkReference } from '../../utils/register/reference.ts';
import { countText, momentText } from '../time-text.ts';
import { ImportChoice, type ImportContent, NO_CONTENT } from './import-choice.tsx';
import { ImportDone } from './import-done.tsx';
import { ImportPreviewed } from './import-previewed.tsx';
import { type ImportProgress, ImportRunning } from './import-running.tsx';
import { reportWords } from './import-words.ts';
import { useAction } from './use-action.ts';

interface ImportViewProps {
  readonly importer: Importer;
  readonly referencePattern: string | null;
  readonly onSave: (name: string, content: Blob) => void;
  /** The register holds more than before. */
  readonly onRecorded: () => Promise<void>;
  readonly onPublish: () => void;
}

type Stage =
  | { readonly at: 'choice'; readonly unread: Extract<LookedAt, { ok: false }> | null }
  | { readonly at: 'preview'; readonly preview: SeenPreview }
  | { readonly at: 'running'; readonly preview: SeenPreview }
  | { readonly at: 'done'; readonly preview: SeenPreview; readonly outcome: ImportOutcome };

const CHOICE: Stage = { at: 'choice', unread: null };
const NO_ANSWERS: ImportAnswers = { reference: '', basis: 'objection', scope: 'marketing', column: null };
const NO_PROGRESS: ImportProgress = { hashed: 0, recorded: 0, remainingMs: null, isPaused: false };
/** Oftener than this nobody reads it, and drawing takes from the hashing. */
const SHOWN_EVERY_MS = 250;

/** A whole file or a pasted text: looked at first, recorded then, and gone on with where it was interrupted. */
export function ImportView({ importer, referencePattern, ...props }: ImportViewProps) {
  const [interrupted, setInterrupted] = useState<ImportRecord | null>(null);
  const [answers, setAnswers] = useState<ImportAnswers>(NO_ANSWERS);
  const [content, setContent] = useState<ImportContent>(NO_CONTENT);
  const [stage, setStage] = useState<Stage>(CHOICE);
  const [read, setRead] = useState(0);
  const [progress, setProgress] = useState<ImportProgress>(NO_PROGRESS);
  const [showsProblems, setShowsProblems] = useState(false);
  const running = useRef<{ readonly brake: Brake; readonly ending: AbortController } | null>(null);
  const looking = useRef<AbortController | null>(null);
  const action = useAction();
  const checked = checkReference(answers.reference, referencePattern ?? undefined);

  async function findInterrupted(): Promise<void> {
    const record = await importer.interrupted();
    setInterrupted(record ?? null);
    if (record) setAnswers(record);
  }
  useEffect(() => void findInterrupted(), [importer]);

  function beginLook(): void {
    setShowsProblems(true);
    if (checked.ok) lookWith({ ...answers, reference: checked.reference });
  }

  function lookWith(asked: ImportAnswers): void {
    const { blob } = content;
    if (blob === null) return;
    setAnswers(asked);
    action.run(() => look(blob, asked));
  }

  async function look(blob: Blob, asked: ImportAnswers): Promise<void> {
    setRead(0);
    const shown = createShowing();
    const ending = new AbortController();
    looking.current = ending;
    const looked = await importer
      .look(blob, asked, {
        signal: ending.signal,
        onRead: texts => shown(() => setRead(texts)),
      })
      .catch(error => {
        if (ending.signal.aborted) return null;
        throw error;
      });
    if (looked === null) return;
    setStage(looked.ok ? { at: 'preview', preview: looked.preview } : { at: 'choice', unread: looked });
    if (looked.ok) setShowsProblems(false);
  }

  async function run(preview: SeenPreview): Promise<void> {
    if (content.blob === null) return;
    const [brake, ending, pace] = [createBrake(), new AbortController(), createPace()];
    running.current = { brake, ending };
    setProgress(NO_PROGRESS);
    setStage({ at: 'running', preview });
    const shown = createShowing();
    try {
      const outcome = await importer.run(content.blob, answers, preview, {
        brake,
        signal: ending.signal,
        onHashed(hashed) {
          if (brake.isOn) pace.pause();
          else pace.take(hashed, performance.now());
          shown(() => setProgress(now => ({ ...now, hashed, remainingMs: pace.remainingMs(preview.fresh) })));
        },
        onRecorded: recorded => setProgress(now => ({ ...now, recorded })),
      });
      setStage({ at: 'done', preview, outcome });
      if (outcome.isComplete) setContent({ ...NO_CONTENT, name: content.name });
      setInterrupted(null);
    } catch (error) {
      setStage(CHOICE);
      await findInterrupted();
      throw error;
    } finally {
      running.current = null;
      // What can't be read of the register is said by whatever reads it next.
      await props.onRecorded().catch(() => undefined);
    }
  }

  function pause(isPaused: boolean): void {
    if (isPaused) running.current?.brake.hold();
    else running.current?.brake.release();
    setProgress(now => ({ ...now, isPaused, remainingMs: null }));
  }

  function cancel(): void {
    running.current?.ending.abort();
    running.current?.brake.release();
  }

  function begin(): void {
    setStage(CHOICE);
    setContent(NO_CONTENT);
    setAnswers(NO_ANSWERS);
    setShowsProblems(false);
    void findInterrupted();
  }

  return (
    <section class="block" id="import">
      <h2>{i18n.t('desk.import.title')}</h2>
      {stage.at === 'choice' && (
        <>
          <p class="soft">{i18n.t('desk.import.lead')}</p>
          {interrupted && (
            <Interrupted
              record={interrupted}
              onForget={async () => {
                await importer.forget();
                setInterrupted(null);
                setAnswers(NO_ANSWERS);
              }}
            />
          )}
          <ImportChoice
            content={content}
            answers={answers}
            unread={stage.unread}
            referenceProblem={showsProblems && !checked.ok ? checked.problem : null}
            showsMissing={showsProblems && content.blob === null}
            read={action.isBusy ? read : null}
            problem={action.problem}
            onContent={chosen => {
              setContent(chosen);
              setStage(CHOICE);
              // Of another file it would be another's.
              if (interrupted === null) setAnswers(before => ({ ...before, column: null }));
            }}
            onAnswers={setAnswers}
            onLook={beginLook}
            onStop={() => looking.current?.abort()}
          />
        </>
      )}
      {stage.at === 'preview' && (
        <ImportPreviewed
          preview={stage.preview}
          answers={answers}
          isAnotherFile={interrupted !== null && stage.preview.fromThisFile === 0}
          isBusy={action.isBusy}
          onColumn={column => {
            // There it shows how far it is, can be stopped, and says what went wrong.
            setStage(CHOICE);
            lookWith({ ...answers, column });
          }}
          onSaveReport={() => {
            const parts = importReport(stage.preview.invalid, reportWords());
            props.onSave('lethe-import-lines.csv', new Blob(parts, { type: 'text/csv' }));
          }}
          onBack={() => setStage(CHOICE)}
          onStart={() => action.run(() => run(stage.preview))}
        />
      )}
      {stage.at === 'running' && (
        <ImportRunning preview={stage.preview} progress={progress} onPause={pause} onCancel={cancel} />
      )}
      {stage.at === 'done' && (
        <ImportDone
          reference={answers.reference}
          people={stage.preview.fresh}
          outcome={stage.outcome}
          isPasted={content.name === null}
          onAgain={begin}
          onPublish={props.onPublish}
        />
      )}
    </section>
  );
}

function Interrupted(props: { readonly record: ImportRecord; readonly onForget: () => Promise<void> }) {
  const { reference, recorded, people, at } = props.record;
  return (
    <div class="state state-amber" id="import-interrupted">
      <div class="state-words">
        <h3>{i18n.t('desk.import.interrupted', [reference])}</h3>
        <p>
          {i18n.t('desk.import.interruptedLead', [
            countText(recorded),
            countText(people),
            momentText(at, Date.now()),
          ])}
        </p>
        <div class="row">
          <button type="button" id="import-forget" onClick={() => void props.onForget()}>
            {i18n.t('desk.import.forget')}
          </button>
        </div>
      </div>
    </div>
  );
}

/** Shows the first at once and of the others one now and then. */
function createShowing(): (show: () => void) => void {
  let last = Number.NEGATIVE_INFINITY;
  return show => {
    const now = performance.now();
    if (now - last < SHOWN_EVERY_MS) return;
    last = now;
    show();
  };
}
