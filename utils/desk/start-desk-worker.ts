import { type Endpoint, wrap } from 'comlink';
import { OfficerFailure } from '../officer/officer-failure.ts';
import { sentence } from '../sentence.ts';
import type { DeskWorkerApi } from './desk.worker.ts';

export interface StartedDeskWorker {
  readonly api: DeskWorkerApi;
  /** Rejects when the worker can't be loaded, breaks down or was ended: what was asked of it is never answered. */
  readonly broken: Promise<never>;
  end(): void;
}

/** What is used here of a `Worker`. */
type WorkerPort = Endpoint & Pick<Worker, 'terminate'>;

export function startDeskWorker(worker: WorkerPort = newWorker()): StartedDeskWorker {
  const api: DeskWorkerApi = wrap<DeskWorkerApi>(worker);
  const broken = new Promise<never>((_, reject) => {
    const fail = () => reject(brokenOff());
    worker.addEventListener('error', fail);
    worker.addEventListener('messageerror', fail);
    // Where the lock can't be had, there are the events.
    whenGone(api).then(fail, () => undefined);
  });
  // Nobody may be waiting when it breaks.
  broken.catch(() => undefined);
  return { api, broken, end: () => worker.terminate() };
}

function newWorker(): Worker {
  return new Worker(new URL('./desk.worker.ts', import.meta.url), { type: 'module', name: 'desk' });
}

/** Of a worker that the browser ended no event tells; the lock that it holds becomes free. */
async function whenGone(api: Pick<DeskWorkerApi, 'liveAs'>): Promise<void> {
  const name = `lethe-desk-worker ${crypto.randomUUID()}`;
  await api.liveAs(name);
  await navigator.locks.request(name, () => undefined);
}

function brokenOff(): OfficerFailure {
  return new OfficerFailure(
    sentence(
      'told.desk.brokenOff',
    )`The browser ended what the desk was doing. What was recorded or published until then is kept: see whether it is there, and do it again if it isn't. If this happens again, close other tabs and programs, and load this page again.`,
  );
}
