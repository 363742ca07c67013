import { type Bytes, concatBytes, utf8 } from '../bytes.ts';

export const SEAL_KEY_LENGTH_BYTES = 32;

/** What a sealed file is. Bound to the file: opening it as another fails. */
export interface SealContext {
  /** 16 bytes. */
  readonly listId: Bytes;
  readonly epoch: number;
  readonly type: 'head' | 'segment';
  /** Zero for a head, which names its own. */
  readonly prefixBits: number;
  readonly from: number;
  readonly to: number;
}

/** What the context of a head is, whichever head. */
export function headContext(listId: Bytes, epoch: number): SealContext {
  return { listId, epoch, type: 'head', prefixBits: 0, from: 0, to: 0 };
}

const MAGIC = utf8('LETH');
const FORMAT = 1;
const TYPES = { head: 1, segment: 2 } as const;
const HEADER_LENGTH_BYTES = 10;
const SALT_LENGTH_BYTES = 32;
const INFO = utf8('lethe/v1/seal');
// Each file has a key of its own, from a fresh salt, so one nonce serves (RFC 5116 §2.1 asks for a nonce once a key).
const ZERO_NONCE = new Uint8Array(12);

/**
 * K_seal as a key from which each file's key is derived, and which can't be exported.
 * @param bytes 32 random bytes
 */
export async function importSealKey(bytes: Bytes): Promise<CryptoKey> {
  if (bytes.length !== SEAL_KEY_LENGTH_BYTES) throw new RangeError('a seal key has 32 bytes');
  return crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
}

/**
 * Seals a file: header (magic, format, type, epoch), 32 bytes of fresh salt, AES-256-GCM of the padded content
 * under HKDF-SHA-256(K_seal, salt). Every call draws a new salt, also for the same content.
 */
export async function sealFile(key: CryptoKey, context: SealContext, content: Bytes): Promise<Bytes> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_LENGTH_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: ZERO_NONCE, additionalData: additionalDataOf(context) },
    await fileKey(key, salt),
    pad(content),
  );
  return concatBytes(headerOf(context), salt, new Uint8Array(sealed));
}

export type OpenedFile =
  | { readonly ok: true; readonly content: Bytes }
  | {
      readonly ok: false;
      readonly problem:
        | 'not-a-lethe-file'
        | 'newer-format'
        | 'other-type'
        | 'other-epoch'
        | 'wrong-key-or-damaged';
    };

/** Opens what `sealFile` made for the same key and context. */
export async function openFile(key: CryptoKey, context: SealContext, file: Bytes): Promise<OpenedFile> {
  if (file.length < HEADER_LENGTH_BYTES || !MAGIC.every((byte, index) => byte === file[index])) {
    return { ok: false, problem: 'not-a-lethe-file' };
  }
  if (file[4] !== FORMAT) return { ok: false, problem: 'newer-format' };
  if (file[5] !== TYPES[context.type]) return { ok: false, problem: 'other-type' };
  if (epochOf(file) !== context.epoch) return { ok: false, problem: 'other-epoch' };
  const body = HEADER_LENGTH_BYTES + SALT_LENGTH_BYTES;
  let padded: Bytes;
  try {
    padded = new Uint8Array(
      await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: ZERO_NONCE, additionalData: additionalDataOf(context) },
        await fileKey(key, file.slice(HEADER_LENGTH_BYTES, body)),
        file.subarray(body),
      ),
    );
  } catch {
    return { ok: false, problem: 'wrong-key-or-damaged' };
  }
  const content = unpad(padded);
  return content === undefined ? { ok: false, problem: 'wrong-key-or-damaged' } : { ok: true, content };
}

/** The seal epoch that a sealed file names in its header, so that a client without its key can say so. */
export function epochOf(file: Bytes): number | undefined {
  if (file.length < HEADER_LENGTH_BYTES) return undefined;
  return new DataView(file.buffer, file.byteOffset, file.byteLength).getUint32(6);
}

/** Below this, Padmé would tell how many entries a publication touched, one by one. */
const LEAST_PADDED_LENGTH_BYTES = 512;

/** From here on padding is finer than Padmé's 3 to 6 %: a base is nearly all that a client ever downloads. */
const FINER_FROM_LENGTH_BYTES = 8192;
const FINER_STEPS_BITS = 6;

/**
 * How long a file's plaintext is made: at least 512 bytes, then rounded up by Padmé so that only the leading bits of
 * its length show, at most 6 % more (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication
 * with PURBs", PoPETs 2019, §4), and from 8 KiB on to 64 lengths an octave, at most 1.6 % more.
 */
export function paddedLength(length: number): number {
  if (length <= LEAST_PADDED_LENGTH_BYTES) return LEAST_PADDED_LENGTH_BYTES;
  const exponent = Math.floor(Math.log2(length));
  const padmeBits = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - (length < FINER_FROM_LENGTH_BYTES ? padmeBits : FINER_STEPS_BITS));
  return Math.ceil(length / step) * step;
}

function pad(content: Bytes): Bytes {
  const padded = new Uint8Array(paddedLength(4 + content.length));
  new DataView(padded.buffer).setUint32(0, content.length);
  padded.set(content, 4);
  return padded;
}

function unpad(padded: Bytes): Bytes | undefined {
  if (padded.length < 4) return undefined;
  const length = new DataView(padded.buffer, padded.byteOffset, padded.byteLength).getUint32(0);
  return paddedLength(4 + length) === padded.length ? padded.slice(4, 4 + length) : undefined;
}

function headerOf({ type, epoch }: SealContext): Bytes {
  const header = new Uint8Array(HEADER_LENGTH_BYTES);
  header.set(MAGIC);
  header[4] = FORMAT;
  header[5] = TYPES[type];
  new DataView(header.buffer).setUint32(6, epoch);
  return header;
}

function additionalDataOf(context: SealContext): Bytes {
  const place = new Uint8Array(17);
  const view = new DataView(place.buffer);
  view.setUint8(0, context.prefixBits);
  view.setBigUint64(1, BigInt(context.from));
  view.setBigUint64(9, BigInt(context.to));
  return concatBytes(headerOf(context), context.listId, place);
}

function fileKey(key: CryptoKey, salt: Bytes): Promise<CryptoKey> {
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: INFO },
    key,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
