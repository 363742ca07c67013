import { ownHeading, ownProfile, profileNamedIn } from './linkedin-people.ts';
import type { Records } from './site.ts';

/** A link to write to the person names them by an opaque id, an alias (seen live, 2026-10-04). */
const WRITE = 'a[href*="/messaging/compose/"]';

export const linkedinRecords: Records = {
  isRecord: url => ownProfile(url.href) !== null,
  read(document) {
    const own = ownProfile(document.URL);
    const heading = ownHeading(document);
    if (own === null || heading === null) return null;
    const write = heading.closest('section')?.querySelector<HTMLAnchorElement>(WRITE);
    const alias = write && profileNamedIn(write.href);
    return { heading, identifiers: alias ? [own, alias] : [own] };
  },
};
