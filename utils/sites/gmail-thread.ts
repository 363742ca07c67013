import { DIALOG } from './gmail-windows.ts';

/** The thread that is open stands at the end of the page's own address (sources of 2026-05). */
const OPEN = /\/([\w-]{16,})(?:\?|$)/u;

/** A message of a thread, opened or folded up (sources of 2026); before, an item of a list (captured 2024). */
const MESSAGE = '[data-legacy-message-id], [data-message-id], [role="listitem"]';

/** The thread that an inline reply answers. One that was moved into a window of its own says nowhere which it was. */
export function gmailThread(window: HTMLElement): string | null {
  if (window.closest(DIALOG)) return null;
  return OPEN.exec(window.ownerDocument.location.hash)?.[1] ?? null;
}

/** Who wrote the last message above the reply: in its head, before its readers (noted 2026). */
export function gmailLatestSender(window: HTMLElement): string | null {
  if (gmailThread(window) === null) return null;
  const above = [...window.ownerDocument.querySelectorAll(MESSAGE)].filter(
    message => (message.compareDocumentPosition(window) & FOLLOWING) !== 0,
  );
  const senders = above.map(message => message.querySelector('[email]')?.getAttribute('email') ?? null);
  return senders.findLast(sender => sender !== null) ?? null;
}

/** `Node.DOCUMENT_POSITION_FOLLOWING`; what contains the window is above it as well. */
const FOLLOWING = 4;
