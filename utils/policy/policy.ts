import type { GuardLevel } from '../blocklist/head.ts';
import type { Sentence } from '../sentence.ts';

/** What IT has set for this browser, as read from managed storage. It wins over anything that the rep sets. */
export interface Policy {
  /** This browser is enrolled by policy: its rep can neither enrol it elsewhere nor leave. */
  readonly forcesEnrolment: boolean;
  /** The rep can't change what this browser is enrolled with, which sites are watched, and where Lethe stays out of the page. */
  readonly locksOptions: boolean;
  readonly hidesDesk: boolean;
  /** In place of the level that the list names. */
  readonly guard: GuardLevel | null;
  /** Names of sites in whose pages nothing is put, besides those that the list names. */
  readonly panelOnly: readonly string[];
  /** Match patterns of hosts that are to be watched, besides the sites that Lethe watches by itself. */
  readonly sites: readonly string[];
  readonly pollMinutes: number | null;
  /** A sentence for each setting that can't be understood, and is passed over. None holds a part of the enrolment code. */
  readonly problems: readonly Sentence[];
}

/** A policy together with the code that it enrols with. */
export interface PolicySeen {
  readonly policy: Policy;
  /** A secret. Null where the policy names none, and where what is obeyed is a policy that was seen before. */
  readonly code: string | null;
}

export const NO_POLICY: Policy = {
  forcesEnrolment: false,
  locksOptions: false,
  hidesDesk: false,
  guard: null,
  panelOnly: [],
  sites: [],
  pollMinutes: null,
  problems: [],
};
