import type { GuardLevel } from '../blocklist/head.ts';
import type { EnrolRefusal } from '../policy/enrol-refusal.ts';
import type { Policy, PolicySeen } from '../policy/policy.ts';
import type { MetadataFacts } from '../sync/store.ts';
import type { LogEntry } from './log.ts';
import type { FrameReport } from './protocol.ts';
import type { Problem, Protection, Verdict } from './verdict.ts';
import type { StopOutcome, StopRequest, WaitingRequest } from './waiting.ts';

/** What the host does for popup, options and background, over PAGE_PORT. Everything here is plain JSON. */
export interface PageApi {
  status(): Promise<Status>;
  /** What the frames of a tab show together; null if no frame of it has said anything. */
  tab(tabId: number): Promise<FrameReport | null>;
  /** The verdict on an address or a domain that the rep typed in. */
  check(text: string): Promise<Verdict>;
  /** Synchronises now, or joins the synchronisation under way. */
  sync(): Promise<Status>;
  /** Accepts an enrolment code and synchronises; rejects where it is refused. The text is a secret. */
  enrol(code: string): Promise<Status>;
  /** Why `enrol` would refuse this code, which is a whole one; null if it wouldn't. */
  enrolRefusal(code: string): Promise<EnrolRefusal | null>;
  /** Forgets organisation, keys and list; rejects where policy forbids it. */
  leave(): Promise<Status>;
  /** The log of holds, newest first. */
  holds(): Promise<LogEntry[]>;
  eraseHolds(): Promise<void>;
  /** Names of the sites where Lethe shows itself in its panel only: by the organisation's wish, and by the rep's. */
  panelOnly(): Promise<PanelOnly>;
  setPanelOnly(sites: readonly string[]): Promise<void>;
  /** What is obeyed of managed policy. */
  policy(): Promise<Policy>;
  /** The background's alone: another policy is to be obeyed from now on. */
  obey(seen: PolicySeen): Promise<void>;
  /** Holds somebody who told the rep to stop, on this machine and at once. */
  holdRequest(request: StopRequest): Promise<StopOutcome>;
  /** Whom the officer hasn't answered for yet, oldest first. */
  waiting(): Promise<WaitingRequest[]>;
  /** Holds no longer whom this request was about: the officer refused, or the rep takes it back. */
  endRequest(id: string): Promise<void>;
  /** How strictly the rep wants to be held; null if they said nothing. */
  ownGuard(): Promise<GuardLevel | null>;
  setOwnGuard(level: GuardLevel | null): Promise<void>;
}

export interface PanelOnly {
  readonly organisation: readonly string[];
  readonly own: readonly string[];
}

export interface Status {
  readonly protection: Protection;
  /** When the last attempt to synchronise began, milliseconds since the epoch. */
  readonly attemptedAt: number | null;
  /** What kept the last attempt from succeeding; also when the list still counts as confirmed. */
  readonly problem: Problem | null;
  readonly syncing: boolean;
  /** Null where nothing is enrolled. */
  readonly details: Details | null;
}

/** For those who look closer: the officer, IT, support. */
export interface Details {
  readonly repository: string;
  readonly rootFingerprint: string;
  readonly sealEpoch: number;
  readonly metadata: MetadataFacts | null;
  readonly list: ListDetails | null;
}

export interface ListDetails {
  readonly operation: number;
  readonly publication: number;
  readonly prefixBits: number;
  readonly contact: string;
  /** How strictly the organisation wants its reps held; `Protection` says how strictly this one is. */
  readonly guard: GuardLevel;
}
