import type { Answer as HoldAnswer } from '../guard/guard-machine.ts';
import type { HoldView } from '../guard/guard-views.ts';
import type { PageReading, Unreadable } from '../guard/page-reading.ts';
import type { LogEntry } from './log.ts';
import type { MatchKind, Protection, Scope, Verdict } from './verdict.ts';

/** Name of the Port on which a frame's content script talks with the worker's host. Only the host answers it. */
export const FRAME_PORT = 'lethe/frame';

/** Name of the Port on which an extension page (popup, options) talks with the worker's host, by Comlink. */
export const PAGE_PORT = 'lethe/page';

/** `page`: text that the page chose to show, bounded by budgets. `reserved`: recipients, which page text can't starve. */
export type Priority = 'page' | 'reserved';

/** How many texts one `look` may hold: more are asked in several. */
export const MAX_TEXTS = 1_000;

/** Longer than any identifier, which ends at 320 characters, with room for what canonical forms fold away. */
export const MAX_TEXT_LENGTH = 2_000;

/** A verdict, and which texts of the request it is for. Most share one, and each byte is written and read four times. */
export type Answer = readonly [verdict: Verdict, indexes: readonly number[]];

/** Frame → host. */
export type FrameMessage =
  | {
      readonly type: 'look';
      readonly id: number;
      readonly priority: Priority;
      readonly texts: readonly string[];
    }
  | { readonly type: 'report'; readonly report: FrameReport }
  | { readonly type: 'log'; readonly entry: LogEntry }
  /** The rep was told that the list is old: not again today. */
  | { readonly type: 'noticed' }
  /** The rep writes to these about a contract, an invoice or a service: to be remembered, by digest. */
  | { readonly type: 'service'; readonly texts: readonly string[] }
  /** A frame too small for a dialog has the tab's top frame ask this, or (null) no longer. */
  | { readonly type: 'ask'; readonly view: HoldView | null }
  /** The rep's answer, to the frame that asked. */
  | {
      readonly type: 'answer';
      readonly from: string;
      readonly answer: HoldAnswer;
      readonly shown: readonly string[];
    };

/**
 * Host → frame.
 * - `verdicts`: answers to `look`, in as many messages as it takes: cheap ones don't wait for dear ones. Each index
 *   is answered once, never with `pending`.
 * - `list`: what Lethe can say of itself, sent at connection and after every change. Verdicts given under another
 *   `generation` are void: look again.
 * - `sleep`: the host is about to be ended for want of work; connect again when there is something to ask.
 */
export type HostMessage =
  | { readonly type: 'verdicts'; readonly id: number; readonly answers: readonly Answer[] }
  | {
      readonly type: 'list';
      readonly protection: Protection;
      readonly generation: string;
      readonly panelOnly: readonly string[];
      /** The list is old, and today the rep wasn't told yet. */
      readonly noticeDue?: true;
    }
  | { readonly type: 'sleep' }
  /** To the top frame: ask this for another. */
  | { readonly type: 'asked'; readonly from: string; readonly view: HoldView | null }
  /** To the frame that asked; null where there is no top frame to ask in. */
  | {
      readonly type: 'answered';
      readonly answered: { readonly answer: HoldAnswer; readonly shown: readonly string[] } | null;
    };

/** Host → extension page, beside Comlink's own messages: what was read before may have changed, read again. */
export interface PageNotice {
  readonly type: 'changed';
}

/** Host or frame → background, by `runtime.sendMessage`. */
export type BackgroundMessage =
  | { readonly type: 'ensure-host' }
  | { readonly type: 'toolbar'; readonly protection: Protection; readonly tabs: readonly TabListed[] }
  /** An attempt is over; `retryAfterMs` is what the server asked for, if anything. */
  | { readonly type: 'synchronised'; readonly failed: boolean; readonly retryAfterMs: number | null }
  | { readonly type: 'online' }
  /** What policy is to be obeyed? Answered with a `PolicySeen`. */
  | { readonly type: 'policy' };

/** How many listed identifiers a tab shows. */
export interface TabListed {
  readonly tabId: number;
  readonly listed: number;
  /** How many of these are held on this machine alone, until the officer has decided. */
  readonly waiting: number;
  /** Something on its page can't be read. */
  readonly isUnreadable: boolean;
}

/** Background → frames, by `tabs.sendMessage`: the host has just started, connect to it. */
export interface WakeMessage {
  readonly type: 'host-started';
}

/** What a frame shows at present, for popup and toolbar. Held in memory as long as the Port lives. */
export interface FrameReport {
  /** Distinct identifiers found whose verdict is known. */
  readonly checked: number;
  /** Distinct identifiers still without a verdict (pending or unknown for want of budget). */
  readonly unchecked: number;
  readonly listed: readonly ListedSighting[];
  /** What of the page can't be read, of what its site's file should find. */
  readonly unreadable: readonly Unreadable[];
  /** Whether the page is about somebody, and anything there identifies them. */
  readonly record: PageReading['record'];
}

export interface ListedSighting {
  readonly text: string;
  readonly scope: Scope;
  readonly match: MatchKind;
  readonly waiting?: true;
}
