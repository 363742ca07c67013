import { addressesOf } from './outlook-recipients.ts';
import { outermost } from './outlook-windows.ts';

/** What is read, one conversation (sources of 2026-07 to 2026-11). */
const CONVERSATION = '#ConversationReadingPaneContainer';

/** Its id stands on the pane (seen live, 2026-07-30) or in the page's own address (sources of 2026). */
const ID = 'data-convid';
const OPEN = /\/id\/([^/?]+)/u;

/** Who wrote a message: the head of each ends so in every language (sources of 2026-11), as does a mail's being written. */
const FROM = '[id$="_FROM"]';

/** The conversation below or above whose messages the reply stands. */
export function outlookThread(window: HTMLElement): string | null {
  const pane = window.closest(CONVERSATION);
  const id = pane && (pane.getAttribute(ID) ?? OPEN.exec(window.ownerDocument.location.pathname)?.[1]);
  return id ?? null;
}

/**
 * Who wrote the messages that are shown, if it was one person only. A user may have the latest on top or at the end, so that the
 * order tells nothing.
 */
export function outlookLatestSender(window: HTMLElement): string | null {
  const heads = [...(window.closest(CONVERSATION)?.querySelectorAll<HTMLElement>(FROM) ?? [])];
  const senders = outermost(heads)
    .filter(head => !window.contains(head))
    .flatMap(addressesOf);
  const [sender] = senders;
  return sender !== undefined && senders.every(other => other === sender) ? sender : null;
}
