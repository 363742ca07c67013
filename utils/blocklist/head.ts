import { base64urlnopad, hex } from '@scure/base';
import { type Bytes, utf8 } from '../bytes.ts';
import type { Argon2Parameters } from '../scheme/tag.ts';

/** What the guard does when a recipient is listed, as the organisation chose. */
export const GUARD_LEVELS = ['warn', 'hold', 'block'] as const;
export type GuardLevel = (typeof GUARD_LEVELS)[number];

/** One segment file, named by its hash: `segments/<sha256>.bin`. */
export interface SegmentReference {
  /** 0 for a base, 1 for one publication; each further tier covers eight of the tier below. Only publishers ask. */
  readonly tier: number;
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
  /**
   * Where a phone number is that is written without its country's code: ISO 3166-1 alpha-2. Absent where the organisation
   * named none.
   */
  readonly country?: string;
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
  /** Names of sites, as in utils/sites, in whose pages nothing is put before the rep makes a gesture: see utils/sites/site.ts. */
  readonly panelOnly: readonly string[];
}

export const HEAD_FORMAT = 1;
export const SUITE = 1;
/** 32 bytes in base64url. */
const HASH_TEXT_LENGTH = 43;
const COUNTRY = /^[A-Z]{2}$/;

/** The head's path among TUF targets. */
export function headPath(listIdHex: string): string {
  return `${listIdHex}.head`;
}

/** A segment's path in the repository. */
export function segmentPath(sha256Hex: string): string {
  return `segments/${sha256Hex}.bin`;
}

/** Hashes in base64url and references as rows: a live client downloads the head at every publication. */
export function encodeHead(head: Head): Bytes {
  const { setSha256, segments, registerHeads, ...rest } = head;
  return utf8(
    JSON.stringify({
      ...rest,
      setSha256: hashText(setSha256),
      segments: segments.map(({ tier, from, to, lengthBytes, sha256 }) => [
        tier,
        from,
        to,
        lengthBytes,
        hashText(sha256),
      ]),
      registerHeads: registerHeads.map(({ writer, sequence, sha256 }) => [
        hashText(writer),
        sequence,
        hashText(sha256),
      ]),
    }),
  );
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
    if (count(found) !== undefined && found !== known) {
      return { ok: false, problem: 'newer', detail: `${name} ${found}; this release knows ${known}` };
    }
  }
  const head = headOf(fields);
  return typeof head === 'string'
    ? { ok: false, problem: 'malformed', detail: `the head's field ${head} is missing or wrong` }
    : { ok: true, head };
}

/** The head, or the name of the first field that is missing or wrong. Fields that nobody knows are passed over. */
function headOf(fields: Readonly<Record<string, unknown>>): Head | string {
  const { country } = fields;
  const read: Read<Omit<Head, 'country'>> = {
    format: count(fields.format),
    suite: count(fields.suite),
    organisation: fields.organisation === '' ? undefined : text(fields.organisation),
    contact: text(fields.contact),
    canonical: canonicalVersions(fields.canonical),
    argon2: argon2Parameters(fields.argon2),
    prefixBits: prefixWidth(fields.prefixBits),
    operation: count(fields.operation),
    publication: count(fields.publication),
    publishedAt: count(fields.publishedAt),
    entryCount: count(fields.entryCount),
    domainCount: count(fields.domainCount),
    setSha256: hash(fields.setSha256),
    confirmedRemovals: count(fields.confirmedRemovals),
    segments: list(fields.segments, segmentReference),
    registerHeads: list(fields.registerHeads, chainHead),
    guard: guardLevel(fields.guard),
    panelOnly: list(fields.panelOnly, text),
  };
  if (country !== undefined && !isCountryCode(country)) return 'country';
  if (isWhole(read)) return country === undefined ? read : { ...read, country };
  return Object.entries(read).find(([, value]) => value === undefined)?.[0] ?? '';
}

type Read<T> = { readonly [Name in keyof T]: T[Name] | undefined };

function isWhole(read: Read<Omit<Head, 'country'>>): read is Omit<Head, 'country'> {
  return Object.values(read).every(value => value !== undefined);
}

function segmentReference(row: unknown): SegmentReference | undefined {
  if (!Array.isArray(row)) return undefined;
  const [tier, from, to, lengthBytes] = row.slice(0, 4).map(count);
  const sha256 = hash(row[4]);
  const whole =
    tier !== undefined &&
    from !== undefined &&
    to !== undefined &&
    lengthBytes !== undefined &&
    sha256 !== undefined;
  return whole && from < to ? { tier, from, to, lengthBytes, sha256 } : undefined;
}

function chainHead(row: unknown): ChainHead | undefined {
  if (!Array.isArray(row)) return undefined;
  const writer = hash(row[0]);
  const sequence = count(row[1]);
  const sha256 = hash(row[2]);
  const whole = writer !== undefined && sequence !== undefined && sha256 !== undefined;
  return whole ? { writer, sequence, sha256 } : undefined;
}

function argon2Parameters(value: unknown): Argon2Parameters | undefined {
  if (!isRecord(value)) return undefined;
  const [memoryKiB, passes, lanes] = [value.memoryKiB, value.passes, value.lanes].map(count);
  const whole = memoryKiB !== undefined && passes !== undefined && lanes !== undefined;
  return whole ? { memoryKiB, passes, lanes } : undefined;
}

function canonicalVersions(value: unknown): Head['canonical'] | undefined {
  if (!isRecord(value)) return undefined;
  const kinds: [string, readonly number[]][] = [];
  for (const [kind, versions] of Object.entries(value)) {
    const read = list(versions, count);
    if (read === undefined) return undefined;
    kinds.push([kind, read]);
  }
  return Object.fromEntries(kinds);
}

/** An array whose items can all be read. */
function list<T>(value: unknown, read: (item: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.map(read).filter(item => item !== undefined);
  return items.length === value.length ? items : undefined;
}

/** One that this release doesn't know is as strict as it can ask for a reason. */
function guardLevel(value: unknown): GuardLevel | undefined {
  return text(value) === undefined ? undefined : (GUARD_LEVELS.find(level => level === value) ?? 'hold');
}

function prefixWidth(value: unknown): number | undefined {
  const bits = count(value);
  return bits !== undefined && bits >= 1 && bits <= 32 ? bits : undefined;
}

function count(value: unknown): number | undefined {
  const isCount = Number.isSafeInteger(value) && Number(value) >= 0 && !Object.is(value, -0);
  return isCount ? Number(value) : undefined;
}

/** Two capital letters; whether there is such a country isn't asked, since releases know different ones. */
export function isCountryCode(value: unknown): value is string {
  return typeof value === 'string' && COUNTRY.test(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** SHA-256 in hex, from base64url without padding. */
function hash(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length !== HASH_TEXT_LENGTH) return undefined;
  try {
    return hex.encode(base64urlnopad.decode(value));
  } catch {
    return undefined;
  }
}

function hashText(hash: string): string {
  return base64urlnopad.encode(hex.decode(hash));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
