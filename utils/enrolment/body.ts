import { type Bytes, concatBytes, utf8 } from '../bytes.ts';
import type { Enrolment } from './enrolment.ts';

/**
 * An enrolment in bytes: list id (16), digest key (32), seal key (32), seal epoch (uint32), root version (uint32),
 * SHA-256 of the root (32), then organisation and repository, each with its length (uint32) in front. All numbers
 * big-endian.
 */
export function encodeBody(enrolment: Enrolment): Bytes {
  return concatBytes(
    enrolment.listId,
    enrolment.digestKey,
    enrolment.sealKey,
    uint32(enrolment.sealEpoch),
    uint32(enrolment.root.version),
    enrolment.root.sha256,
    ...[utf8(enrolment.organisation), utf8(enrolment.repository)].flatMap(field => [
      uint32(field.length),
      field,
    ]),
  );
}

/** The enrolment in these bytes, its fields not yet judged; undefined where a length doesn't fit or a text isn't UTF-8. */
export function decodeBody(bytes: Bytes): Enrolment | undefined {
  const cursor = { bytes, at: 0 };
  const listId = take(cursor, 16);
  const digestKey = take(cursor, 32);
  const sealKey = take(cursor, 32);
  const sealEpoch = takeUint32(cursor);
  const version = takeUint32(cursor);
  const sha256 = take(cursor, 32);
  const organisation = textOf(take(cursor, takeUint32(cursor)));
  const repository = textOf(take(cursor, takeUint32(cursor)));
  const whole = listId && digestKey && sealKey && sha256 && cursor.at === bytes.length;
  if (!whole || sealEpoch === undefined || version === undefined) return undefined;
  if (organisation === undefined || repository === undefined) return undefined;
  return { organisation, repository, listId, digestKey, sealKey, sealEpoch, root: { version, sha256 } };
}

/** A uint32 in four bytes, big-endian. */
export function uint32(number: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

interface Cursor {
  readonly bytes: Bytes;
  at: number;
}

function take(cursor: Cursor, lengthBytes: number | undefined): Bytes | undefined {
  if (lengthBytes === undefined) return undefined;
  const end = cursor.at + lengthBytes;
  if (end > cursor.bytes.length) return undefined;
  const part = cursor.bytes.slice(cursor.at, end);
  cursor.at = end;
  return part;
}

function takeUint32(cursor: Cursor): number | undefined {
  const part = take(cursor, 4);
  return part && new DataView(part.buffer).getUint32(0);
}

function textOf(bytes: Bytes | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
