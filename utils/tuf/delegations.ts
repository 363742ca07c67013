import { hex } from '@scure/base';
import { sha256, utf8 } from '../bytes.ts';
import type { DelegatedRole, Delegations } from './metadata.ts';

/** The roles that may speak for a target path, in order of trust, none after a terminating one (TUF specification 1.0.34, section 5.6.7.2). */
export async function rolesForPath(
  delegations: Delegations,
  path: string,
): Promise<readonly DelegatedRole[]> {
  const roles: DelegatedRole[] = [];
  for (const role of delegations.roles) {
    if (!(await speaksFor(role, path))) continue;
    roles.push(role);
    if (role.terminating) break;
  }
  return roles;
}

async function speaksFor({ scope }: DelegatedRole, path: string): Promise<boolean> {
  if (scope.kind === 'patterns') return scope.patterns.some(pattern => matchesPattern(path, pattern));
  const digest = hex.encode(await sha256(utf8(path)));
  return scope.prefixes.some(prefix => digest.startsWith(prefix));
}

/** PATHPATTERN of section 4.5: `*` and `?`, neither of which matches a `/`. */
export function matchesPattern(path: string, pattern: string): boolean {
  const segments = path.split('/');
  const patterns = pattern.split('/');
  return (
    segments.length === patterns.length &&
    segments.every((segment, index) => matchesSegment(segment, patterns[index] ?? ''))
  );
}

/** Tries each character at most once a star, where a regular expression could take exponential time. */
function matchesSegment(segment: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let afterStar = 0;
  while (at < segment.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern++;
      afterStar = at;
    } else if (pattern[inPattern] === '?' || pattern[inPattern] === segment[at]) {
      inPattern++;
      at++;
    } else if (star >= 0) {
      // Let the last star take one character more.
      inPattern = star + 1;
      at = ++afterStar;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
