import { proxy } from 'comlink';
import type { PublishDecisions } from '../officer/publication.ts';
import type { Session } from '../officer/session.ts';
import { type Settled, withSettings } from '../officer/settle-settings.ts';
import type { PublishResult } from '../publish/publish.ts';
import type { OnPublishProgress } from '../publish/publish-progress.ts';
import type { DeskState } from './desk-state.ts';
import { sentSession } from './sent-session.ts';
import { type StartedDeskWorker, startDeskWorker } from './start-desk-worker.ts';
import { type Told, untold } from './told-failure.ts';

/** What the desk does with a whole register, in a worker, so that the page goes on. Fails as what it does there. */
export interface DeskInWorker {
  publish(
    session: Session,
    decisions: PublishDecisions,
    onProgress: OnPublishProgress,
  ): Promise<PublishResult>;
  /** See settle-settings.ts. */
  bringSettingsTogether(session: Session): Promise<{ readonly session: Session; readonly settled: Settled }>;
  /** @param now milliseconds since the epoch */
  readState(session: Session, now: number): Promise<DeskState>;
}

export function createDeskInWorker(): DeskInWorker {
  let running: StartedDeskWorker | undefined;

  async function ask<T>(work: (api: StartedDeskWorker['api']) => Promise<Told<T>>): Promise<T> {
    running ??= start();
    return untold(await Promise.race([work(running.api), running.broken]));
  }

  function start(): StartedDeskWorker {
    const started = startDeskWorker();
    // The next one begins anew; what this one did is as if the page had been closed.
    started.broken.catch(() => {
      started.end();
      if (running === started) running = undefined;
    });
    return started;
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
    async bringSettingsTogether(session) {
      const { settings, settled } = await ask(api =>
        api.bringSettingsTogether(sentSession(session), proxy(session.workplace.warn)),
      );
      return { session: await withSettings(session, settings), settled };
    },
    readState: (session, now) =>
      ask(api => api.readState(sentSession(session), now, proxy(session.workplace.warn))),
  };
}
