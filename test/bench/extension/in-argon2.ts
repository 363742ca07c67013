import { loadArgon2idWasm } from '../../../utils/scheme/argon2-wasm.ts';
import { SUITE_1 } from '../../../utils/scheme/tag.ts';

// A worker that computes so many Argon2id one after another, as tags need them, and nothing between them.

export interface BareRequest {
  readonly wasmUrl: string;
  /** 0 loads the library. */
  readonly count: number;
}

addEventListener('message', async ({ data }: MessageEvent<BareRequest>) => {
  loading ??= loadArgon2idWasm(data.wasmUrl);
  const argon2id = await loading;
  const salt = crypto.getRandomValues(new Uint8Array(16));
  for (let done = 0; done < data.count; done += 1) {
    await argon2id(crypto.randomUUID().replaceAll('-', '').repeat(2), salt, SUITE_1);
  }
  postMessage('done');
});

export let loading: ReturnType<typeof loadArgon2idWasm> | undefined;
