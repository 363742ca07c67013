import { siteOf, sites } from './sites.ts';

/**
 * What Lethe may do at an address. `known`: a site that it watches by itself. `chosen`: one that the rep chose.
 * `withheld`: a known one that the user or the browser doesn't let it read. `offered`: one that could be chosen.
 * `closed`: the browser's own pages, files, stores.
 */
export type SiteAccess =
  | { readonly kind: 'known' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'chosen' | 'withheld' | 'offered'; readonly origin: string };

/**
 * @param url of the page in the tab; undefined where the browser doesn't tell it
 * @param isGranted whether the browser lets us read this origin (a match pattern of one host with every path)
 */
export async function siteAccess(
  url: string | undefined,
  isGranted: (origin: string) => Promise<boolean>,
): Promise<SiteAccess> {
  const origin = originOf(url);
  if (url === undefined || origin === null) return { kind: 'closed' };
  const isAllowed = await isGranted(origin);
  if (siteOf(url)) return isAllowed ? { kind: 'known' } : { kind: 'withheld', origin };
  return { kind: isAllowed ? 'chosen' : 'offered', origin };
}

/** The match pattern of an address's host with every path; null for what no extension may ask for. */
function originOf(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  return /^https?:$/.test(protocol) ? `${protocol}//${hostname}/*` : null;
}

/** Of all origins that the browser granted, those beyond the sites that Lethe watches by itself. */
export function chosenOrigins(granted: readonly string[]): string[] {
  const known = new Set(sites.flatMap(site => site.hosts));
  return granted.filter(origin => /^(?:https?|\*):/.test(origin) && !known.has(origin)).sort();
}
