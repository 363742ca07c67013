import { proxy, type Remote, wrap } from 'comlink';
import type { PublishDecisions } from '../officer/publication.ts';
import type { Session } from '../officer/session.ts';
import type { PublishResult } from '../publish/publish.ts';
import type { OnPublishProgress } from '../publish/publish-progress.ts';
import type { DeskWorkerApi } from './desk.worker.ts';
import type { DeskState } from './desk-state.ts';
import { sentSession } from './sent-session.ts';
import { type Told, untold } from './told-failure.ts';

/** What the desk does with a whole register, in a worker, so that the page goes on. Fails as what it does there. */
export interface DeskInWorker {
  publish(
    session: Session,
    decisions: PublishDecisions,
    onProgress: OnPublishProgress,
  ): Promise<PublishResult>;
  /** @param now milliseconds since the epoch */
  readState(session: Session, now: number): Promise<DeskState>;
}

interface Running {
  readonly api: Remote<DeskWorkerApi>;
  readonly broken: Promise<never>;
}

export function createDeskInWorker(): DeskInWorker {
  let running: Running | undefined;

  function start(): Running {
    const worker = new Worker(new URL('./desk.worker.ts', import.meta.url), { type: 'module', name: 'desk' });
    const broken = new Promise<never>((_, reject) => {
      worker.addEventListener('error', event => {
        // The next one begins anew; what this one did is as if the page had been closed.
        running = undefined;
        worker.terminate();
        reject(new Error(`A worker broke down: ${event.message}`));
      });
    });
    // Nobody may be waiting when it breaks.
    broken.catch(() => undefined);
    return { api: wrap<DeskWorkerApi>(worker), broken };
  }

  async function ask<T>(work: (api: Remote<DeskWorkerApi>) => Promise<Told<T>>): Promise<T> {
    running ??= start();
    return untold(await Promise.race([work(running.api), running.broken]));
  }

  return {
    publish: (session, decisions, onProgress) =>
      ask(api =>
        api.publish(
          sentSession(session),
          decisions,
          proxy(async progress => onProgress(progress)),
          proxy(session.workplace.warn),
        ),
      ),
    readState: (session, now) =>
      ask(api => api.readState(sentSession(session), now, proxy(session.workplace.warn))),
  };
}
