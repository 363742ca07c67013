import { dynamics } from './dynamics.ts';
import { gmail } from './gmail.ts';
import { hubspot } from './hubspot.ts';
import { linkedin } from './linkedin.ts';
import { outlook } from './outlook.ts';
import { pipedrive } from './pipedrive.ts';
import { salesforce } from './salesforce.ts';
import type { Site } from './site.ts';
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

/**
 * Whether an address lies within a match pattern with every path, as the site files and permissions have them: a scheme
 * or `*`, and a host that may begin with `*.`, or `*` for each.
 */
export function isWithin(pattern: string, url: string): boolean {
  const parts = /^(https?|\*):\/\/(?:(\*\.)?([a-z0-9.-]+)|\*)\/\*$/.exec(pattern);
  if (!parts || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const [, scheme, wildcard, host] = parts;
  const isScheme = scheme === '*' ? /^https?:$/.test(protocol) : protocol === `${scheme}:`;
  if (!isScheme || host === undefined) return isScheme;
  return hostname === host || (wildcard !== undefined && hostname.endsWith(`.${host}`));
}
