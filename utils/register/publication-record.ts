import { hex } from '@scure/base';
import type { ChainHead } from '../blocklist/head.ts';
import { type Bytes, sha256, utf8 } from '../bytes.ts';
import type { Key } from '../tuf/key.ts';
import type { SigningKey } from '../tuf/signer.ts';
import { isCount, isRecord, isSha256 } from './json-value.ts';
import { isChainHeads } from './register-object.ts';
import { isSignedText, signText } from './signed-text.ts';

export const PUBLICATION_FORMAT = 1;
const PUBLICATION_LABEL = 'lethe/v1/publication';

/** What is kept of a publication for as long as the register lives; its own files are deleted after weeks. */
export interface PublicationRecord {
  /** In hex. */
  readonly listId: string;
  /** Key id of the officer who published. */
  readonly writer: string;
  /** The number in its head. */
  readonly publication: number;
  readonly operation: number;
  /** Milliseconds since the epoch. */
  readonly publishedAt: number;
  /** SHA-256 of the sealed head, in hex; no two publications have the same. */
  readonly head: string;
  /** The last object of each chain of the register that it took in. */
  readonly registerHeads: readonly ChainHead[];
  /** Entries and domains in the list, canary and decoys included; and how many went with this publication. */
  readonly entries: number;
  readonly domains: number;
  readonly removed: number;
  /** SHA-256 of the head that this one took the place of; null in the first publication. */
  readonly replaces: string | null;
  /** `hashOfRecord` of that publication's record; null in the first, and where it was lost. */
  readonly previous: string | null;
}

/** What a publisher knows of it; who records it adds the rest. */
export type NewPublication = Omit<PublicationRecord, 'listId' | 'writer' | 'replaces' | 'previous'>;

/** `publications/<number>.<SHA-256 of the head>.age` */
export function publicationPath({ publication, head }: Pick<PublicationRecord, 'publication' | 'head'>) {
  return `publications/${String(publication).padStart(8, '0')}.${head}.age`;
}

/** Number and head that a path names; undefined for a file that is no record. */
export function readPublicationPath(
  path: string,
): Pick<PublicationRecord, 'publication' | 'head'> | undefined {
  const [, digits, head] = /^publications\/(\d{8,15})\.([0-9a-f]{64})\.age$/.exec(path) ?? [];
  return digits !== undefined && head !== undefined ? { publication: Number(digits), head } : undefined;
}

/** The signed record, not sealed yet: signature, line break, JSON. */
export async function signPublication(record: PublicationRecord, signer: SigningKey): Promise<Bytes> {
  const json = JSON.stringify({ format: PUBLICATION_FORMAT, ...record });
  return utf8(`${await signText(PUBLICATION_LABEL, json, signer)}\n${json}`);
}

/** By what the next record names it: SHA-256 of all of it. */
export async function hashOfRecord(signed: Bytes): Promise<string> {
  return hex.encode(await sha256(signed));
}

export type ReadPublication =
  | { readonly ok: true; readonly record: PublicationRecord }
  /** `unknown-writer`: none of the keys; else as for register objects. */
  | { readonly ok: false; readonly problem: 'unknown-writer' | 'bad-signature' | 'malformed' | 'newer' };

/**
 * Reads a signed record.
 * @param writers key id → key of every officer who is or was authorised
 */
export async function readPublication(
  signed: Bytes,
  writers: ReadonlyMap<string, Key>,
): Promise<ReadPublication> {
  let value: unknown;
  let signature: string;
  let json: string;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(signed);
    const lineEnd = text.indexOf('\n');
    signature = text.slice(0, Math.max(0, lineEnd));
    json = text.slice(lineEnd + 1);
    value = JSON.parse(json);
  } catch {
    return { ok: false, problem: 'malformed' };
  }
  if (!isRecord(value) || typeof value.writer !== 'string') return { ok: false, problem: 'malformed' };
  const key = writers.get(value.writer);
  if (key === undefined) return { ok: false, problem: 'unknown-writer' };
  if (!(await isSignedText(PUBLICATION_LABEL, json, signature, key))) {
    return { ok: false, problem: 'bad-signature' };
  }
  return recordOf(value);
}

function recordOf(value: Record<string, unknown>): ReadPublication {
  const { format, ...fields } = value;
  if (isCount(format) && format > PUBLICATION_FORMAT) return { ok: false, problem: 'newer' };
  return format === PUBLICATION_FORMAT && isPublicationRecord(fields)
    ? { ok: true, record: fields }
    : { ok: false, problem: 'malformed' };
}

const isHashOrNull = (value: unknown) => value === null || isSha256(value);

const FIELDS: { readonly [Name in keyof PublicationRecord]: (value: unknown) => boolean } = {
  listId: value => typeof value === 'string',
  writer: isSha256,
  publication: isCount,
  operation: isCount,
  publishedAt: isCount,
  head: isSha256,
  registerHeads: isChainHeads,
  entries: isCount,
  domains: isCount,
  removed: isCount,
  replaces: isHashOrNull,
  previous: isHashOrNull,
};

function isPublicationRecord(
  value: Record<string, unknown>,
): value is Record<string, unknown> & PublicationRecord {
  return Object.entries(FIELDS).every(([name, isRight]) => isRight(value[name]));
}
