import type { Site } from './site.ts';
import { isWithin } from './site-patterns.ts';

/** Where a site's own script leaves what it knows for the script of the frame, in a world that no page sees. */
const HERE = Symbol.for('lethe.site');

/**
 * Called by a site's own script, before the script that every frame gets: so that a frame carries what is known of its own site
 * and of no other. A script that is put into open tabs comes into frames of other sites as well, and keeps quiet there.
 */
export function deliverSite(site: Site): void {
  // A frame without an address of its own (about:blank, srcdoc) has its parent's origin.
  const addresses = [location.href, `${self.origin}/`];
  const isHere = site.hosts.some(pattern => addresses.some(address => isWithin(pattern, address)));
  if (isHere) Reflect.set(globalThis, HERE, site);
}

/** The site of this frame; null where it is none that Lethe knows. */
export function siteHere(): Site | null {
  const site: unknown = Reflect.get(globalThis, HERE);
  return isSite(site) ? site : null;
}

function isSite(value: unknown): value is Site {
  return typeof value === 'object' && value !== null && 'hosts' in value;
}
