import { GUARD_LEVELS, type GuardLevel } from '../blocklist/head.ts';
import { NO_POLICY, type Policy } from '../policy/policy.ts';
import { protectionOf } from '../sync/protection.ts';
import { NO_SNAPSHOT, type Snapshot, type Store } from '../sync/store.ts';
import { storeProblem } from '../sync/store-problem.ts';
import type { Loaded, LookupService } from './lookup-service.ts';
import type { Problem, Protection } from './verdict.ts';

/** A started lookup worker. */
export interface LookupHandle {
  readonly service: Omit<LookupService, 'attach'>;
  /** Called when the worker can't be loaded or broke down; after that it answers nothing. */
  onFailure(listener: (detail: string) => void): void;
  end(): void;
}

/** What is said to frames: verdicts of one generation hold together. */
export interface Announcement {
  readonly protection: Protection;
  readonly generation: string;
  /** Names of the sites where nothing is put into pages, by the organisation's wish or the rep's. */
  readonly panelOnly: readonly string[];
}

/** Keeps the lookup worker at the list in force, and knows what Lethe can say of itself. */
export interface ListKeeper {
  announcement(): Announcement;
  snapshot(): Snapshot;
  service(): LookupHandle['service'] | undefined;
  /** Asks the worker; undefined without one. Rejects also when it breaks down before it answers. */
  ask<T>(question: (service: LookupHandle['service']) => Promise<T>): Promise<T | undefined>;
  /** What was answered of the same list is no longer all true: frames ask anew. */
  renew(): void;
  /** True while the worker is broken down or the store can't be opened: the next refresh tries again. */
  isBroken(): boolean;
  /** True when the list here is damaged, so that it has to be fetched anew. */
  needsSync(): boolean;
  /** From now on. */
  obey(policy: Policy): void;
  /** Reads the store anew, and has the worker load the list if it is another one. */
  refresh(): Promise<void>;
}

export interface ListKeeperParts {
  readonly store: Store;
  readonly startLookup: () => LookupHandle;
  /** The worker broke down: there is something to announce. */
  readonly onBreakdown: () => void;
  readonly now: () => number;
}

const NO_GENERATION = 'none';

export function createListKeeper({ store, startLookup, onBreakdown, now }: ListKeeperParts): ListKeeper {
  let snapshot = NO_SNAPSHOT;
  let unopened: Problem | undefined;
  let lookupProblem: Problem | undefined;
  let handle: LookupHandle | undefined;
  let loaded: (Loaded & { readonly enrolmentId: string | undefined }) | undefined;
  let refreshing: Promise<void> = Promise.resolve();
  let renewals = 0;
  let wishedByRep: readonly string[] = [];
  let policy = NO_POLICY;
  let ownGuard: GuardLevel | null = null;
  /** Ends the waiting for what a worker that broke down was asked: it answers nothing. */
  const waiting = new Set<(reason: Error) => void>();

  function fail(detail: string): void {
    lookupProblem = { code: 'lookup-failed', detail };
    handle?.end();
    handle = undefined;
    loaded = undefined;
    for (const reject of waiting) reject(new Error(detail));
  }

  function answered<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      waiting.add(reject);
      answer.then(resolve, reject).finally(() => waiting.delete(reject));
    });
  }

  function start(): LookupHandle {
    const started = startLookup();
    started.onFailure(detail => {
      if (handle !== started) return;
      fail(detail);
      onBreakdown();
    });
    return started;
  }

  async function readAndLoad(): Promise<void> {
    try {
      snapshot = await store.snapshot();
      wishedByRep = await store.panelOnly();
      ownGuard = await store.ownGuard();
      unopened = undefined;
    } catch (error) {
      unopened = await storeProblem(error);
      return;
    }
    const enrolmentId = snapshot.enrolment?.id;
    const generation = snapshot.list?.generation ?? null;
    if (loaded && loaded.generation === generation && loaded.enrolmentId === enrolmentId) return;
    try {
      handle ??= start();
      loaded = { ...(await answered(handle.service.load())), enrolmentId };
      lookupProblem = undefined;
    } catch (error) {
      fail(messageOf(error));
    }
  }

  function protection(): Protection {
    const { enrolment } = snapshot;
    const said = protectionOf(snapshot, now());
    const problem = said.state === 'not-protecting' ? (unopened ?? said.problem) : ownProblem();
    // A list that was loaded goes on protecting from memory while the store fails.
    if (!problem)
      return unopened && said.state === 'protecting' ? { ...said, state: 'stale', problem: unopened } : said;
    const organisation = enrolment?.organisation;
    return { state: 'not-protecting', problem, ...(organisation === undefined ? {} : { organisation }) };
  }

  function underPolicy(said: Protection): Protection {
    return policy.guard === null || said.state === 'not-protecting' ? said : { ...said, guard: policy.guard };
  }

  function generation(): string {
    if (!loaded?.generation || loaded.problem) return NO_GENERATION;
    return renewals === 0 ? loaded.generation : `${loaded.generation} ${renewals}`;
  }

  function ownProblem(): Problem | undefined {
    return lookupProblem ?? loaded?.problem ?? undefined;
  }

  return {
    announcement: () => ({
      protection: guardedBy(policy.locksOptions ? null : ownGuard, underPolicy(protection())),
      generation: generation(),
      panelOnly: [
        ...new Set([
          ...(snapshot.list?.head.panelOnly ?? []),
          ...policy.panelOnly,
          ...(policy.locksOptions ? [] : wishedByRep),
        ]),
      ],
    }),
    snapshot: () => snapshot,
    service: () => handle?.service,
    ask: async question => (handle ? answered(question(handle.service)) : undefined),
    renew() {
      renewals += 1;
    },
    isBroken: () => lookupProblem !== undefined || unopened !== undefined,
    needsSync: () =>
      snapshot.enrolment !== undefined &&
      (snapshot.damaged.length > 0 || loaded?.problem?.code === 'store-broken'),
    obey(next) {
      policy = next;
    },
    refresh() {
      refreshing = refreshing.then(readAndLoad);
      return refreshing;
    },
  };
}

/** A rep may be held more strictly than the organisation wants, and never less. */
function guardedBy(own: GuardLevel | null, said: Protection): Protection {
  if (own === null || said.state === 'not-protecting') return said;
  return { ...said, guard: GUARD_LEVELS.indexOf(own) > GUARD_LEVELS.indexOf(said.guard) ? own : said.guard };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
