import { LOCAL_WINDOW } from './budgets.ts';
import {
  isAsciiAlphanumeric,
  isAsciiLocal,
  isInvisible,
  isLocalCharacter,
  isUnspaced,
  LETTER,
} from './characters.ts';
import type { Meter } from './find-addresses.ts';

/** Where the local part that ends at `at` begins, not before `floor`; null if none does. */
export function findLocalStart(text: string, at: number, floor: number, meter: Meter): number | null {
  if (text[at - 1] === '"' && at - 1 > floor) {
    const quoted = findOpeningQuote(text, at - 1, floor, meter);
    if (quoted !== null) return quoted;
  }
  let start = at;
  let spaced: boolean | undefined;
  while (start > floor) {
    if (at - start > LOCAL_WINDOW) return null;
    meter.steps++;
    const unit = text.charCodeAt(start - 1);
    const isPlain = isAsciiLocal(unit);
    if (isPlain === false) break;
    if (isPlain) {
      // Digits and signs belong to no script.
      if (unit >= 65 && isAsciiAlphanumeric(unit)) spaced ??= true;
      start--;
      continue;
    }
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
  const stripped = withoutLeadingPunctuation(text, afterEncodedSeparators(text, start, at), at, meter);
  if (stripped >= at || isPlaceholder(text, stripped, at)) return null;
  return text[stripped - 1] === '=' ? withReturnPath(text, stripped, at, floor, meter) : stripped;
}

/** `%s@…` of printf, `\w+@…` of a regular expression, `-i@…` of a command line. */
function isPlaceholder(text: string, start: number, at: number): boolean {
  const before = text[start - 1];
  if (at - start > 2 || (before !== '%' && before !== '\\' && before !== '-')) return false;
  const local = text.slice(start, at);
  if (before === '\\') return /^[wds][+*]?$/i.test(local);
  return local.length === 1 && (before === '%' || /^(?:\s|$)/.test(text[start - 2] ?? ''));
}

const HOST_AS_NAME = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i;

/**
 * `list-bounces+jane=example.com@lists.example.org`: a return path that holds a recipient (VERP) is one local part,
 * though an equals sign separates elsewhere.
 */
function withReturnPath(text: string, start: number, at: number, floor: number, meter: Meter): number {
  if (!HOST_AS_NAME.test(text.slice(start, at))) return start;
  const lowest = Math.max(floor, at - LOCAL_WINDOW);
  let first = start - 1;
  while (first > lowest && isAsciiLocal(text.charCodeAt(first - 1)) === true) first--;
  meter.steps += start - first;
  return /^[a-z\d].*[-+]./i.test(text.slice(first, start - 1)) ? first : start;
}

/** Start of `"john smith"@…`, given its closing quote; null where these quotes wrap something else. */
function findOpeningQuote(text: string, closing: number, floor: number, meter: Meter): number | null {
  const lowest = Math.max(floor, closing - LOCAL_WINDOW);
  for (let index = closing - 1; index >= lowest; index--) {
    meter.steps++;
    const character = text[index] ?? '';
    if (character === '\n' || character === '@' || character === '<' || character === '>') return null;
    if (character === '"' && text[index - 1] !== '\\') return isQuoted(text, index, closing) ? index : null;
  }
  return null;
}

/** Not what stands between two strings: `"a": return "@b.example"`. */
function isQuoted(text: string, opening: number, closing: number): boolean {
  if (/[\p{L}\p{N}"]/u.test(text[opening - 1] ?? '')) return false;
  return /^[\p{L}\p{N}_\\].*(?<=[\p{L}\p{N}_"])$/su.test(text.slice(opening + 1, closing));
}

/** Bullets, quotes, markdown, percent-encoded separators: no one's address begins with them. */
const LEADING = /[.'’*!#$&^~+-]/;
const ENCODED_SEPARATOR = /^%(?:0A|0D|20|22|26|27|28|2C|2F|3A|3B|3C|3D|3F|5B)/i;
/** The same where a local part may go on behind: `next=%2Fprofile%3Femail%3Djane@…`. */
const ENCODED_SEPARATORS = /^.*%(?:0A|0D|20|22|26|28|2C|2F|3A|3B|3C|3D|3F|5B)/is;

/** After a backslash, in a string or in roff that a page shows as it is written: `\\u003cjane@…`, `\\njane@…`, `\\fIjane@…`. */
const ESCAPE = /^(?:u00[0-9a-f]{2}|[nrt]|f[A-Z\d])/i;

function afterEncodedSeparators(text: string, start: number, at: number): number {
  const local = text.slice(start, at);
  return local.includes('%') ? start + (ENCODED_SEPARATORS.exec(local)?.[0].length ?? 0) : start;
}

function withoutLeadingPunctuation(text: string, from: number, at: number, meter: Meter): number {
  let start = from;
  if (text[start - 1] === '\\') start += ESCAPE.exec(text.slice(start, start + 5))?.[0].length ?? 0;
  while (start < at) {
    meter.steps++;
    if (isAsciiAlphanumeric(text.charCodeAt(start))) break;
    const character = text[start] ?? '';
    if (LEADING.test(character) || isInvisible(character)) start++;
    else if (character === '%') start += ENCODED_SEPARATOR.test(text.slice(start, start + 3)) ? 3 : 1;
    else break;
  }
  return Math.min(start, at);
}

function characterBefore(text: string, index: number): string {
  const unit = text.charCodeAt(index - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff && index >= 2;
  return text.slice(isLow ? index - 2 : index - 1, index);
}
