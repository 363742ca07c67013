import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Bytes } from '../bytes.ts';
import { ARGON2_THREAD } from './argon2-files-node.ts';
import { type Argon2Library, argon2Library } from './argon2-node.ts';
import type { Argon2id } from './tag.ts';

/** Argon2id on all cores, for files of thousands of addresses. */
export interface Argon2Threads {
  readonly argon2id: Argon2id;
  /** So many asked for at the same time keep every core busy. */
  readonly atOnce: number;
  /** Ends the threads; what they still compute is rejected. */
  end(): Promise<void>;
}

/** The next lies ready when one is done: the main thread may be busy with rows for longer than an evaluation takes. */
const QUEUED_A_THREAD = 4;

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  /** Why it answers nothing any more. */
  failure: Error | undefined;
}

interface Waiting {
  readonly resolve: (hash: Bytes) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Starts a thread a core. Not the library's own way (`argon2-node.ts`), which takes libuv's threads: those are four
 * whatever the machine has, can't be made more once Node reads a file, and serve WebCrypto and files too, so that every
 * HMAC would wait behind evaluations (seen with Node 20, November 2026).
 */
export function startArgon2Threads(
  count = availableParallelism(),
  library: Argon2Library = argon2Library(),
): Argon2Threads {
  const threads = Array.from({ length: count }, () => startThread(library));
  let nextId = 0;
  return {
    atOnce: count * QUEUED_A_THREAD,
    argon2id: (password, salt, parameters) =>
      new Promise((resolve, reject) => {
        const thread = idlestOf(threads);
        if (thread.failure) {
          reject(thread.failure);
          return;
        }
        const id = nextId++;
        thread.waiting.set(id, { resolve, reject });
        thread.worker.postMessage({ id, password, salt, ...parameters });
      }),
    async end() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

function startThread(library: Argon2Library): Thread {
  const waiting = new Map<number, Waiting>();
  // Without the loader that the main thread may run under: it would cost each thread tens of megabytes.
  const worker = new Worker(ARGON2_THREAD, {
    execArgv: [],
    workerData: { wasm: library.kind === 'wasm' ? library.bytes : null },
  });
  const thread: Thread = { worker, waiting, failure: undefined };
  const fail = (reason: Error) => {
    thread.failure ??= reason;
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  worker.on('message', (message: unknown) => {
    if (!isAnswer(message)) return;
    waiting.get(message.id)?.resolve(new Uint8Array(message.hash));
    waiting.delete(message.id);
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the thread that computes Argon2id ended')));
  return thread;
}

function idlestOf(threads: readonly Thread[]): Thread {
  const [first, ...others] = threads;
  if (!first) throw new Error('Argon2id needs a thread');
  return others.reduce(
    (idlest, thread) => (thread.waiting.size < idlest.waiting.size ? thread : idlest),
    first,
  );
}

function isAnswer(value: unknown): value is { readonly id: number; readonly hash: Uint8Array } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'number' &&
    'hash' in value &&
    value.hash instanceof Uint8Array
  );
}
