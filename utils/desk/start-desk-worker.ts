import { type Remote, wrap } from 'comlink';
import type { DeskWorkerApi } from './desk.worker.ts';

export interface StartedDeskWorker {
  readonly api: Remote<DeskWorkerApi>;
  /** Rejects when the worker can't be loaded or breaks down: what was asked of it is never answered. */
  readonly broken: Promise<never>;
  end(): void;
}

export function startDeskWorker(): StartedDeskWorker {
  const worker = new Worker(new URL('./desk.worker.ts', import.meta.url), { type: 'module', name: 'desk' });
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', event => reject(new Error(`A worker broke down: ${event.message}`)));
  });
  // Nobody may be waiting when it breaks.
  broken.catch(() => undefined);
  return { api: wrap<DeskWorkerApi>(worker), broken, end: () => worker.terminate() };
}
