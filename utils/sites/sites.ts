import { gmail } from './gmail.ts';
import { linkedin } from './linkedin.ts';
import { salesforce } from './salesforce.ts';
import type { Site } from './site.ts';

/** Every site that Lethe watches by itself. */
export const sites: readonly Site[] = [gmail, linkedin, salesforce];

/**
 * The site that an address belongs to, by the same match patterns that stand in the manifest; null if none does.
 * A frame without an address of its own (`about:blank`) belongs to nothing: ask with its opener's or parent's.
 */
export function siteOf(url: string): Site | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  return sites.find(site => site.hosts.some(pattern => matches(pattern, protocol, hostname))) ?? null;
}

/** Match patterns as the site files write them: a scheme, a host that may begin with `*.`, every path. */
function matches(pattern: string, protocol: string, hostname: string): boolean {
  const parts = /^(https?:)\/\/(\*\.)?([a-z0-9.-]+)\/\*$/.exec(pattern);
  if (!parts) throw new Error(`not a match pattern with every path: ${pattern}`);
  const [, scheme, wildcard, host = ''] = parts;
  return (
    protocol === scheme && (hostname === host || (wildcard !== undefined && hostname.endsWith(`.${host}`)))
  );
}
