import { dynamics } from './dynamics.ts';
import { gmail } from './gmail.ts';
import { hubspot } from './hubspot.ts';
import { linkedin } from './linkedin.ts';
import { outlook } from './outlook.ts';
import { pipedrive } from './pipedrive.ts';
import { salesforce } from './salesforce.ts';
import type { Site } from './site.ts';
import { isWithin } from './site-patterns.ts';
import { zoho } from './zoho.ts';

/** Every site that Lethe watches by itself. */
export const sites: readonly Site[] = [
  gmail,
  outlook,
  linkedin,
  salesforce,
  hubspot,
  dynamics,
  zoho,
  pipedrive,
];

/**
 * The site that an address belongs to, by the same match patterns that stand in the manifest; null if none does.
 * A frame without an address of its own (`about:blank`) belongs to nothing: ask with its opener's or parent's.
 */
export function siteOf(url: string): Site | null {
  if (!URL.canParse(url)) return null;
  return sites.find(site => site.hosts.some(pattern => isWithin(pattern, url))) ?? null;
}
