import { CONTEXT_WINDOW, LOCAL_WINDOW } from './budgets.ts';
import { isAsciiHost, LETTER_OR_DIGIT } from './characters.ts';
import { findHostEnd } from './find-host.ts';
import { findLocalStart } from './find-local.ts';
import {
  AT_OR_MARKER,
  kindOf,
  type Marker,
  mayHoldObfuscated,
  mayHoldSpelledOutDot,
  obfuscatedAround,
} from './find-obfuscated.ts';
import { addressesAtSharedHost } from './find-shared-host.ts';

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

const CLOSING_BRACE = 125;

/** `jane@mail.example[.]com`: the host goes on. */
const BRACKETED_DOT_BEGINS = /^\s?[[({][.dp]/i;

/** Longest stretch that stands for an `@`, with room to see what follows. */
const MARKER_CHARACTERS = 24;

/**
 * The e-mail addresses in a text, from each `@` (also full-width or small, or spelled out) outwards over bounded
 * windows, so the work is linear in the text's length whatever the text is.
 *
 * Wide by intent where a wrong hit is harmless (it is looked up and not found), strict where something else is
 * recognisable: image densities, versions, handles, `git@host:path`, user info in URLs, message ids,
 * hosts of one label.
 *
 * @param from, to only addresses whose `@` lies in [from, to); characters outside are still read as context.
 * @example findAddresses('write to <Jane@example.com>.') // [{ text: 'Jane@example.com', start: 10, end: 26, at: 14 }]
 */
export function findAddresses(
  text: string,
  { from = 0, to = text.length, meter = { steps: 0 } }: { from?: number; to?: number; meter?: Meter } = {},
): FoundAddress[] {
  const found: FoundAddress[] = [];
  let floor = 0;
  const offset = Math.max(0, from - 1);
  const stretch = text.slice(offset, to + MARKER_CHARACTERS);
  const next = markerFinder(stretch);
  const isDotSpelledOut = mayHoldSpelledOutDot(stretch);
  for (
    let hit = next(from - offset);
    hit && hit.index + offset < to;
    hit = next(hit.index + hit.marker.length)
  ) {
    const at = hit.index + offset;
    if (at < floor) continue;
    const plain = hit.kind === 'sign' ? addressAround(text, at, floor, meter) : null;
    if (!plain && hit.kind === 'sign' && !isDotSpelledOut && text.charCodeAt(at - 1) !== CLOSING_BRACE)
      continue;
    const isWhole = plain !== null && !BRACKETED_DOT_BEGINS.test(text.slice(plain.end, plain.end + 3));
    const address = isWhole ? plain : (obfuscatedAround(text, hit, at, floor, meter) ?? plain);
    const shared = address ? null : addressesAtSharedHost(text, at, floor, meter);
    found.push(...(shared?.addresses ?? (address ? [address] : [])));
    floor = address?.end ?? shared?.end ?? floor;
  }
  return found;
}

/** Whether a text can hold an address at all: the cheap question before the walk. */
export function mayHoldAddress(text: string): boolean {
  return text.includes('@') || text.includes('＠') || text.includes('﹫') || mayHoldObfuscated(text);
}

interface Hit extends Marker {
  readonly index: number;
}

/** Finds the next marker from a position. Most texts hold none but the plain sign, for which no pattern is needed. */
function markerFinder(text: string): (from: number) => Hit | null {
  const isSpelledOut = mayHoldObfuscated(text);
  if (!isSpelledOut && !text.includes('＠') && !text.includes('﹫')) return from => signFrom(text, from);
  const pattern = new RegExp(isSpelledOut ? AT_OR_MARKER : AT);
  return from => {
    pattern.lastIndex = from;
    const hit = pattern.exec(text);
    return hit && { index: hit.index, marker: hit[0], kind: isSpelledOut ? kindOf(hit) : 'sign' };
  };
}

/** The next `@` with a host's character behind it. */
function signFrom(text: string, from: number): Hit | null {
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
  return withoutTrap({ text: text.slice(start, end), start, end, at });
}

const TRAP =
  /(?<![A-Z])[._-]?(?:NO[-_.]?SPAM|REMOVE[-_.]?(?:THIS|ME)|DELETE[-_.]?(?:THIS|ME)|SPAM[-_.]?FREE)[._-]?(?![A-Z])/;

/** `jane.NOSPAM@example.com`: capitals that a person is told to take out, between small letters. */
function withoutTrap(address: FoundAddress): FoundAddress {
  const match = TRAP.exec(address.text);
  if (!match) return address;
  const [before, behind] = [
    address.text.slice(0, match.index),
    address.text.slice(match.index + match[0].length),
  ];
  const joint =
    /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(behind) ? (/[._-]/.exec(match[0])?.[0] ?? '') : '';
  const text = before + joint + behind;
  return /^[^@]*\p{Ll}[^@]*@[^@]*\p{Ll}[^@]*\.\p{Ll}+$/u.test(text)
    ? { ...address, text, confidence: 'low' }
    : address;
}

/** `_jane@example.com_` and `__jane@example.com__` are emphasis; `_jane@example.com` is an address. */
function withoutEmphasis(text: string, start: number, end: number): number {
  let first = start;
  while (text[first] === '_' && text[end + first - start] === '_') first++;
  return first;
}

function isSomethingElse(text: string, start: number, at: number, end: number, meter: Meter): boolean {
  return (
    isHandle(text, start) ||
    isRemotePath(text, start, at, end) ||
    isUserInfo(text, start, meter) ||
    isMessageId(text, start, at, end, meter)
  );
}

/** `@jane@social.example`: a handle of the fediverse, not a mailbox. */
function isHandle(text: string, start: number): boolean {
  return /[@＠﹫]/.test(text[start - 1] ?? '');
}

/** `git@host:owner/repo`, `deploy@host:/srv`, `host::module`, a shell's `root@host:~#`, `ssh -p 22 root@host`. */
function isRemotePath(text: string, start: number, at: number, end: number): boolean {
  if (
    /\b(?:ssh|sftp|mosh|ssh-copy-id)(?: -\S{1,20}(?: \d{1,5})?){0,3} $/.test(
      text.slice(Math.max(0, start - 48), start),
    )
  )
    return true;
  if (text[end] !== ':') return false;
  const path = text.slice(end + 1, end + 1 + LOCAL_WINDOW);
  if (/^(?:git|hg|svn)$/i.test(text.slice(start, at))) return /^\S/.test(path);
  return /^[~/:]/.test(path) || /^[\w.-]+\//.test(path);
}

/** `https://user:password@host/`: what stands between `://` and the address holds no slash, query or space. */
function isUserInfo(text: string, start: number, meter: Meter): boolean {
  const lowest = Math.max(0, start - CONTEXT_WINDOW);
  for (let index = start - 1; index >= lowest; index--) {
    meter.steps++;
    const character = text[index] ?? '';
    if (character === '/') {
      return text.slice(index - 2, index) === ':/' && !/mailto$/i.test(text.slice(index - 8, index - 2));
    }
    if (/[\s?#<>"'()[\]{},;]/.test(character)) return false;
  }
  return false;
}

/** Names of fields that hold ids shaped like addresses: mail headers, mail logs, JSON, iCalendar. */
const IDS_IN_BRACKETS =
  /(?:message[-_ ]?id|msg-?id|in-reply-to|references|content-id)["']?\s*[:=]\s*["']?(?:<[^<>]*>\s*)*<$/i;
const ID = /(?:message[-_ ]?id|msg-?id|in-reply-to|\bUID)["']?[:=]\s?["']?$/i;
const ID_CHARACTERS = 20;

/** Hosts that stand right of the `@` in message ids and never in a mailbox (Gmail's web client, Exchange Online, SES). */
const MESSAGE_HOST = /^(?:mail\.gmail\.com|.*\.prod\.(?:outlook|exchangelabs)\.com|.*\.amazonses\.com)$/i;
/** What mail programs make ids of, alone in their brackets: a UUID, a time stamp, JavaMail, Outlook, Alpine. */
const ID_LOCAL =
  /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{14}\..+|.+\.JavaMail\..+|[0-9a-f]{12}(?:\$[0-9a-f]{8}){2}\$?|(?:alpine|pine)\..+)$/i;

/** A message id where it is recognisable: its header, its URL scheme, or a host that only message ids have. */
function isMessageId(text: string, start: number, at: number, end: number, meter: Meter): boolean {
  if (MESSAGE_HOST.test(text.slice(at + 1, end))) return true;
  if (text[start - 1] === ':' && /\b[mc]id:$/i.test(text.slice(Math.max(0, start - 5), start))) return true;
  if (text[start - 1] !== '<') return ID.test(text.slice(Math.max(0, start - ID_CHARACTERS), start));
  const context = text.slice(Math.max(0, start - CONTEXT_WINDOW), start);
  meter.steps += context.length;
  const isAlone = /(?:^|[>:\n])\s*<$/.test(context.slice(-ID_CHARACTERS));
  return (isAlone && ID_LOCAL.test(text.slice(start, at))) || IDS_IN_BRACKETS.test(context);
}
