import type { SiteAccess } from '../sites/site-access.ts';
import { isWithin } from '../sites/site-patterns.ts';
import type { Policy } from './policy.ts';

/**
 * What of a site's access the rep may still change: what policy wants watched can't be taken back, and where the options are
 * locked, nothing else can be added. `closed`: nothing to choose.
 */
export function choiceUnder(policy: Policy, access: SiteAccess): SiteAccess {
  if (access.kind !== 'chosen' && access.kind !== 'offered') return access;
  const address = access.origin.replace(/\*$/, '');
  const isWanted = policy.sites.some(pattern => isWithin(pattern, address));
  const isOpen =
    access.kind === 'chosen' ? !isWanted && !policy.locksOptions : isWanted || !policy.locksOptions;
  return isOpen ? access : { kind: 'closed' };
}
