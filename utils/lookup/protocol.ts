import type { LogEntry } from './log.ts';
import type { MatchKind, Protection, Scope, Verdict } from './verdict.ts';

/** Name of the Port on which a frame's content script talks with the worker's host. Only the host answers it. */
export const FRAME_PORT = 'lethe/frame';

/** Name of the Port on which an extension page (popup, options) talks with the worker's host, by Comlink. */
export const PAGE_PORT = 'lethe/page';

/** `page`: text that the page chose to show, bounded by budgets. `reserved`: recipients, which page text can't starve. */
export type Priority = 'page' | 'reserved';

/** Frame → host. */
export type FrameMessage =
  | {
      readonly type: 'look';
      readonly id: number;
      readonly priority: Priority;
      readonly texts: readonly string[];
    }
  | { readonly type: 'report'; readonly report: FrameReport }
  | { readonly type: 'log'; readonly entry: LogEntry };

/** Host → frame. `list`: the list or the protection changed, every verdict held so far is void: look again. */
export type HostMessage =
  | { readonly type: 'verdicts'; readonly id: number; readonly verdicts: readonly Verdict[] }
  | { readonly type: 'list'; readonly protection: Protection };

/** What a frame shows at present, for popup and toolbar. Held in memory as long as the Port lives. */
export interface FrameReport {
  /** Distinct identifiers found whose verdict is known. */
  readonly checked: number;
  /** Distinct identifiers still without a verdict (pending or unknown for want of budget). */
  readonly unchecked: number;
  readonly listed: readonly ListedSighting[];
}

export interface ListedSighting {
  readonly text: string;
  readonly scope: Scope;
  readonly match: MatchKind;
}
