import { useState } from 'preact/hooks';
import { failureText } from './failure-text.ts';

export interface Action {
  readonly isBusy: boolean;
  /** What went wrong last, as a sentence; empty if nothing did. */
  readonly problem: string;
  /** Runs it, unless it runs already. */
  readonly run: (work: () => Promise<void>) => void;
}

/** One thing at a time that takes a while and may fail with a sentence. */
export function useAction(): Action {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  return {
    isBusy,
    problem,
    run(work) {
      if (isBusy) return;
      setBusy(true);
      setProblem('');
      // The page shows that it is at work before work that takes the thread begins.
      setTimeout(() => {
        work()
          .catch(error => setProblem(failureText(error)))
          .finally(() => setBusy(false));
      }, 30);
    },
  };
}
