import { profileAddress } from '../scan/profile-address.ts';
import { eachOnce, person } from './person.ts';
import type { Recipient } from './site.ts';

/** Links to people: public slugs, opaque ids, leads (captured 2026-05, 2026-06, 2026-09). */
export const PROFILE_LINK = 'a[href*="/in/"], a[href*="/sales/lead/"], a[href*="/sales/people/"]';

/**
 * Addresses that open a conversation with somebody, `/messaging/compose/?recipient=<id>` or `?profileUrn=urn:li:fsd_profile:<id>`
 * (seen live, 2026-06-18, 2026-10-04), or an invitation, `/preload/custom-invite/?vanityName=<slug>`, from results
 * `/preload/search-custom-invite/` (seen live, 2026-06-18 to 2026-09).
 */
const NAMING =
  /\/(?:messaging\/compose|preload\/(?:search-)?custom-invite)\/\?.*?(?:recipient=|vanityName=|fsd_profile(?::|%3A))(?!urn)([\w%-]+)/iu;

/**
 * Sales Navigator's name of a lead (sources of 2025 and 2026; the other heading is for screen readers); a profile's, which on newer
 * pages is a heading of either rank in the first section that holds no other (noted 2026-09).
 */
const NAME = 'h1[data-anonymize="person-name"], main h1:not(.a11y-text), main section:not(:has(section)) h2';

/** All of these hold more than one person: whom a control is about isn't looked for beyond. */
const WHOLE = 'main, aside, body';

/**
 * Where the page's parts stand: newer pages have conversations, menus and invitations in the open shadow root of this element
 * (noted 2026-05; captured 2026-06-26), the rest and older pages in the document.
 */
export function linkedinRoots(document: Document): (Document | ShadowRoot)[] {
  const inner = document.querySelector('#interop-outlet')?.shadowRoot;
  return inner ? [document, inner] : [document];
}

/** Everyone whom these links lead to. The property is asked, since pages write addresses without a host as well. */
export function peopleIn(root: ParentNode): Recipient[] {
  return eachOnce(
    [...root.querySelectorAll<HTMLAnchorElement>(PROFILE_LINK)].flatMap(link => {
      const address = profileAddress(link.href);
      return address === null ? [] : [person(link, address, link.textContent)];
    }),
  );
}

/** The profile of whoever an address would write to or invite; null for any other address. */
export function profileNamedIn(url: string): string | null {
  const name = NAMING.exec(url)?.[1];
  return name === undefined ? null : `https://www.linkedin.com/in/${name}`;
}

/** Whose page this is; null for a page about nobody, about all, or about the rep. */
export function ownProfile(url: string): string | null {
  const address = profileAddress(url);
  return address?.endsWith('/in/me') ? null : address;
}

/** The heading with the name of whoever a page is about. */
export function ownHeading(document: Document): HTMLElement | null {
  const heading = document.querySelector<HTMLElement>(NAME);
  return heading?.textContent?.trim() ? heading : null;
}

/**
 * Whom a control among others is about: the people in the smallest box around it that links to any, the page's own person
 * alone if they are among them.
 */
export function peopleAround(control: HTMLElement): Recipient[] {
  const own = ownProfile(control.ownerDocument.URL);
  const name = own === null ? null : (ownHeading(control.ownerDocument)?.textContent ?? null);
  const self = own === null || control.closest('aside') ? [] : [person(control, own, name)];
  for (let box = control.parentElement; box && !box.matches(WHOLE); box = box.parentElement) {
    const people = peopleIn(box);
    if (people.some(({ address }) => address === own)) return self;
    if (people.length > 0) return people;
  }
  return self;
}
