import { hex } from '@scure/base';
import { sha256, utf8 } from '../bytes.ts';
import { NO_POLICY, type Policy, type PolicySeen } from './policy.ts';
import { type PolicyValues, readPolicy } from './read-policy.ts';

/** The last policy seen, as it rests in this browser. */
export interface KeptPolicy {
  /** All but the enrolment code, which is a secret and lives on as an enrolment. */
  readonly values: PolicyValues;
  /** SHA-256 of that code in hex, so that another one is noticed; null where there is none that can be used. */
  readonly codeSha256: string | null;
  /** Since when the browser hands out no policy any more, milliseconds since the epoch; null while it does. */
  readonly absentSince: number | null;
}

/** One look at managed storage. Times are milliseconds since the epoch. */
export interface PolicyLook {
  /** Undefined or empty where the browser hands out nothing. */
  readonly found: PolicyValues | undefined;
  readonly now: number;
  /** When this browser was started. */
  readonly runningSince: number;
  /** The browser has just said that managed storage changed. */
  readonly isChange: boolean;
}

export interface PolicyAfterLook {
  /** Null where there is none to keep. */
  readonly kept: KeptPolicy | null;
  readonly seen: PolicySeen;
  /** Whether something else is to be obeyed than before. */
  readonly isNews: boolean;
}

/** How long a policy that is gone goes on. A cloud policy that comes late comes within minutes of a start. */
export const ABSENT_FOR_MS = 24 * 3_600_000;

/** How long after the browser's start a policy may still be on its way. */
export const ARRIVES_WITHIN_MS = 10 * 60_000;

/**
 * What is to be obeyed after a look. Absent isn't "no policy": it may be on its way, and then the last one seen holds. It is
 * withdrawn where the browser says so while it runs, or where it has been absent for a day, long after the browser's start.
 */
export async function policyAfterLook(kept: KeptPolicy | null, look: PolicyLook): Promise<PolicyAfterLook> {
  const { found, now } = look;
  if (found !== undefined && Object.keys(found).length > 0) {
    const seen = readPolicy(found);
    const { enrolment: _secret, ...values } = found;
    const codeSha256 = seen.code === null ? null : hex.encode(await sha256(utf8(seen.code)));
    const next = { values, codeSha256, absentSince: null };
    return { kept: next, seen, isNews: !isSame(kept, next) };
  }
  if (kept === null) return { kept, seen: { policy: NO_POLICY, code: null }, isNews: false };
  // A clock that was set back must not put the end off by as much.
  const absentSince = Math.min(kept.absentSince ?? now, now);
  const isOver =
    look.isChange || (now - absentSince >= ABSENT_FOR_MS && now - look.runningSince >= ARRIVES_WITHIN_MS);
  if (isOver) return { kept: null, seen: { policy: NO_POLICY, code: null }, isNews: true };
  return { kept: { ...kept, absentSince }, seen: { policy: policyOf(kept), code: null }, isNews: false };
}

/** The policy that is kept. */
export function policyOf({ values, codeSha256 }: KeptPolicy): Policy {
  return { ...readPolicy(values).policy, forcesEnrolment: codeSha256 !== null };
}

/** As it was kept; null where what was kept is none. */
export function keptPolicyOf(value: unknown): KeptPolicy | null {
  if (!isRecord(value) || !isRecord(value.values)) return null;
  const { values, codeSha256, absentSince } = value;
  return {
    values,
    codeSha256: typeof codeSha256 === 'string' ? codeSha256 : null,
    absentSince: typeof absentSince === 'number' ? absentSince : null,
  };
}

function isSame(kept: KeptPolicy | null, next: KeptPolicy): boolean {
  const told = ({ values, codeSha256 }: KeptPolicy) =>
    JSON.stringify([Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)), codeSha256]);
  return kept !== null && told(kept) === told(next);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
