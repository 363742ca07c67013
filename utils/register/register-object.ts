import { hex } from '@scure/base';
import type { ChainHead } from '../blocklist/head.ts';
import { type Bytes, sha256, utf8 } from '../bytes.ts';
import type { Key } from '../tuf/key.ts';
import type { SigningKey } from '../tuf/signer.ts';
import { isCount, isRecord, isSha256 } from './json-value.ts';
import { hashOfLine, lineOf, valueOfLine } from './line.ts';
import type { Operation } from './operation.ts';
import { linesOf, type PlacedOperation, readLines } from './operation-lines.ts';
import { isSignedText, signText } from './signed-text.ts';

export const REGISTER_FORMAT = 1;
const REGISTER_LABEL = 'lethe/v1/register';
/** What stands where a line was erased. */
const ERASED = '-';

interface Header {
  /** In hex: an object of one list is worth nothing in another's register. */
  readonly listId: string;
  /** Key id of the officer's key that signs it. */
  readonly writer: string;
  /** From 1 on, without gap. */
  readonly sequence: number;
  /** `hashOfObject` of the writer's object before; null in the first. */
  readonly previous: string | null;
  /** The other chains' last objects as the writer saw them. */
  readonly seen: readonly ChainHead[];
  readonly writtenAt: number;
}

/** One link of a writer's chain, to be signed. */
export interface NewRegisterObject extends Header {
  readonly operations: readonly Operation[];
}

/** One link of a writer's chain, as it was read. */
export interface RegisterObject extends Header {
  readonly operations: readonly PlacedOperation[];
  /** Lines of which their hash alone is left, ascending. */
  readonly erased: readonly number[];
}

/** `register/<writer>/<sequence>.age` */
export function registerObjectPath(writer: string, sequence: number): string {
  return `register/${writer}/${String(sequence).padStart(8, '0')}.age`;
}

export type RegisterPath = { readonly writer: string; readonly sequence: number } | undefined;

/** Writer and sequence that a path names; undefined for a file that is no object. */
export function readRegisterPath(path: string): RegisterPath {
  const [, writer, digits] = /^register\/([0-9a-f]{64})\/(\d{8,})\.age$/.exec(path) ?? [];
  return writer !== undefined && digits !== undefined ? { writer, sequence: Number(digits) } : undefined;
}

/**
 * The signed object, not sealed yet, as text in lines: signature, header, operations. The header holds the hash of each
 * line behind it, so that one can be erased later and signature and chain still hold.
 */
export async function signObject(
  { operations, ...header }: NewRegisterObject,
  signer: SigningKey,
): Promise<Bytes> {
  const lines = linesOf(operations).map(lineOf);
  const signed = JSON.stringify({ format: REGISTER_FORMAT, ...header, lines: lines.map(hashOfLine) });
  return utf8([await signText(REGISTER_LABEL, signed, signer), signed, ...lines].join('\n'));
}

/** What chains cover: SHA-256 of signature and header, which neither sealing anew nor erasing lines changes. */
export async function hashOfObject(signed: Bytes): Promise<string> {
  const lineBreak = '\n'.charCodeAt(0);
  const headerEnd = signed.indexOf(lineBreak, signed.indexOf(lineBreak) + 1);
  return hex.encode(await sha256(headerEnd < 0 ? signed : signed.slice(0, headerEnd)));
}

/** The signed object without these lines: what they said is gone, and that they were there can still be seen. */
export function eraseLines(signed: Bytes, lines: readonly number[]): Bytes {
  const [signature, header, ...texts] = new TextDecoder().decode(signed).split('\n');
  const gone = new Set(lines);
  return utf8([signature, header, ...texts.map((text, line) => (gone.has(line) ? ERASED : text))].join('\n'));
}

export type ReadObject =
  | { readonly ok: true; readonly object: RegisterObject }
  | { readonly ok: false; readonly problem: 'bad-signature' | 'malformed' | 'newer' };

/** Reads a signed object whose writer has this key. */
export async function readObject(signed: Bytes, key: Key): Promise<ReadObject> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(signed);
  } catch {
    return { ok: false, problem: 'malformed' };
  }
  const [signature = '', header = '', ...lines] = text.split('\n');
  if (!(await isSignedText(REGISTER_LABEL, header, signature, key)))
    return { ok: false, problem: 'bad-signature' };
  let value: unknown;
  try {
    value = JSON.parse(header);
  } catch {
    return { ok: false, problem: 'malformed' };
  }
  return isRecord(value) ? objectOf(value, lines) : { ok: false, problem: 'malformed' };
}

function objectOf(value: Record<string, unknown>, lines: readonly string[]): ReadObject {
  const { format, listId, writer, sequence, previous, seen, writtenAt, lines: hashes } = value;
  if (isCount(format) && format > REGISTER_FORMAT) return { ok: false, problem: 'newer' };
  const sound =
    format === REGISTER_FORMAT &&
    typeof listId === 'string' &&
    typeof writer === 'string' &&
    isCount(sequence) &&
    (previous === null || isSha256(previous)) &&
    isChainHeads(seen) &&
    isCount(writtenAt) &&
    Array.isArray(hashes);
  if (!sound || lines.length !== hashes.length) return { ok: false, problem: 'malformed' };
  if (!lines.every((line, index) => line === ERASED || hashOfLine(line) === hashes[index])) {
    return { ok: false, problem: 'malformed' };
  }
  // What is no line has no value, which no operation is read from.
  const read = readLines(lines.map(line => (line === ERASED ? null : (valueOfLine(line) ?? false))));
  if (!read.ok) return read;
  const erased = lines.flatMap((line, index) => (line === ERASED ? [index] : []));
  const header = { listId, writer, sequence, previous, seen, writtenAt };
  return { ok: true, object: { ...header, operations: read.operations, erased } };
}

export function isChainHeads(value: unknown): value is ChainHead[] {
  return (
    Array.isArray(value) &&
    value.every(
      head => isRecord(head) && isSha256(head.writer) && isCount(head.sequence) && isSha256(head.sha256),
    )
  );
}
