import { CONTEXT_WINDOW, LOCAL_WINDOW } from './budgets.ts';
import { isInvisible, isLocalCharacter, isUnspaced, LETTER, LETTER_OR_DIGIT } from './characters.ts';
import { findHostEnd } from './find-host.ts';

/** An address as it stands in a text, without wrapping punctuation: `text` is `whole.slice(start, end)`. */
export interface FoundAddress {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Offset of its `@`. */
  readonly at: number;
}

/** Counts the characters looked at, so that a test can show that the work stays linear. */
export interface Meter {
  steps: number;
}

const AT = /[@＠﹫]/g;

/**
 * The e-mail addresses in a text, from each `@` outwards over bounded windows, so the work is linear in the
 * text's length whatever the text is. Only an `@` (or its full-width and small forms) makes an address.
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
  const pattern = new RegExp(AT);
  pattern.lastIndex = from;
  for (let hit = pattern.exec(text); hit && hit.index < to; hit = pattern.exec(text)) {
    const address = addressAround(text, hit.index, floor, meter);
    if (!address) continue;
    found.push(address);
    floor = address.end;
  }
  return found;
}

/** Whether a text can hold an address at all: the cheap question before the walk. */
export function mayHoldAddress(text: string): boolean {
  return text.includes('@') || text.includes('＠') || text.includes('﹫');
}

function addressAround(text: string, at: number, floor: number, meter: Meter): FoundAddress | null {
  const localStart = findLocalStart(text, at, floor, meter);
  if (localStart === null) return null;
  const end = findHostEnd(text, at + 1, meter);
  if (end === null) return null;
  const start = withoutEmphasis(text, localStart, end);
  if (!LETTER_OR_DIGIT.test(text.slice(start, at))) return null;
  if (isSomethingElse(text, start, at, end, meter)) return null;
  return { text: text.slice(start, end), start, end, at };
}

function findLocalStart(text: string, at: number, floor: number, meter: Meter): number | null {
  if (text[at - 1] === '"' && at - 1 > floor) {
    const quoted = findOpeningQuote(text, at - 1, floor, meter);
    if (quoted !== null) return quoted;
  }
  let start = at;
  let spaced: boolean | undefined;
  while (start > floor) {
    if (at - start > LOCAL_WINDOW) return null;
    meter.steps++;
    const character = characterBefore(text, start);
    if (!isLocalCharacter(character)) break;
    if (LETTER.test(character)) {
      // "请联系foo@example.com": scripts written without spaces run into an address in another script.
      const unspaced = isUnspaced(character);
      if (unspaced && spaced === true) break;
      spaced ??= !unspaced;
    }
    start -= character.length;
  }
  const stripped = withoutLeadingPunctuation(text, start, at, meter);
  return stripped < at ? stripped : null;
}

/** Start of `"john smith"@…`, given its closing quote; null where these quotes wrap something else. */
function findOpeningQuote(text: string, closing: number, floor: number, meter: Meter): number | null {
  const lowest = Math.max(floor, closing - LOCAL_WINDOW);
  for (let index = closing - 1; index >= lowest; index--) {
    meter.steps++;
    const character = text[index] ?? '';
    if (character === '\n' || character === '@' || character === '<' || character === '>') return null;
    if (character === '"' && text[index - 1] !== '\\') return index + 1 < closing ? index : null;
  }
  return null;
}

/** Bullets, quotes, markdown, percent-encoded separators: no one's address begins with them. */
const LEADING = /[.'’*!#$&^~+-]/;
const ENCODED_SEPARATOR = /^%(?:0A|0D|20|22|26|27|28|2C|2F|3A|3B|3C|3D|3F|5B)/i;

function withoutLeadingPunctuation(text: string, from: number, at: number, meter: Meter): number {
  let start = from;
  while (start < at) {
    meter.steps++;
    const character = text[start] ?? '';
    if (LEADING.test(character) || isInvisible(character)) start++;
    else if (character === '%') start += ENCODED_SEPARATOR.test(text.slice(start, start + 3)) ? 3 : 1;
    else break;
  }
  return Math.min(start, at);
}

/** `_jane@example.com_` is emphasis; `_jane@example.com` is an address. */
function withoutEmphasis(text: string, start: number, end: number): number {
  return text[start] === '_' && text[end] === '_' ? start + 1 : start;
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

/** `git@host:owner/repo`, `deploy@host:/srv`, a shell's `root@host:~#`. */
function isRemotePath(text: string, start: number, at: number, end: number): boolean {
  if (text[end] !== ':') return false;
  const path = text.slice(end + 1, end + 1 + LOCAL_WINDOW);
  if (/^(?:git|hg|svn)$/i.test(text.slice(start, at))) return /^\S/.test(path);
  return /^[~/]/.test(path) || /^[\w.-]+\//.test(path);
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

const MESSAGE_HEADER = /(?:message-id|in-reply-to|references|content-id):\s*(?:<[^<>]*>\s*)*<$/i;
/** Hosts that stand right of the `@` in message ids and never in a mailbox (Gmail's web client, Exchange Online). */
const MESSAGE_HOST = /^(?:mail\.gmail\.com|.*\.prod\.outlook\.com)$/i;

/** A message id where it is recognisable: its header, its URL scheme, or a host that only message ids have. */
function isMessageId(text: string, start: number, at: number, end: number, meter: Meter): boolean {
  if (MESSAGE_HOST.test(text.slice(at + 1, end)) && at - start >= 20) return true;
  const before = text[start - 1];
  if (before === ':') return /\b[mc]id:$/i.test(text.slice(Math.max(0, start - 5), start));
  if (before !== '<') return false;
  const context = text.slice(Math.max(0, start - CONTEXT_WINDOW), start);
  meter.steps += context.length;
  return MESSAGE_HEADER.test(context);
}

function characterBefore(text: string, index: number): string {
  const unit = text.charCodeAt(index - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff && index >= 2;
  return text.slice(isLow ? index - 2 : index - 1, index);
}
