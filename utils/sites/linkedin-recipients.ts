import { allIn, ownProfile, peopleIn } from './linkedin-people.ts';
import { linkedinRecords } from './linkedin-records.ts';
import { EDITOR, isInvitation, MESSAGE } from './linkedin-windows.ts';
import { eachOnce, person } from './person.ts';
import type { Recipient } from './site.ts';

/** Somebody chosen for a new message: a button before the field that is searched in (captured 2022, 2026-09; class, 2026-10-04). */
const CHOSEN = '.artdeco-pill, button:has(~ input[role="combobox"])';

/** With whom a conversation is, where it isn't linked to (captured 2026-06; Sales Navigator, 2026-08-06). */
const TITLE = '.msg-entity-lockup__entity-title, .msg-overlay-bubble-header__title, h2';

/** Who wrote a message: on the first of several by one person (class in sources of 2022 to 2026). */
const SENDER = '.msg-s-message-group__profile-link, .msg-s-event-listitem__link';

/**
 * With whom a conversation is. No address stands here, so a person is known by the link to their profile, in a header often
 * by an opaque id; one of whom there is a name only has no address.
 */
export function linkedinRecipients(window: HTMLElement): Recipient[] {
  if (isInvitation(window)) return [invited(window)];
  const linked = peopleIn(window).filter(
    ({ element }) => element.closest(MESSAGE) === null && element.closest(EDITOR) === null,
  );
  const chosen = [...window.querySelectorAll<HTMLElement>(CHOSEN)];
  if (chosen.length > 0) return chosen.map(pill => ofPill(pill, linked, chosen.length === 1));
  if (linked.length > 0) return linked;
  const title = window.querySelector<HTMLElement>(TITLE);
  return title ? [inPage(title, title.textContent, window.matches('.thread-container'))] : [];
}

/** A conversation is told by who is in it; one that nothing was said in yet is none. */
export function linkedinThread(window: HTMLElement): string | null {
  if (!window.querySelector(MESSAGE)) return null;
  const addresses = linkedinRecipients(window).map(({ address }) => address);
  return addresses.includes(null) ? null : addresses.join(' ') || null;
}

export function linkedinLatestSender(window: HTMLElement): string | null {
  const senders = [...window.querySelectorAll(MESSAGE)].flatMap(message => peopleIn(message));
  return senders.findLast(({ element }) => element.matches(SENDER))?.address ?? null;
}

/** The card below the field links to the one who was chosen; a page that was opened to write to them names their id. */
function ofPill(pill: HTMLElement, linked: readonly Recipient[], alone: boolean): Recipient {
  const one = person(pill, null, pill.textContent);
  const card = linked.find(({ label }) => label === one.label);
  return { ...one, address: card?.address ?? (alone ? writtenTo(pill.ownerDocument.URL) : null) };
}

/** `/messaging/compose/?recipient=<id>` (seen live, 2026-10-04). */
export function writtenTo(url: string): string | null {
  const { pathname, searchParams } = new URL(url);
  if (pathname !== '/messaging/compose/') return null;
  const id = searchParams.get('recipient') ?? searchParams.get('profileUrn');
  return id && `https://www.linkedin.com/in/${id.replace(/^.*:/u, '')}`;
}

/** `/preload/custom-invite/?vanityName=<slug>`, from search `/preload/search-custom-invite/` (seen live, 2026-06 to 2026-09). */
export function invitedBy(url: string): string | null {
  const slug = /\/preload\/(?:search-)?custom-invite\/\?(?:.*&)?vanityName=([^&#]+)/u.exec(url)?.[1];
  return slug === undefined ? null : `https://www.linkedin.com/in/${slug}`;
}

function invited(window: HTMLElement): Recipient {
  const address = invitedBy(window.ownerDocument.URL);
  const one = inPage(window, window.textContent, true);
  return address === null ? one : { ...one, address };
}

/** Somebody named in a text that opened from this page: its own person, or the only one of that name whom it links to. */
function inPage(element: HTMLElement, text: string | null, opened: boolean): Recipient {
  const { ownerDocument: document } = element;
  const nobody = person(element, null, text);
  const isNamed = (name: string) => name.length > 2 && nobody.label.includes(name);
  if (!opened) return nobody;
  const own = linkedinRecords.read(document)?.heading.textContent?.trim() ?? '';
  if (isNamed(own)) return person(element, ownProfile(document), own);
  const named = allIn(document, 'main')
    .flatMap(peopleIn)
    .filter(({ label }) => isNamed(label));
  const [one, ...more] = eachOnce(named);
  return one && more.length === 0 ? { ...one, element } : nobody;
}
