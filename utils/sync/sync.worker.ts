import { expose } from 'comlink';
import { openStore } from './store.ts';
import { type SyncOutcome, syncOnce } from './sync.ts';

// Lives for one synchronisation: applying a list takes memory and time that a lookup must not wait for.
const worker = {
  sync(): Promise<SyncOutcome> {
    return syncOnce({ store: openStore(), fetch: (url, init) => fetch(url, init), now: Date.now });
  },
};

export type SyncWorker = typeof worker;

expose(worker);
