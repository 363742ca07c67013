import { wrap } from 'comlink';
import type { SyncOutcome } from '../sync/sync.ts';
import type { SyncWorker } from '../sync/sync.worker.ts';
import type { LookupHandle } from './list-keeper.ts';
import type { AnswersMessage, LookMessage, LookupService } from './lookup-service.ts';
import type { Answer } from './protocol.ts';

/** Starts the lookup worker. */
export function startLookupWorker(onAnswers: (id: number, answers: readonly Answer[]) => void): LookupHandle {
  const worker = new Worker(new URL('./lookup.worker.ts', import.meta.url), {
    type: 'module',
    name: 'lookup',
  });
  worker.addEventListener('message', ({ data }: MessageEvent<AnswersMessage>) => {
    if (data.type === 'answers') onAnswers(data.question, data.answers);
  });
  const remote = wrap<LookupService>(worker);
  return {
    service: {
      load: () => remote.load(),
      async look(question, request) {
        const message: LookMessage = { type: 'look', question, request };
        worker.postMessage(message);
      },
      check: text => remote.check(text),
      rememberService: texts => remote.rememberService([...texts]),
      hold: request => remote.hold(request),
      endHold: id => remote.endHold(id),
      forget: asker => void remote.forget(asker),
    },
    onFailure(listener) {
      const onError = (event: Event) => listener(messageOf(event));
      worker.addEventListener('error', onError);
      worker.addEventListener('messageerror', onError);
    },
    end: () => worker.terminate(),
  };
}

/** One synchronisation in a worker that lives no longer. */
export async function synchroniseInWorker(): Promise<SyncOutcome> {
  const worker = new Worker(new URL('../sync/sync.worker.ts', import.meta.url), {
    type: 'module',
    name: 'sync',
  });
  try {
    return await new Promise<SyncOutcome>((resolve, reject) => {
      worker.addEventListener('error', event => reject(new Error(messageOf(event))));
      wrap<SyncWorker>(worker).sync().then(resolve, reject);
    });
  } catch (error) {
    return { ok: false, problem: { code: 'store-broken', detail: String(error) } };
  } finally {
    worker.terminate();
  }
}

function messageOf(event: Event): string {
  return event instanceof ErrorEvent && event.message !== ''
    ? event.message
    : 'the worker could not be loaded';
}
