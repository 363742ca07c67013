import { counted } from '../utils/counted.ts';
import {
  type OnPublishProgress,
  PUBLISH_STEPS,
  type PublishProgress,
  type PublishStep,
} from '../utils/publish/publish-progress.ts';

const STEP_WORDS: Readonly<Record<PublishStep, string>> = {
  check: 'checking what colleagues have now',
  register: 'reading the register',
  build: 'making the list',
  write: 'writing the list',
  sign: 'signing',
};

/** A terminal is written to no oftener: nobody could read it. */
const TERMINAL_EVERY_MS = 100;
/** Lines of a log. */
const LOG_EVERY_MS = 5000;

interface ProgressOutput {
  readonly write: (text: string) => void;
  /** Then counts are written over one another; elsewhere they are lines. */
  readonly isTerminal: boolean;
  /** In milliseconds, of any clock that doesn't go back. */
  readonly now: () => number;
}

/** How far a publication has come: a line a step, with what is counted within it. */
export function publishProgress({ write, isTerminal, now }: ProgressOutput): {
  readonly onProgress: OnPublishProgress;
  /** Before anything else is written: the last line stays. */
  readonly end: () => void;
} {
  let step: PublishStep | undefined;
  let open = '';
  let writtenAt = Number.NEGATIVE_INFINITY;

  function end(): void {
    if (open !== '') write(`${open}\n`);
    open = '';
  }
  return {
    onProgress(progress) {
      const text = stepText(progress);
      const isNew = progress.step !== step;
      const isWhole = progress.part?.done === progress.part?.of;
      if (isNew) end();
      step = progress.step;
      if (isTerminal) {
        open = text;
        if (!isNew && !isWhole && now() - writtenAt < TERMINAL_EVERY_MS) return;
        // The cursor waits at the line's beginning, so that a warning takes its place.
        write(`\u001b[2K${text}\r`);
      } else {
        if (!isNew && now() - writtenAt < LOG_EVERY_MS) return;
        write(`${text}\n`);
      }
      writtenAt = now();
    },
    end,
  };
}

function stepText({ step, part }: PublishProgress): string {
  const lead = `Step ${PUBLISH_STEPS.indexOf(step) + 1} of ${PUBLISH_STEPS.length}: ${STEP_WORDS[step]}`;
  if (part === undefined || part.of === 0) return lead;
  if (step !== 'write') return `${lead}, ${part.done} of ${counted(part.of, 'file')}`;
  return `${lead}, ${kilobytes(part.done)} of ${kilobytes(part.of)} kB`;
}

function kilobytes(lengthBytes: number): number {
  return Math.ceil(lengthBytes / 1000);
}
