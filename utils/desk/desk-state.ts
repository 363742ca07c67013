import { type Officer, officersOf } from '../officer/officers.ts';
import { openRepository, requireRegister, type Session } from '../officer/session.ts';
import { type Expiry, expiriesOf } from '../publish/expiries.ts';
import { isPastHalf, timestampLifetime } from '../publish/lifetimes.ts';
import { type BlockGroup, type BlockGroupFacts, blockGroups } from '../register/block-groups.ts';
import { type CaseState, stateOfCase } from '../register/case-state.ts';
import { standingBlocks } from '../register/register.ts';
import { dueAmong, type WhatIsDue } from '../register/what-is-due.ts';

/** Blocks of which the same can be told, on the page: a million ids, for which it has no use, take its thread for a second. */
export interface ShownGroup extends BlockGroupFacts {
  /** Tells it from the others. */
  readonly key: string;
  /** How many blocks. */
  readonly count: number;
  /** Of the blocks, where they are lifted: what stands can't be erased. */
  readonly erasable: readonly string[];
}

/** What the desk shows at one moment. Times in milliseconds since the epoch. */
export interface DeskState {
  readonly due: WhatIsDue<ShownGroup>;
  /** All blocks, the latest first. */
  readonly groups: readonly ShownGroup[];
  /** Lines of an erasure that was interrupted. */
  readonly unfinishedErasures: number;
  readonly standing: number;
  /** The most urgent first. */
  readonly openCases: readonly CaseState[];
  readonly cases: ReadonlyMap<string, CaseState>;
  readonly freshness: {
    /** 0 before the first. */
    readonly publication: number;
    readonly publishedAt: number | null;
    /** The soonest first: from then on reps see the list as stale. None before anything is published. */
    readonly expiries: readonly Expiry[];
    /** Confirmed by hand, and in the second half of that confirmation's life. */
    readonly isPastHalf: boolean;
  };
  /** Nobody else can publish. */
  readonly onlyOfficer: boolean;
  /** Who may record and publish now, and who might once; oneself first. */
  readonly officers: readonly Officer[];
}

/**
 * Reads register and repository.
 * @throws OfficerFailure
 */
export async function readDeskState(session: Session, now: number): Promise<DeskState> {
  const repository = await openRepository(session);
  const head = repository?.published.head;
  const published = head?.registerHeads ?? [];
  const register = await requireRegister(session, published);
  const groups = blockGroups(register, published).map(shownGroup);
  const cases = new Map(
    [...register.cases].map(([reference, steps]) => [reference, stateOfCase(reference, steps)]),
  );
  const set = repository?.metadata.set;
  const { refreshing } = session.workplace.settings;
  return {
    due: dueAmong(register.cases, groups, now),
    groups,
    unfinishedErasures: register.unfinishedErasures.length,
    standing: standingBlocks(register).length,
    openCases: [...cases.values()]
      .filter(({ isClosed }) => !isClosed)
      .toSorted((a, b) => (a.dueAt ?? Number.POSITIVE_INFINITY) - (b.dueAt ?? Number.POSITIVE_INFINITY)),
    cases,
    freshness: {
      publication: head?.publication ?? 0,
      publishedAt: head?.publishedAt ?? null,
      expiries: set ? expiriesOf(set, refreshing, now) : [],
      isPastHalf:
        set !== undefined &&
        refreshing === 'by-hand' &&
        isPastHalf(set.timestamp.signed.expires, timestampLifetime(refreshing), now),
    },
    onlyOfficer: session.roots.set.root.signed.roles.targets.keyIds.length === 1,
    officers: officersOf(session, register),
  };
}

export function shownGroup({ ids, ...facts }: BlockGroup): ShownGroup {
  const [key = ''] = ids;
  return { ...facts, key, count: ids.length, erasable: facts.lift === null ? [] : ids };
}
