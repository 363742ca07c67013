import type { Browser } from 'wxt/browser';
import type { BackgroundMessage } from './protocol.ts';

/** This extension's id and address, by which its own pages are told from others. */
export interface Self {
  readonly id: string;
  /** Without a slash at the end. */
  readonly origin: string;
}

/**
 * True for a page of this extension. A content script carries the extension's id as well, but its page's address; and
 * where another extension's panel shows that page it has no tab, so that a missing tab says nothing.
 */
export function isOwnPage(
  sender: Pick<Browser.runtime.MessageSender, 'id' | 'url'> | undefined,
  { id, origin }: Self,
): boolean {
  return sender?.id === id && sender.url?.startsWith(`${origin}/`) === true;
}

/** What a frame's script may say to the background. */
const OF_FRAMES: readonly BackgroundMessage['type'][] = ['ensure-host'];

/**
 * True where this sender may say so. A frame's script runs beside a page, which may have taken its process over: then
 * it mustn't come by the enrolment code, paint another tab's number, or say how a synchronisation went.
 */
export function maySay(
  { type }: BackgroundMessage,
  sender: Pick<Browser.runtime.MessageSender, 'id' | 'url'>,
  self: Self,
): boolean {
  return isOwnPage(sender, self) || (sender.id === self.id && OF_FRAMES.includes(type));
}
