import argon2WasmUrl from '@phi-ag/argon2/argon2.wasm?url';
import { expose } from 'comlink';
import { loadArgon2idWasm } from '../scheme/argon2-wasm.ts';
import type { Argon2id } from '../scheme/tag.ts';

const loading = loadArgon2idWasm(argon2WasmUrl);

const worker = {
  async argon2id(...input: Parameters<Argon2id>) {
    const argon2id = await loading;
    return argon2id(...input);
  },
};

export type Argon2WorkerApi = typeof worker;

expose(worker);
