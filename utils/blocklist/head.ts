import { type Bytes, utf8 } from '../bytes.ts';
import type { Argon2Parameters } from '../scheme/tag.ts';

/** What the guard does when a recipient is listed, as the organisation chose. */
export const GUARD_LEVELS = ['warn', 'hold', 'block'] as const;
export type GuardLevel = (typeof GUARD_LEVELS)[number];

/** One segment file, named by its hash: `segments/<sha256>.bin`. */
export interface SegmentReference {
  readonly from: number;
  readonly to: number;
  readonly lengthBytes: number;
  /** Of the sealed file, 64 lower-case hex digits. */
  readonly sha256: string;
}

/** The last object of an officer's chain that this publication took in. */
export interface ChainHead {
  readonly writer: string;
  readonly sequence: number;
  readonly sha256: string;
}

/** The sealed description of a list and its segments: the one TUF target of a list. */
export interface Head {
  /** Of this description. A client that doesn't know it says "not protecting: update Lethe". */
  readonly format: number;
  /** Digest, tag and seal algorithms; 1 is the only one. */
  readonly suite: number;
  readonly organisation: string;
  /** Whom a rep asks about a match; free words, may be empty. */
  readonly contact: string;
  /** Canonical versions by kind, all of which a client must compute. */
  readonly canonical: Readonly<Record<string, readonly number[]>>;
  readonly argon2: Argon2Parameters;
  readonly prefixBits: number;
  /** How many entries and domains were touched since the list began; segments are ranges of it. */
  readonly operation: number;
  /** How many publications there were, this one included. */
  readonly publication: number;
  /** Milliseconds since the epoch. */
  readonly publishedAt: number;
  readonly entryCount: number;
  readonly domainCount: number;
  /** `hashOfSet` in 64 lower-case hex digits. */
  readonly setSha256: string;
  /** Sum of the removals that officers confirmed one by one, since the list began: see shrink-rule.ts. */
  readonly confirmedRemovals: number;
  readonly segments: readonly SegmentReference[];
  readonly registerHeads: readonly ChainHead[];
  readonly guard: GuardLevel;
}

export const HEAD_FORMAT = 1;
export const SUITE = 1;

/** The head's path among TUF targets. */
export function headPath(listIdHex: string): string {
  return `${listIdHex}.head`;
}

/** A segment's path in the repository. */
export function segmentPath(sha256Hex: string): string {
  return `segments/${sha256Hex}.bin`;
}

export function encodeHead(head: Head): Bytes {
  return utf8(JSON.stringify(head));
}

export type DecodedHead =
  | { readonly ok: true; readonly head: Head }
  | { readonly ok: false; readonly problem: 'newer' | 'malformed'; readonly detail: string };

/** Reads an opened head. `newer`: made for a later release of Lethe. */
export function decodeHead(content: Uint8Array): DecodedHead {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return { ok: false, problem: 'malformed', detail: 'the head is not JSON' };
  }
  const fields = isRecord(value) ? value : {};
  for (const [name, known] of [
    ['format', HEAD_FORMAT],
    ['suite', SUITE],
  ] as const) {
    const found = fields[name];
    if (isCount(found) && found !== known) {
      return { ok: false, problem: 'newer', detail: `${name} ${found}; this release knows ${known}` };
    }
  }
  if (isHead(value)) return { ok: true, head: value };
  return {
    ok: false,
    problem: 'malformed',
    detail: `the head's field ${firstBadField(fields)} is missing or wrong`,
  };
}

const FIELDS: { readonly [Name in keyof Head]: (value: unknown) => boolean } = {
  format: isCount,
  suite: isCount,
  organisation: value => typeof value === 'string' && value !== '',
  contact: value => typeof value === 'string',
  canonical: value =>
    isRecord(value) &&
    Object.values(value).every(versions => Array.isArray(versions) && versions.every(isCount)),
  argon2: value => isRecord(value) && [value.memoryKiB, value.passes, value.lanes].every(isCount),
  prefixBits: value => isCount(value) && value >= 1 && value <= 32,
  operation: isCount,
  publication: isCount,
  publishedAt: isCount,
  entryCount: isCount,
  domainCount: isCount,
  setSha256: isSha256,
  confirmedRemovals: isCount,
  segments: value => Array.isArray(value) && value.every(isSegmentReference),
  registerHeads: value => Array.isArray(value) && value.every(isChainHead),
  guard: value => GUARD_LEVELS.some(level => level === value),
};

function isHead(value: unknown): value is Head {
  return isRecord(value) && firstBadField(value) === undefined;
}

function firstBadField(value: Record<string, unknown>): string | undefined {
  return Object.entries(FIELDS).find(([name, check]) => !check(value[name]))?.[0];
}

function isSegmentReference(value: unknown): value is SegmentReference {
  return (
    isRecord(value) &&
    isCount(value.from) &&
    isCount(value.to) &&
    value.from < value.to &&
    isCount(value.lengthBytes) &&
    isSha256(value.sha256)
  );
}

function isChainHead(value: unknown): value is ChainHead {
  return (
    isRecord(value) && typeof value.writer === 'string' && isCount(value.sequence) && isSha256(value.sha256)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && !Object.is(value, -0);
}

function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
