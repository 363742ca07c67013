import type { Bytes } from '../bytes.ts';
import { createBoundedMap } from './bounded-map.ts';
import type { Budget, Level } from './budget.ts';
import type { Scope } from './verdict.ts';

/** What a tag evaluation led to: the entry's scope, null for no entry, or no evaluation for want of budget. */
export type TagOutcome = Scope | null | 'budget';

/** On whose account an evaluation is made. */
export interface Asking {
  /** Who waits for the outcome, for `forget`. */
  readonly asker: string;
  /** Whose budget it comes out of. */
  readonly page: string;
  readonly level: Level;
}

export interface TagQueue {
  /**
   * Whether the digest is an entry. Rejects when the queue ended, and when the asker was forgotten.
   * @param key the digest in hex, under which outcomes are remembered
   */
  evaluate(key: string, digest: Bytes, asking: Asking): TagOutcome | Promise<TagOutcome>;
  /** Nobody waits for this asker's questions any more. */
  forget(asker: string): void;
  end(): void;
}

export interface TagQueueOptions {
  /** The dear part: Argon2id, then the lookup of (prefix, tag). */
  readonly find: (digest: Bytes) => Promise<Scope | null>;
  readonly budget: Budget;
  /** Lets the worker take in messages between two evaluations, which block it. */
  readonly rest: () => Promise<void>;
}

interface Job {
  readonly key: string;
  readonly digest: Bytes;
  readonly waiting: Waiting[];
}

interface Waiting {
  readonly asker: string;
  readonly resolve: (outcome: TagOutcome) => void;
  readonly reject: (reason: Error) => void;
}

const OUTCOMES_KEPT = 20_000;

/** Evaluations one after another, the rep's own questions first, then recipients, then what pages show. */
export function createTagQueue({ find, budget, rest }: TagQueueOptions): TagQueue {
  const known = createBoundedMap<string, { scope: Scope | null }>(OUTCOMES_KEPT);
  const queues: Record<Level, Map<string, Job>> = { own: new Map(), reserved: new Map(), page: new Map() };
  const levels: readonly Level[] = ['own', 'reserved', 'page'];
  let running: Job | undefined;
  let working = false;
  let ended = false;

  function waitFor(job: Job, asker: string): Promise<TagOutcome> {
    return new Promise((resolve, reject) => job.waiting.push({ asker, resolve, reject }));
  }

  /** The job for this digest if there is one, moved up if it is asked for more urgently now. */
  function standing(key: string, level: Level): Job | undefined {
    if (running?.key === key) return running;
    for (const standingLevel of levels) {
      const job = queues[standingLevel].get(key);
      if (!job) continue;
      if (levels.indexOf(level) < levels.indexOf(standingLevel)) {
        queues[standingLevel].delete(key);
        queues[level].set(key, job);
      }
      return job;
    }
    return undefined;
  }

  function next(): Job | undefined {
    for (const level of levels) {
      for (const [key, job] of queues[level]) {
        queues[level].delete(key);
        return job;
      }
    }
    return undefined;
  }

  async function work(): Promise<void> {
    while (!ended) {
      await rest();
      const job = ended ? undefined : next();
      if (!job) break;
      running = job;
      try {
        const scope = await find(job.digest);
        known.set(job.key, { scope });
        for (const waiting of job.waiting) waiting.resolve(scope);
      } catch (cause) {
        const failure = new Error('tag evaluation failed', { cause });
        for (const waiting of job.waiting) waiting.reject(failure);
      }
      running = undefined;
    }
    working = false;
  }

  return {
    evaluate(key, digest, { asker, page, level }) {
      if (ended) return Promise.reject(new Error('the list changed'));
      const outcome = known.get(key);
      if (outcome) return outcome.scope;
      const job = standing(key, level);
      if (job) return waitFor(job, asker);
      if (!budget.spend(page, level)) return 'budget';
      const fresh: Job = { key, digest, waiting: [] };
      queues[level].set(key, fresh);
      const waited = waitFor(fresh, asker);
      if (!working) {
        working = true;
        void work();
      }
      return waited;
    },
    forget(asker) {
      for (const level of levels) {
        for (const [key, job] of queues[level]) {
          const gone = job.waiting.filter(waiting => waiting.asker === asker);
          if (gone.length === 0) continue;
          for (const waiting of gone) {
            job.waiting.splice(job.waiting.indexOf(waiting), 1);
            waiting.reject(new Error('the asker is gone'));
          }
          if (job.waiting.length === 0) queues[level].delete(key);
        }
      }
    },
    end() {
      ended = true;
      const left = levels.flatMap(level => [...queues[level].values()]);
      if (running) left.push(running);
      for (const level of levels) queues[level].clear();
      for (const job of left)
        for (const waiting of job.waiting) waiting.reject(new Error('the list changed'));
    },
  };
}
