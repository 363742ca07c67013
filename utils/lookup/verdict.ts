import type { GuardLevel } from '../blocklist/head.ts';

/** What a block forbids: direct marketing only, or every contact. `all` wins where both apply. */
export type Scope = 'marketing' | 'all';

/**
 * How a sighting met the list: `exact`, the text is itself the canonical form; `spelling`, its canonical form
 * is listed (a tag, dots, capitals were folded away); `domain`, everyone at that company is listed.
 */
export type MatchKind = 'exact' | 'spelling' | 'domain';

/**
 * The answer for one text found on a page. There is no "clear": `not-listed` says only that the list at hand
 * doesn't hold it.
 */
export type Verdict =
  | {
      readonly state: 'listed';
      readonly scope: Scope;
      readonly match: MatchKind;
      /** The rep said not long ago that they write to this one about a contract, an invoice or a service. */
      readonly service?: true;
      /** They told the rep to stop, which the list doesn't know yet: held on this machine alone. */
      readonly waiting?: true;
    }
  | { readonly state: 'not-listed' }
  | { readonly state: 'pending' }
  | { readonly state: 'unknown'; readonly reason: UnknownReason };

/** `not-an-address`: no identifier in that text; `budget`: too many for one page and minute; `not-protecting`: no list to check against. */
export type UnknownReason = 'not-an-address' | 'budget' | 'not-protecting';

/**
 * What Lethe can say of itself. Times are milliseconds since the epoch.
 * - `protecting`: enrolled, list verified, canary found, confirmed recently;
 * - `stale`: the last good list protects, but nobody has confirmed it since `confirmedAt`;
 * - `not-protecting`: nothing is checked; `reason` says why.
 */
export type Protection =
  | ({ readonly state: 'protecting' } & ListFacts)
  | ({ readonly state: 'stale'; readonly problem: Problem } & ListFacts)
  | { readonly state: 'not-protecting'; readonly problem: Problem; readonly organisation?: string };

export interface ListFacts {
  readonly organisation: string;
  /** What the guard does when somebody is listed, as the organisation chose. */
  readonly guard: GuardLevel;
  /** Entries in the list, decoys and the canary included. */
  readonly entries: number;
  readonly domains: number;
  /** Last time that a signed, unexpired timestamp confirmed this list. */
  readonly confirmedAt: number;
  /** When the officer published it. */
  readonly publishedAt: number;
}

/**
 * A named problem, with a detail for the status page: file, version, date. Never an address.
 * `sign-in-page`: a web page came in the list's place; `cors`: the repository answers, but doesn't let an extension
 * read it; `other-epoch`: the list is sealed with a newer key, so a new enrolment is needed; `quota`: this machine has
 * no room for the list; `private-browsing`: this browser keeps nothing, so no list; `lookup-failed`: the part that looks addresses up doesn't start.
 */
export interface Problem {
  readonly code:
    | 'not-enrolled'
    | 'never-synced'
    | 'offline'
    | 'sign-in-page'
    | 'cors'
    | 'expired'
    | 'bad-signature'
    | 'rollback'
    | 'bad-file'
    | 'wrong-key'
    | 'other-epoch'
    | 'shrunk'
    | 'canary-missing'
    | 'store-broken'
    | 'quota'
    | 'private-browsing'
    | 'lookup-failed'
    | 'clock'
    | 'update-lethe'
    | 'not-confirmed';
  readonly detail: string;
}
