import type { Bytes } from '../bytes.ts';

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/**
 * Metadata carries ECDSA signatures as DER (SEQUENCE of two INTEGERs), WebCrypto takes r and s side by side.
 * Throws on anything but strict DER, so that a signature has one form.
 */
export function ecdsaRawSignature(der: Uint8Array, fieldLengthBytes: number): Bytes {
  const [r, afterR] = readInteger(der, 2, fieldLengthBytes);
  const [s, afterS] = readInteger(der, afterR, fieldLengthBytes);
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2 || afterS !== der.length) {
    throw new Error('not a DER signature');
  }
  const raw = new Uint8Array(2 * fieldLengthBytes);
  raw.set(r, fieldLengthBytes - r.length);
  raw.set(s, 2 * fieldLengthBytes - s.length);
  return raw;
}

/** The INTEGER at the offset, without its leading zero, and the offset behind it. */
function readInteger(der: Uint8Array, at: number, fieldLengthBytes: number): [Uint8Array, number] {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  const bytes = der.subarray(at + 2, end);
  const [first = 0x80, second = 0x80] = bytes;
  const padded = first === 0 && length > 1;
  const negative = first >= 0x80;
  const overlong = padded && second < 0x80;
  if (der[at] !== INTEGER || bytes.length !== length || negative || overlong) {
    throw new Error('not a DER signature');
  }
  const value = padded ? bytes.subarray(1) : bytes;
  if (value.length > fieldLengthBytes) throw new Error('not a DER signature');
  return [value, end];
}
