import { expose } from 'comlink';
import { openStore } from '../sync/store.ts';
import { createArgon2Pool, poolSize } from './argon2-pool.ts';
import { type AnswersMessage, createLookupService, type LookMessage } from './lookup-service.ts';
import { startArgon2Worker } from './start-argon2-worker.ts';

// A message to oneself comes after those already waiting, and isn't held back to 4 ms as nested timers are.
const channel = new MessageChannel();
const resting: (() => void)[] = [];
channel.port1.onmessage = () => resting.shift()?.();

function rest(): Promise<void> {
  return new Promise(resolve => {
    resting.push(resolve);
    channel.port2.postMessage(null);
  });
}

const service = createLookupService({
  store: openStore(),
  argon2: createArgon2Pool({
    start: startArgon2Worker,
    size: poolSize(navigator.hardwareConcurrency),
  }),
  now: () => performance.now(),
  today: () => Date.now(),
  rest,
  // As an error of the worker, which its host listens for.
  breakDown: reportError,
});
service.attach((question, answers) => {
  const message: AnswersMessage = { type: 'answers', question, answers };
  postMessage(message);
});
addEventListener('message', ({ data }: MessageEvent<LookMessage>) => {
  if (data.type === 'look') void service.look(data.question, data.request);
});
expose(service);
