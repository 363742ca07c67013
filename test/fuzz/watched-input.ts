import type { Bytes } from '../../utils/bytes.ts';

/** Longer inputs, which there aren't, would show cut off. */
const INPUT_LENGTH_BYTES = 32_768;

/**
 * The input that a worker is reading, in memory that it shares: it can be asked for also when the worker hangs or
 * has died.
 */
export class WatchedInput {
  readonly memory: SharedArrayBuffer;
  readonly #counts: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(memory = new SharedArrayBuffer(8 + INPUT_LENGTH_BYTES)) {
    this.memory = memory;
    this.#counts = new Int32Array(memory, 0, 2);
    this.#bytes = new Uint8Array(memory, 8);
  }

  /** Changes with every input. */
  get turn(): number {
    return Atomics.load(this.#counts, 0);
  }

  get input(): Bytes {
    return this.#bytes.slice(0, Atomics.load(this.#counts, 1));
  }

  write(input: Bytes): void {
    this.#bytes.set(input.subarray(0, INPUT_LENGTH_BYTES));
    Atomics.store(this.#counts, 1, Math.min(input.length, INPUT_LENGTH_BYTES));
    Atomics.add(this.#counts, 0, 1);
  }
}
