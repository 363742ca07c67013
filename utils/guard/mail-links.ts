import { addressesByField } from '../scan/mailto.ts';
import type { Compose, Recipient, Send } from '../sites/site.ts';

const LINK = 'a[href^="mailto:" i], area[href^="mailto:" i]';

/** Whether what a gesture is at opens a mail program: such a link is its own window, control and list of recipients. */
export function isMailLink(element: Element): boolean {
  return element.matches(LINK);
}

/** How mail is written on a site, if it is, and by links anywhere. */
export function withMailLinks(compose: Compose | undefined): Compose {
  return {
    attributes: compose?.attributes ?? [],
    windows: document => compose?.windows(document) ?? [],
    recipients: window => (isMailLink(window) ? recipientsOf(window) : (compose?.recipients(window) ?? [])),
    keepFree: window => compose?.keepFree?.(window) ?? [],
    remove: (window, recipient) => !isMailLink(window) && (compose?.remove?.(window, recipient) ?? false),
    signs: compose?.signs ?? ':not(*)',
    sendControl: target => compose?.sendControl(target) ?? linkAt(target),
    sendShortcut: event => compose?.sendShortcut(event) ?? null,
  };
}

function linkAt(target: Element): Send | null {
  const link = target.closest<HTMLElement>(LINK);
  // In an editor a click puts the caret there, as in the mail that is quoted below an answer.
  return link && !link.isContentEditable ? { window: link, control: link } : null;
}

function recipientsOf(link: HTMLElement): Recipient[] {
  return addressesByField(link.getAttribute('href') ?? '').map(({ field, address }) => ({
    address,
    label: address,
    field,
    typed: false,
    element: link,
  }));
}
