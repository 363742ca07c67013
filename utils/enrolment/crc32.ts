const REVERSED_POLYNOMIAL = 0xedb88320;

/**
 * CRC-32 (ISO 3309, as in gzip and PNG), an unsigned number. It finds every typing error in a run of up to 32
 * bits; it is no protection against anyone: the root's signatures are.
 */
export function crc32(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      remainder = remainder & 1 ? (remainder >>> 1) ^ REVERSED_POLYNOMIAL : remainder >>> 1;
    }
  }
  return ~remainder >>> 0;
}
