import { proxy } from 'comlink';
import type { PublishDecisions } from '../officer/publication.ts';
import type { Session } from '../officer/session.ts';
import { withSettings } from '../officer/settle-settings.ts';
import type { OnPublishProgress } from '../publish/publish-progress.ts';
import type { Sentence } from '../sentence.ts';
import type { DeskWorkerApi } from './desk.worker.ts';
import { type SentSession, sentSession } from './sent-session.ts';
import { type StartedDeskWorker, startDeskWorker } from './start-desk-worker.ts';
import { type Told, untold } from './told-failure.ts';

type Sent<Input extends unknown[], Output> = (
  sent: SentSession,
  warn: (said: Sentence) => unknown,
  ...input: Input
) => Promise<Told<Output>>;

/**
 * What the desk does with a whole register, in a worker, so that the page goes on. Fails as what it does there, or with the sentence
 * of a worker that broke down.
 */
export type DeskInWorker = ReturnType<typeof createDeskInWorker>;

export function createDeskInWorker(startWorker: () => StartedDeskWorker = () => startDeskWorker()) {
  let running: StartedDeskWorker | undefined;

  async function ask<T>(work: (api: DeskWorkerApi) => Promise<Told<T>>): Promise<T> {
    running ??= start();
    return untold(await Promise.race([work(running.api), running.broken]));
  }

  function start(): StartedDeskWorker {
    const started = startWorker();
    // The next one begins anew; what this one did is as if the page had been closed.
    started.broken.catch(() => {
      started.end();
      if (running === started) running = undefined;
    });
    return started;
  }

  function over<Input extends unknown[], Output>(which: (api: DeskWorkerApi) => Sent<Input, Output>) {
    return (session: Session, ...input: Input): Promise<Output> =>
      ask(api => which(api)(sentSession(session), proxy(session.workplace.warn), ...input));
  }

  const settle = over(api => api.bringSettingsTogether);
  const publish = over(api => api.publish);

  return {
    readState: over(api => api.readState),
    block: over(api => api.block),
    recordStep: over(api => api.recordStep),
    lift: over(api => api.lift),
    lookUp: over(api => api.lookUp),
    planErasure: over(api => api.planErasure),
    erase: over(api => api.erase),
    lookAtImport: over(api => api.lookAtImport),
    runImport: over(api => api.runImport),
    exportRegister: over(api => api.exportRegister),
    verifyExport: (file: Blob) => ask(api => api.verifyExport(file)),
    /** See settle-settings.ts. */
    async bringSettingsTogether(session: Session, { always = false } = {}) {
      const { settings, settled } = await settle(session, always);
      return { session: await withSettings(session, settings), settled };
    },
    publish: (session: Session, decisions: PublishDecisions, onProgress: OnPublishProgress) =>
      publish(
        session,
        decisions,
        proxy(async progress => onProgress(progress)),
      ),
    admit: over(api => api.admit),
    remove: over(api => api.remove),
    newSealKey: over(api => api.newSealKey),
  };
}
