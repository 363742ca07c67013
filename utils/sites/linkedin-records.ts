import { profileAddress } from '../scan/profile-address.ts';
import { allIn, ownProfile } from './linkedin-people.ts';
import { writtenTo } from './linkedin-recipients.ts';
import type { RecordPage, Records } from './site.ts';

/** Sales Navigator's name of a lead (sources of 2025 and 2026); else the profile's. */
const NAME = 'h1[data-anonymize="person-name"], [data-x--lead--name], main h1';

/** On newer pages the name is a heading of any rank in the first section that holds no other, which isn't aside (noted 2026-09). */
const CARD = 'main section:not(aside *)';

/** A link to write to the person, which names them by an opaque id: an alias (seen live, 2026-10-04). */
const WRITE = 'a[href*="/messaging/compose/"]';

/** Contact info over a profile (captured 2026-05). */
const CONTACT = '[role="dialog"] a[href^="mailto:" i]';

export const linkedinRecords: Records = {
  isRecord: url =>
    /^\/(?:in\/(?!me\/)|sales\/(?:lead|people)\/)./u.test(url.pathname) && profileAddress(url.href) !== null,
  read(document): RecordPage | null {
    const own = ownProfile(document);
    const heading = headingOf(document);
    if (own === null || !heading?.textContent?.trim()) return null;
    const card = heading.closest('section');
    const write = card?.querySelector<HTMLAnchorElement>(WRITE);
    const contact = allIn(document, CONTACT).map(link =>
      (link.getAttribute('href') ?? '').slice('mailto:'.length),
    );
    const known = [own, write && writtenTo(write.href), ...contact];
    return { heading, identifiers: known.filter(text => typeof text === 'string') };
  },
};

function headingOf(document: Document): HTMLElement | null {
  const cards = [...document.querySelectorAll(CARD)].filter(card => !card.querySelector('section'));
  return document.querySelector<HTMLElement>(NAME) ?? cards[0]?.querySelector<HTMLElement>('h2, h3') ?? null;
}
