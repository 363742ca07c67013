import { type Bytes, equalBytes } from '../bytes.ts';
import type { Enrolment } from '../enrolment/enrolment.ts';
import type { Policy } from './policy.ts';

/**
 * Why a code may not be accepted from the rep:
 * - `by-policy`: this browser is enrolled by policy;
 * - `locked`: it is enrolled, and policy locks that;
 * - `other-organisation`: it is enrolled with another list, which has to be left first.
 */
export type EnrolRefusal = 'by-policy' | 'locked' | 'other-organisation';

export const REFUSALS: Readonly<Record<EnrolRefusal, string>> = {
  'by-policy': 'This browser is enrolled by policy, which only IT can change.',
  locked: "This browser's options are locked by policy.",
  'other-organisation': 'This browser is enrolled with another organisation. Leave that one first.',
};

/** @param current the enrolment in force, if there is one */
export function enrolRefusal(
  policy: Policy,
  current: { readonly listId: Bytes } | undefined,
  next: { readonly listId: Bytes },
): EnrolRefusal | null {
  if (policy.forcesEnrolment) return 'by-policy';
  if (current === undefined) return null;
  if (policy.locksOptions) return 'locked';
  return equalBytes(current.listId, next.listId) ? null : 'other-organisation';
}

/** What of an enrolment can be compared with another: keys that rest in a browser can't be read out. */
type Comparable = Omit<Enrolment, 'digestKey' | 'sealKey'>;

/** True where accepting `next` would change nothing. The digest key lives as long as its list; another seal key has another epoch. */
export function isSameEnrolment(current: Comparable, next: Comparable): boolean {
  return (
    equalBytes(current.listId, next.listId) &&
    current.organisation === next.organisation &&
    current.repository === next.repository &&
    current.sealEpoch === next.sealEpoch &&
    current.root.version === next.root.version &&
    equalBytes(current.root.sha256, next.root.sha256)
  );
}
