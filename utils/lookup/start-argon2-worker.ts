import { wrap } from 'comlink';
import type { Argon2WorkerApi } from './argon2.worker.ts';
import type { Argon2Worker } from './argon2-pool.ts';

/** Starts a worker for Argon2id, from a page or from another worker. */
export function startArgon2Worker(): Argon2Worker {
  const worker = new Worker(new URL('./argon2.worker.ts', import.meta.url), {
    type: 'module',
    name: 'argon2',
  });
  const { argon2id } = wrap<Argon2WorkerApi>(worker);
  return {
    argon2id,
    onFailure(listener) {
      const onError = (event: Event) => {
        // Else the error goes on to the worker that started this one, which would then count as broken.
        event.preventDefault();
        listener(event instanceof ErrorEvent ? event.message : 'the worker could not be loaded');
      };
      worker.addEventListener('error', onError);
      worker.addEventListener('messageerror', onError);
    },
    end: () => worker.terminate(),
  };
}
