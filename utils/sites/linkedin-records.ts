import { ownProfile, profileNamedIn } from './linkedin-people.ts';
import type { Records } from './site.ts';

/**
 * Sales Navigator's name of a lead (sources of 2025 and 2026; the other heading is for screen readers); a profile's, which on newer
 * pages is a heading of either rank in the first section that holds no other (noted 2026-09).
 */
const NAME = 'h1[data-anonymize="person-name"], main h1:not(.a11y-text), main section:not(:has(section)) h2';

/** A link to write to the person names them by an opaque id, an alias (seen live, 2026-10-04). */
const WRITE = 'a[href*="/messaging/compose/"]';

export const linkedinRecords: Records = {
  isRecord: url => ownProfile(url.href) !== null,
  read(document) {
    const own = ownProfile(document.URL);
    const heading = document.querySelector<HTMLElement>(NAME);
    if (own === null || !heading?.textContent?.trim()) return null;
    const write = heading.closest('section')?.querySelector<HTMLAnchorElement>(WRITE);
    const alias = write && profileNamedIn(write.href);
    return { heading, identifiers: alias ? [own, alias] : [own] };
  },
};
