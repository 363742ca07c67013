import type { Bytes } from '../bytes.ts';
import { createBoundedMap } from './bounded-map.ts';
import type { Account, Budget } from './budget.ts';
import { createFairQueue, LEVELS } from './fair-queue.ts';
import type { Scope } from './verdict.ts';

/** What a tag evaluation led to: the entry's scope, null for no entry, or no evaluation for want of budget. */
export type TagOutcome = Scope | null | 'budget';

/** For whom an evaluation is made, and on whose account. */
export interface Asking extends Account {
  /** Who waits for the outcome, for `forget`. */
  readonly asker: string;
}

/** Why nobody was told an outcome, where that is as it should be. */
export class Dropped extends Error {
  override readonly name = 'Dropped';
}

export interface TagQueue {
  /**
   * Whether the digest is an entry; at once where that is known, or where there is no budget. Rejects with `Dropped`
   * when the queue ended or the asker was forgotten, with anything else when the evaluation failed.
   * @param key the digest in hex, under which outcomes are remembered
   */
  evaluate(key: string, digest: Bytes, asking: Asking): TagOutcome | Promise<TagOutcome>;
  /** Nobody waits for this asker's questions any more: what hasn't begun isn't done. */
  forget(asker: string): void;
  end(): void;
}

export interface TagQueueOptions {
  /** The dear part: Argon2id, then the lookup of (prefix, tag). */
  readonly find: (digest: Bytes) => Promise<Scope | null>;
  /** How many are evaluated at the same time. */
  readonly atOnce: number;
  readonly budget: Budget;
}

interface Job {
  readonly key: string;
  readonly digest: Bytes;
  waiting: Waiting[];
  /** The index in LEVELS of the most urgent place where it waits. */
  urgency: number;
}

interface Waiting {
  readonly asker: string;
  readonly resolve: (outcome: TagOutcome) => void;
  readonly reject: (reason: Error) => void;
}

const OUTCOMES_KEPT = 20_000;

/** Tag evaluations, a few at a time and the rest in a fair queue; outcomes are remembered. */
export function createTagQueue({ find, atOnce, budget }: TagQueueOptions): TagQueue {
  const known = createBoundedMap<string, { scope: Scope | null }>(OUTCOMES_KEPT);
  const queue = createFairQueue<Job>();
  /** By key, those under way included. */
  const jobs = new Map<string, Job>();
  let running = 0;
  let ended = false;

  function waitFor(job: Job, asker: string): Promise<TagOutcome> {
    return new Promise((resolve, reject) => job.waiting.push({ asker, resolve, reject }));
  }

  /** Another page's turn may come sooner; a more urgent level is paid for, else pages could have it for nothing. */
  function join(job: Job, asking: Asking): void {
    if (!queue.has(job)) return;
    const urgency = LEVELS.indexOf(asking.level);
    if (urgency < job.urgency) {
      if (budget.spend('tags', asking, 1) === 0) return;
      job.urgency = urgency;
    }
    queue.push(job, asking);
  }

  function work(): void {
    while (running < atOnce) {
      const job = queue.take();
      if (!job) return;
      running += 1;
      void run(job).finally(() => {
        running -= 1;
        work();
      });
    }
  }

  async function run(job: Job): Promise<void> {
    try {
      const scope = await find(job.digest);
      known.set(job.key, { scope });
      for (const { resolve } of job.waiting) resolve(scope);
    } catch (cause) {
      const failure = new Error('tag evaluation failed', { cause });
      for (const { reject } of job.waiting) reject(failure);
    }
    jobs.delete(job.key);
  }

  return {
    evaluate(key, digest, asking) {
      if (ended) return Promise.reject(new Dropped('the list changed'));
      const outcome = known.get(key);
      if (outcome) return outcome.scope;
      const standing = jobs.get(key);
      if (standing) {
        join(standing, asking);
        return waitFor(standing, asking.asker);
      }
      if (budget.spend('tags', asking, 1) === 0) return 'budget';
      const job: Job = { key, digest, waiting: [], urgency: LEVELS.indexOf(asking.level) };
      jobs.set(key, job);
      queue.push(job, asking);
      const waited = waitFor(job, asking.asker);
      work();
      return waited;
    },
    forget(asker) {
      for (const job of jobs.values()) {
        const gone = job.waiting.filter(waiting => waiting.asker === asker);
        if (gone.length === 0) continue;
        job.waiting = job.waiting.filter(waiting => waiting.asker !== asker);
        for (const { reject } of gone) reject(new Dropped('the asker is gone'));
        if (job.waiting.length > 0 || !queue.has(job)) continue;
        queue.remove(job);
        jobs.delete(job.key);
      }
    },
    end() {
      ended = true;
      queue.clear();
      for (const { waiting } of jobs.values()) {
        for (const { reject } of waiting) reject(new Dropped('the list changed'));
      }
      jobs.clear();
    },
  };
}
