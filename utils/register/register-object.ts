import { hex } from '@scure/base';
import type { ChainHead } from '../blocklist/head.ts';
import { type Bytes, concatBytes, sha256, utf8 } from '../bytes.ts';
import { type Key, verifySignature } from '../tuf/key.ts';
import type { SigningKey } from '../tuf/signer.ts';
import type { Operation } from './block.ts';
import { isCount, isRecord, isSha256, operationJson, readOperation } from './operation-json.ts';

export const REGISTER_FORMAT = 1;
const SIGNATURE_LENGTH_BYTES = 64;
/** Parts these signatures from those over metadata, which officers give with the same key. */
const SIGNED_LABEL = utf8('lethe/v1/register\0');

/** One link of a writer's chain. */
export interface RegisterObject {
  /** In hex: an object of one list is worth nothing in another's register. */
  readonly listId: string;
  /** Key id of the officer's key that signs it. */
  readonly writer: string;
  /** From 1 on, without gap. */
  readonly sequence: number;
  /** SHA-256 of the writer's object before; null in the first. */
  readonly previous: string | null;
  /** The other chains' last objects as the writer saw them. */
  readonly seen: readonly ChainHead[];
  readonly writtenAt: number;
  readonly operations: readonly Operation[];
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

/** The signed object, not sealed yet: 64 bytes of signature, then JSON. */
export async function signObject(object: RegisterObject, signer: SigningKey): Promise<Bytes> {
  const body = utf8(
    JSON.stringify({
      format: REGISTER_FORMAT,
      ...object,
      operations: object.operations.map(operationJson),
    }),
  );
  const signature = await crypto.subtle.sign('Ed25519', signer.privateKey, concatBytes(SIGNED_LABEL, body));
  return concatBytes(new Uint8Array(signature), body);
}

/** What chains cover: SHA-256 of the signed object, so that sealing it anew to other officers changes no chain. */
export async function hashOfObject(signed: Bytes): Promise<string> {
  return hex.encode(await sha256(signed));
}

export type ReadObject =
  | { readonly ok: true; readonly object: RegisterObject }
  | { readonly ok: false; readonly problem: 'bad-signature' | 'malformed' | 'newer' };

/** Reads a signed object whose writer has this key. */
export async function readObject(signed: Bytes, key: Key): Promise<ReadObject> {
  const signature = hex.encode(signed.subarray(0, SIGNATURE_LENGTH_BYTES));
  const body = signed.slice(SIGNATURE_LENGTH_BYTES);
  if (!(await verifySignature(key, concatBytes(SIGNED_LABEL, body), signature))) {
    return { ok: false, problem: 'bad-signature' };
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return { ok: false, problem: 'malformed' };
  }
  return isRecord(value) ? objectOf(value) : { ok: false, problem: 'malformed' };
}

function objectOf(value: Record<string, unknown>): ReadObject {
  const { format, listId, writer, sequence, previous, seen, writtenAt, operations } = value;
  if (isCount(format) && format > REGISTER_FORMAT) return { ok: false, problem: 'newer' };
  const sound =
    format === REGISTER_FORMAT &&
    typeof listId === 'string' &&
    typeof writer === 'string' &&
    isCount(sequence) &&
    (previous === null || isSha256(previous)) &&
    isChainHeads(seen) &&
    isCount(writtenAt) &&
    Array.isArray(operations);
  if (!sound) return { ok: false, problem: 'malformed' };
  const read: Operation[] = [];
  for (const operation of operations) {
    const result = readOperation(operation);
    if (!result.ok) return result;
    read.push(result.operation);
  }
  return {
    ok: true,
    object: { listId, writer, sequence, previous, seen, writtenAt, operations: read },
  };
}

function isChainHeads(value: unknown): value is ChainHead[] {
  return (
    Array.isArray(value) &&
    value.every(
      head => isRecord(head) && isSha256(head.writer) && isCount(head.sequence) && isSha256(head.sha256),
    )
  );
}
