import { LOCAL_WINDOW } from './budgets.ts';
import { isAsciiHost, LETTER_OR_DIGIT } from './characters.ts';
import { findHostEnd } from './find-host.ts';
import { findLocalStart } from './find-local.ts';
import { addressesAtSharedHost } from './find-shared-host.ts';
import { isSomethingElse } from './not-an-address.ts';
import { mayHoldSpelledOut, mayHoldSpelledOutDot, mayHoldSpelledOutSign } from './spelled-out-hints.ts';
import type { MarkerKind } from './spelled-out-meaning.ts';

/**
 * An address in a text, without wrapping punctuation. `text` is `whole.slice(start, end)`, or, of low confidence,
 * the address that those words stand for (`jane [at] example [dot] com`, `jane.NOSPAM@example.com`).
 */
export interface FoundAddress {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Offset of its `@`, or of what stands for it. */
  readonly at: number;
  readonly confidence?: 'low';
}

/** Counts the characters looked at, so that a test can show that the work stays linear. */
export interface Meter {
  steps: number;
}

const AT = /[@＠﹫]/g;

/** Round, square and curly brackets, closing. */
const CLOSING = [41, 93, 125];

/** `jane@mail.example[.]com`: the host goes on. */
const SPELLED_OUT_DOT_BEGINS = /^\s?[[({<][.dp]/i;

/** Longest stretch that stands for an `@`, with the label and the dot behind it that the cheap question asks for. */
const MARKER_CHARACTERS = 112;

/** What may stand for an `@`. */
export interface SpelledOutMarker {
  readonly index: number;
  readonly marker: string;
  readonly kind: MarkerKind;
}

/** The reader of spelled-out addresses: apart, since most pages hold none, and its words weigh as much as the rest. */
export interface SpelledOut {
  /** Finds the next marker, or sign, from a position. */
  markers(text: string): (from: number) => SpelledOutMarker | null;
  /** The address around a marker, or null; `floor` is where an address before it ends. */
  addressAround(
    text: string,
    marker: Pick<SpelledOutMarker, 'marker' | 'kind'>,
    position: number,
    floor: number,
    meter: Meter,
  ): FoundAddress | null;
}

export interface FindOptions {
  /** Only addresses whose `@` lies in [from, to); characters outside are still read as context. */
  readonly from?: number;
  readonly to?: number;
  readonly meter?: Meter;
}

/**
 * The e-mail addresses in a text, from each `@` (also full-width or small, or spelled out) outwards over bounded
 * windows, so the work is linear in the text's length whatever the text is.
 *
 * Wide by intent where a wrong hit is harmless (it is looked up and not found), strict where something else is
 * recognisable: image densities, versions, handles, `git@host:path`, user info in URLs, message ids,
 * hosts of one label.
 *
 * @example find('write to <Jane@example.com>.') // [{ text: 'Jane@example.com', start: 10, end: 26, at: 14 }]
 */
export type FindAddresses = (text: string, options?: FindOptions) => FoundAddress[];

/**
 * @param readSpelledOut gives the reader of spelled-out addresses, and is asked where a text may hold one; null
 *   while there is none: then only plain ones are found.
 */
export function createAddressFinder(readSpelledOut: () => SpelledOut | null): FindAddresses {
  return (text, { from = 0, to = text.length, meter = { steps: 0 } } = {}) => {
    const found: FoundAddress[] = [];
    let floor = 0;
    const offset = Math.max(0, from - 1);
    const stretch = text.slice(offset, to + MARKER_CHARACTERS);
    const next = markersOf(stretch, readSpelledOut);
    const isDotSpelledOut = mayHoldSpelledOutDot(stretch);
    for (
      let hit = next(from - offset);
      hit && hit.index + offset < to;
      hit = next(hit.index + hit.marker.length)
    ) {
      const at = hit.index + offset;
      if (at < floor) continue;
      const plain = hit.kind === 'sign' ? addressAround(text, at, floor, meter) : null;
      if (!plain && hit.kind === 'sign' && !isDotSpelledOut && !CLOSING.includes(text.charCodeAt(at - 1)))
        continue;
      const isWhole =
        plain !== null &&
        !CLOSING.includes(text.charCodeAt(plain.start - 1)) &&
        !SPELLED_OUT_DOT_BEGINS.test(text.slice(plain.end, plain.end + 3));
      const spelledOut = isWhole ? null : readSpelledOut()?.addressAround(text, hit, at, floor, meter);
      const address = spelledOut ? withoutTraps(spelledOut) : plain;
      const shared = address ? null : addressesAtSharedHost(text, at, floor, meter);
      found.push(...(shared?.addresses ?? (address ? [address] : [])));
      floor = address?.end ?? shared?.end ?? floor;
    }
    return found;
  };
}

/** Whether a text can hold an address at all: the cheap question before the walk. */
export function mayHoldAddress(text: string): boolean {
  return text.includes('@') || text.includes('＠') || text.includes('﹫') || mayHoldSpelledOutSign(text);
}

/** Finds the next marker from a position. Most texts hold none but the plain sign, for which no pattern is needed. */
function markersOf(
  text: string,
  readSpelledOut: () => SpelledOut | null,
): (from: number) => SpelledOutMarker | null {
  const spelledOut = mayHoldSpelledOut(text) ? readSpelledOut() : null;
  if (spelledOut) return spelledOut.markers(text);
  if (!text.includes('＠') && !text.includes('﹫')) return from => signFrom(text, from);
  const pattern = new RegExp(AT);
  return from => {
    pattern.lastIndex = from;
    const hit = pattern.exec(text);
    return hit && { index: hit.index, marker: hit[0], kind: 'sign' };
  };
}

/** The next `@` with a host's character behind it. */
function signFrom(text: string, from: number): SpelledOutMarker | null {
  let index = text.indexOf('@', from);
  while (index >= 0 && isAsciiHost(text.charCodeAt(index + 1)) === false)
    index = text.indexOf('@', index + 1);
  return index < 0 ? null : { index, marker: '@', kind: 'sign' };
}

function addressAround(text: string, at: number, floor: number, meter: Meter): FoundAddress | null {
  if (isAsciiHost(text.charCodeAt(at + 1)) === false) return null;
  // The host first: it sooner tells that there is none.
  const end = findHostEnd(text, at + 1, meter);
  if (end === null) return null;
  const localStart = findLocalStart(text, at, floor, meter);
  if (localStart === null) return null;
  const start = withoutEmphasis(text, localStart, end);
  if (!LETTER_OR_DIGIT.test(text.slice(start, at))) return null;
  if (isSomethingElse(text, start, at, end, meter)) return null;
  return withEscapes(text, floor, withoutTraps({ text: text.slice(start, end), start, end, at }));
}

const BACKSLASH = 92;
const ESCAPED_LOCAL = /(?:(?<=\\f[A-Z\d])|(?<![\p{L}\p{N}\\]))[\p{L}\p{N}](?:[\p{L}\p{N}._+-]|\\[._+-])*$/u;

/** `jane\_doe@example.com`, as Markdown, TeX and roff write signs: their backslash isn't the address's. */
function withEscapes(text: string, floor: number, address: FoundAddress): FoundAddress {
  const sign = text.charCodeAt(address.start) === UNDERSCORE ? address.start : address.start - 1;
  if (text.charCodeAt(sign - 1) !== BACKSLASH || !/[._+-]/.test(text[sign] ?? '')) return address;
  const local = ESCAPED_LOCAL.exec(text.slice(Math.max(floor, address.at - LOCAL_WINDOW), address.at))?.[0];
  if (local === undefined || local.length <= address.at - address.start) return address;
  const start = address.at - local.length;
  const unescaped = local.replace(/\\/g, '') + text.slice(address.at, address.end);
  return { ...address, start, text: unescaped, confidence: 'low' };
}

const UNDERSCORE = 95;

const TRAP =
  /(?<![A-Z])[._-]?(?:NO[-_.]?SPAM|REMOVE(?:[-_.]?(?:THIS|ME))?|DELETE(?:[-_.]?(?:THIS|ME))?|SPAM[-_.]?FREE)[._-]?(?![A-Z])/;
const TRAPS = 3;
/** Asked of every address first: plain words are found sooner. */
const TRAP_HINT = /SPAM|REMOVE|DELETE/;

/** `jane.NOSPAM@example.com`: capitals that a person is told to take out, between small letters. */
function withoutTraps(address: FoundAddress): FoundAddress {
  let { text } = address;
  if (!TRAP_HINT.test(text)) return address;
  for (let count = 0; count < TRAPS; count++) {
    const match = TRAP.exec(text);
    if (!match) break;
    text = joined(text.slice(0, match.index), match[0], text.slice(match.index + match[0].length));
  }
  return text !== address.text && /^[^@]*\p{Ll}[^@]*@[^@]*\p{Ll}[^@]*\.\p{Ll}+$/u.test(text)
    ? { ...address, text, confidence: 'low' }
    : address;
}

/** Two parts, with the sign that the trap between them brought, where both need it. */
function joined(before: string, trap: string, behind: string): string {
  const isWithin = /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(behind);
  const sign = trap.includes('.') ? '.' : (/[_-]/.exec(trap)?.[0] ?? '');
  return before + (isWithin ? sign : '') + behind;
}

/** `_jane@example.com_` and `__jane@example.com__` are emphasis; `_jane@example.com` is an address. */
function withoutEmphasis(text: string, start: number, end: number): number {
  let first = start;
  while (text[first] === '_' && text[end + first - start] === '_') first++;
  return first;
}
