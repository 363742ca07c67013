import type { Bytes } from '../bytes.ts';
import type { Argon2id } from '../scheme/tag.ts';

/** A started worker that computes one Argon2id at a time. */
export interface Argon2Worker {
  readonly argon2id: (...input: Parameters<Argon2id>) => Promise<Bytes>;
  /** Called when the worker can't be loaded or broke down; after that it answers nothing. */
  onFailure(listener: (detail: string) => void): void;
  end(): void;
}

/** Argon2id in a few workers, each of which holds the memory that an evaluation takes. */
export interface Argon2Pool {
  /** Computed once more in another worker when one fails; rejects when that fails as well. */
  readonly argon2id: (...input: Parameters<Argon2id>) => Promise<Bytes>;
  /** How many are computed at the same time. */
  readonly size: number;
  /** Starts the first worker, so that the first tag doesn't wait for it. */
  warm(): void;
}

export interface Argon2PoolOptions {
  readonly start: () => Argon2Worker;
  readonly size: number;
}

/** A worker that wasn't needed for so long is ended, but for one: a recipient shouldn't wait for its start. */
const IDLE_MS = 30_000;
/** The dearest parameters take 0.2 s; a worker that says nothing for so long was ended by the browser, or hangs. */
const SILENCE_MS = 10_000;
const MAX_SIZE = 3;

/**
 * How many workers are worth their memory: all cores but one, which the page has, and three at most (see
 * docs/hashing.md).
 * @param cores as `navigator.hardwareConcurrency` says
 */
export function poolSize(cores: number): number {
  return Math.min(MAX_SIZE, Math.max(1, cores - 1));
}

interface Member {
  readonly worker: Argon2Worker;
  /** Fails what it computes; undefined while it has nothing to do. */
  fail: ((reason: Error) => void) | undefined;
  idle: ReturnType<typeof setTimeout> | undefined;
}

export function createArgon2Pool({ start, size }: Argon2PoolOptions): Argon2Pool {
  const members = new Set<Member>();
  /** The one last used is taken first, so that the others become idle. */
  const free: Member[] = [];
  const waiting: ((member: Member) => void)[] = [];

  function add(): Member {
    const member: Member = { worker: start(), fail: undefined, idle: undefined };
    members.add(member);
    member.worker.onFailure(detail => {
      if (member.fail) member.fail(new Error(detail));
      else discard(member);
    });
    return member;
  }

  function take(): Member | Promise<Member> {
    const member = free.pop();
    if (!member) return members.size < size ? add() : new Promise(resolve => waiting.push(resolve));
    clearTimeout(member.idle);
    return member;
  }

  function release(member: Member): void {
    member.fail = undefined;
    const next = waiting.shift();
    if (next) {
      next(member);
      return;
    }
    free.push(member);
    member.idle = setTimeout(() => {
      if (members.size > 1) discard(member);
    }, IDLE_MS);
  }

  function discard(member: Member): void {
    if (!members.delete(member)) return;
    clearTimeout(member.idle);
    if (free.includes(member)) free.splice(free.indexOf(member), 1);
    member.worker.end();
    waiting.shift()?.(add());
  }

  async function computeOnce(input: Parameters<Argon2id>): Promise<Bytes> {
    const member = await take();
    try {
      const hash = await answered(member, input);
      release(member);
      return hash;
    } catch (error) {
      // Its memory may be in any state.
      discard(member);
      throw error;
    }
  }

  return {
    size,
    argon2id: (...input) => computeOnce(input).catch(() => computeOnce(input)),
    warm() {
      if (members.size === 0) release(add());
    },
  };
}

/** A worker that broke down answers nothing, so its failure or its silence has to end the waiting. */
function answered(member: Member, input: Parameters<Argon2id>): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    const silence = setTimeout(() => reject(new Error('the worker does not answer')), SILENCE_MS);
    member.fail = reject;
    member.worker
      .argon2id(...input)
      .then(resolve, reject)
      .finally(() => clearTimeout(silence));
  });
}
