import type { CursorTurn } from './cursor.ts';

/** Background → frames, by `tabs.sendMessage`. */
export type MarksMessage =
  /** To the top frame: how many listed people all frames of the tab show, and how many of them the list doesn't know yet. */
  | { readonly type: 'tab-listed'; readonly listed: number; readonly waiting: number }
  /** Answered with a `CursorLook`. */
  | { readonly type: 'cursor-look' }
  | { readonly type: 'cursor-put'; readonly turn: CursorTurn }
  | { readonly type: 'cursor-end' };

/** Frame → background, by `runtime.sendMessage`: the rep left the virtual cursor there. */
export interface MarksNotice {
  readonly type: 'cursor-left';
}

const TYPES: readonly unknown[] = [
  'tab-listed',
  'cursor-look',
  'cursor-put',
  'cursor-end',
] satisfies MarksMessage['type'][];

/** Only the extension itself reaches a content script's `runtime.onMessage`, so the type tells the rest. */
export function isMarksMessage(message: unknown): message is MarksMessage {
  return typeof message === 'object' && message !== null && 'type' in message && TYPES.includes(message.type);
}

export function isMarksNotice(message: unknown): message is MarksNotice {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'cursor-left'
  );
}
