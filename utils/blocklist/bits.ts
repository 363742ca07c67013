import type { Bytes } from '../bytes.ts';

/** Writes bits, the most significant first, into a buffer of known length. */
export class BitWriter {
  readonly bytes: Bytes;
  #position = 0;

  constructor(lengthBytes: number) {
    this.bytes = new Uint8Array(lengthBytes);
  }

  /** @param width 0 to 32: how many low bits of `value` are written */
  write(value: number, width: number): void {
    for (let left = width; left > 0; ) {
      const free = 8 - (this.#position & 7);
      const taken = Math.min(free, left);
      const chunk = (value >>> (left - taken)) & ((1 << taken) - 1);
      const index = this.#position >>> 3;
      this.bytes[index] = (this.bytes[index] ?? 0) | (chunk << (free - taken));
      this.#position += taken;
      left -= taken;
    }
  }

  /** `count` ones and a zero. */
  writeUnary(count: number): void {
    let left = count;
    for (; left >= 32; left -= 32) this.write(0xffffffff, 32);
    this.write(2 ** (left + 1) - 2, left + 1);
  }
}

/** Reads what `BitWriter` wrote. Past the end it reads zeros and `overrun` turns true. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get overrun(): boolean {
    return this.#position > this.#bytes.length * 8;
  }

  /** Whole bytes that have been begun. */
  get lengthBytes(): number {
    return (this.#position + 7) >>> 3;
  }

  /** @param width 0 to 32 */
  read(width: number): number {
    let value = 0;
    for (let left = width; left > 0; ) {
      const available = 8 - (this.#position & 7);
      const taken = Math.min(available, left);
      const byte = this.#bytes[this.#position >>> 3] ?? 0;
      value = (value << taken) | ((byte >>> (available - taken)) & ((1 << taken) - 1));
      this.#position += taken;
      left -= taken;
    }
    return value >>> 0;
  }

  /** How many ones stand before the next zero; past the end there are only zeros, so it ends. */
  readUnary(): number {
    let count = 0;
    while (this.read(1) === 1) count += 1;
    return count;
  }
}
