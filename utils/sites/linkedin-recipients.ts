import { ownProfile, peopleIn, profileNamedIn } from './linkedin-people.ts';
import { linkedinRecords } from './linkedin-records.ts';
import { EDITOR, isInvitation, isWithin, MESSAGE } from './linkedin-windows.ts';
import { person } from './person.ts';
import type { Recipient } from './site.ts';

/** Somebody chosen for a new message: a button before the field that is searched in (captured 2022, 2026-09; class, 2026-10-04). */
const CHOSEN = '.artdeco-pill, button:has(~ [role="combobox"])';

/** With whom a conversation is, or what an invitation is about. */
const TITLE = 'h2';

/** Who wrote a message: on the first of several by one person (classes in sources of 2022 to 2026). */
const SENDER = '.msg-s-message-group__profile-link, .msg-s-event-listitem__link';

/**
 * With whom a conversation is. No address stands here, so a person is known by the link to their profile, in a header often
 * by an opaque id; one of whom there is a name only has no address.
 */
export function linkedinRecipients(window: HTMLElement): Recipient[] {
  const linked = peopleIn(window).filter(
    ({ element }) => !isWithin(window, element, `${MESSAGE}, ${EDITOR}`),
  );
  const chosen = [...window.querySelectorAll<HTMLElement>(CHOSEN)];
  if (chosen.length > 0) return chosen.map(pill => ofPill(pill, linked, chosen.length === 1));
  return linked.length > 0 ? linked : [named(window)];
}

/** A conversation is told by who is in it; one that nothing was said in yet is none. */
export function linkedinThread(window: HTMLElement): string | null {
  const people = window.querySelector(MESSAGE) ? linkedinRecipients(window) : [];
  return people.map(({ address }) => address).join(' ') || null;
}

export function linkedinLatestSender(window: HTMLElement): string | null {
  const linked = [...window.querySelectorAll(MESSAGE)].flatMap(peopleIn);
  return linked.findLast(({ element }) => element.matches(SENDER))?.address ?? null;
}

/** The card below the field links to the one who was chosen; a page that was opened to write to somebody names their id. */
function ofPill(pill: HTMLElement, linked: readonly Recipient[], alone: boolean): Recipient {
  const one = person(pill, null, pill.textContent);
  const card = linked.find(({ label }) => label === one.label);
  return { ...one, address: card?.address ?? (alone ? profileNamedIn(pill.ownerDocument.URL) : null) };
}

/** Whom the page was opened to invite, or whose page it is if the invitation, or Sales Navigator's conversation, has their name. */
function named(window: HTMLElement): Recipient {
  const { ownerDocument: document } = window;
  const title = window.querySelector<HTMLElement>(TITLE) ?? window;
  const text = (isInvitation(window) ? window : title).textContent ?? '';
  const own = linkedinRecords.read(document)?.heading.textContent?.trim();
  const isOwn =
    own !== undefined && (isInvitation(window) || window.closest('.thread-container')) && text.includes(own);
  const address =
    (isInvitation(window) && profileNamedIn(document.URL)) || (isOwn ? ownProfile(document.URL) : null);
  return person(title, address, isOwn ? own : title.textContent);
}
