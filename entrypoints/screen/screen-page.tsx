import { useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { type ScreenProblem, type ScreenStage, ScreenView } from '../../components/screen-view.tsx';
import { useStatus } from '../../components/use-status.ts';
import { saveFile } from '../../utils/desk/save-file.ts';
import { createPace } from '../../utils/pace.ts';
import type { ScreenMessage, ScreenOrder } from '../../utils/screen/screen-messages.ts';

export function ScreenPage() {
  const { status, now } = useStatus();
  const [stage, setStage] = useState<ScreenStage>({ at: 'choosing', problem: null });
  const chosen = useRef<File | null>(null);
  const kept = useRef<Blob | null>(null);
  const worker = useRef<Worker | null>(null);
  const pace = useRef(createPace());

  function choose(file: File): void {
    chosen.current = file;
    kept.current = null;
    setStage({ at: 'chosen', name: file.name });
  }

  function end(): void {
    worker.current?.terminate();
    worker.current = null;
  }

  function fail(problem: ScreenProblem): void {
    end();
    setStage({ at: 'choosing', problem });
  }

  function start(columns: readonly string[]): void {
    const file = chosen.current;
    if (!file) return;
    end();
    const { name } = file;
    const started = new Worker(new URL('../../utils/screen/screen.worker.ts', import.meta.url), {
      type: 'module',
      name: 'screen',
    });
    worker.current = started;
    pace.current = createPace();
    setStage({ at: 'screening', name, progress: null });
    started.addEventListener('error', event => fail({ kind: 'failed', detail: event.message }));
    started.addEventListener('message', ({ data }: MessageEvent<ScreenMessage>) => {
      // What comes from one that was cancelled is nobody's.
      if (worker.current === started) hear(data, name);
    });
    const order: ScreenOrder = { file, columns };
    started.postMessage(order);
  }

  function hear(message: ScreenMessage, name: string): void {
    switch (message.type) {
      case 'progress':
        pace.current.take(message.part, performance.now());
        setStage({
          at: 'screening',
          name,
          progress: { ...message, remainingMs: pace.current.remainingMs(1) },
        });
        break;
      case 'no-list':
      case 'changed':
        fail({ kind: message.type });
        break;
      case 'failed':
        fail({ kind: 'failed', detail: message.detail });
        break;
      case 'refused':
        refuse(message.why, name);
        break;
      case 'done':
        end();
        kept.current = message.kept;
        setStage({ at: 'done', name, report: message.report });
    }
  }

  function refuse(why: (ScreenMessage & { type: 'refused' })['why'], name: string): void {
    if (why.problem === 'spreadsheet' || why.problem === 'empty') {
      fail({ kind: why.problem });
      return;
    }
    end();
    setStage({ at: 'columns', name, choices: 'choices' in why ? why.choices : [] });
  }

  return (
    <ScreenView
      status={status}
      stage={stage}
      now={now}
      onChoose={choose}
      onStart={start}
      onCancel={() => fail({ kind: 'cancelled' })}
      onSave={() => {
        if (kept.current && stage.at === 'done') saveFile(screenedName(stage.name), kept.current);
      }}
      onSaveReport={() => {
        if (stage.at !== 'done') return;
        saveFile(`${screenedName(stage.name)}.report.json`, `${JSON.stringify(stage.report, null, 2)}\n`);
      }}
      onOptions={() => void browser.runtime.openOptionsPage()}
    />
  );
}

/** `leads.csv` → `leads-screened.csv`. */
function screenedName(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)}-screened${name.slice(dot)}` : `${name}-screened`;
}
