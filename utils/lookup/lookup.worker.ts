import argon2WasmUrl from '@phi-ag/argon2/argon2.wasm?url';
import { expose } from 'comlink';
import { loadArgon2idWasm } from '../scheme/argon2-wasm.ts';
import { openStore } from '../sync/store.ts';
import { createLookupService } from './lookup-service.ts';

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

expose(
  createLookupService({
    store: openStore(),
    loadArgon2id: () => loadArgon2idWasm(argon2WasmUrl),
    now: Date.now,
    rest,
  }),
);
