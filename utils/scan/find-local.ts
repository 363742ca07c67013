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

/** After a backslash, in a string that a page shows as it is written: `\\u003cjane@…`, `\\njane@…`. */
const ESCAPE = /^(?:u00[0-9a-f]{2}|[nrt])/i;

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
