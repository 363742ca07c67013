import type { Priority } from './protocol.ts';
import type { Protection, Verdict } from './verdict.ts';

/** The lookup as a frame sees it: scan, marks and guard know nothing else of it. */
export interface LookupClient {
  /**
   * The verdict held for this raw text, at once. Unknown so far: asks the host and answers `pending`;
   * subscribers hear when it is known.
   */
  verdictOf(text: string, priority?: Priority): Verdict;
  /** Calls back after verdicts came or were dropped; the listener then reads `verdictOf` again. */
  subscribe(listener: () => void, signal: AbortSignal): void;
  /** What the host last said of the list; undefined until it answered. */
  protection(): Protection | undefined;
}
