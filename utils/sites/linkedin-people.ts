import { profileAddress } from '../scan/profile-address.ts';
import { eachOnce, person } from './person.ts';
import type { Recipient } from './site.ts';

/** Links to people: public slugs, opaque ids, leads (captured 2026-05, 2026-06, 2026-09). */
export const PROFILE_LINK = 'a[href*="/in/"], a[href*="/sales/lead/"], a[href*="/sales/people/"]';

/** A line or a table's row about one person; a box around all of them ends the search for whom a control is about. */
const WHOLE_PAGE = 'main, aside, body, [role="main"]';

/**
 * Where the page's parts stand: newer pages have conversations, menus and invitations in the open shadow root of this element
 * (noted 2026-05; captured 2026-06-26), the rest and older pages in the document.
 */
export function linkedinRoots(document: Document): (Document | ShadowRoot)[] {
  const inner = document.querySelector('#interop-outlet')?.shadowRoot;
  return inner ? [document, inner] : [document];
}

export function allIn(document: Document, selector: string): HTMLElement[] {
  return linkedinRoots(document).flatMap(root => [...root.querySelectorAll<HTMLElement>(selector)]);
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

/** Whose page this is, as an address; null on a page about nobody or about all. */
export function ownProfile(document: Document): string | null {
  const address = profileAddress(document.URL);
  return address?.endsWith('/in/me') ? null : address;
}

/**
 * Whom a control among others is about: the people in the smallest box around it that links to any, the page's own person
 * alone if they are among them.
 */
export function peopleAround(control: HTMLElement): Recipient[] {
  const own = ownProfile(control.ownerDocument);
  const self = own === null ? [] : [person(control, own, null)];
  for (let box = control.parentElement; box && !box.matches(WHOLE_PAGE); box = box.parentElement) {
    const people = peopleIn(box);
    if (people.some(({ address }) => address === own)) return self;
    if (people.length > 0) return people;
  }
  return control.closest('aside') ? [] : self;
}
