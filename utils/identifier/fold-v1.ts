import { unassignedRanges } from './unicode-15.ts';

/** Longest text that is looked at, in UTF-16 units: an address has at most 254 octets (RFC 5321 §4.5.3.1). */
const MAX_TEXT_LENGTH = 1024;

// Code points that are dropped wherever they stand: general category Cc (but for white space) or Cf, or
// Default_Ignorable_Code_Point, in Unicode 15.0. Written out, because engines' tables grow with their Unicode version and this form is frozen.
// biome-ignore-start lint/suspicious/noMisleadingCharacterClass: single code points are meant, combining ones too
// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what it drops
const IGNORED =
  /[\u{0}-\u{8}\u{e}-\u{1f}\u{7f}-\u{84}\u{86}-\u{9f}\u{ad}\u{34f}\u{600}-\u{605}\u{61c}\u{6dd}\u{70f}\u{890}\u{891}\u{8e2}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{180b}-\u{180f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{3164}\u{fe00}-\u{fe0f}\u{feff}\u{ffa0}\u{fff0}-\u{fffb}\u{110bd}\u{110cd}\u{13430}-\u{1343f}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
// biome-ignore-end lint/suspicious/noMisleadingCharacterClass: above
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: above

// Control characters that part one text from the next, as a line break does: dropped, they would join an address with
// what stands below it.
const WHITE_CONTROLS = /[\t-\r\x85]/g;

const LONE_SURROGATE = /\p{Surrogate}/u;
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

// What typesetting makes of a hyphen; the non-breaking one comes out of NFKC as U+2010.
const HYPHENS = /[\u2010-\u2013\u2212]/g;

export type Folded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'empty' | 'too-long' | 'newer-unicode' };

/**
 * Folds away what makes two spellings of one text differ: invisible and control characters, compatibility forms
 * (NFKC), typeset hyphens, case, the dots of Turkish I, white space around it. Frozen to Unicode 15.0: a text with a code point that 15.0 doesn't assign
 * (or a lone surrogate) is refused, since engines of different age would fold it differently. Idempotent.
 */
export function foldV1(text: string): Folded {
  if (text.length > MAX_TEXT_LENGTH) return { ok: false, reason: 'too-long' };
  // Most texts, in a third of the time: of these nothing but case and spaces around them can be folded.
  if (PRINTABLE_ASCII.test(text)) return foldedText(text.toLowerCase().trim());
  // Before anything is dropped: two halves could meet.
  if (LONE_SURROGATE.test(text)) return { ok: false, reason: 'newer-unicode' };
  const visible = text.replace(WHITE_CONTROLS, ' ').replace(IGNORED, '');
  for (const character of visible) {
    if (isNewerThanUnicode15(character.codePointAt(0) ?? 0)) return { ok: false, reason: 'newer-unicode' };
  }
  let folded = visible;
  let before: string;
  // One round seldom changes the next (İ, Hangul fillers do): each removes, maps or lowers, so it ends.
  do {
    before = folded;
    // Σ by itself, since JavaScript lowers it to ς at a word's end and to σ elsewhere; in host names the two differ.
    folded = before
      .normalize('NFKC')
      .replace(IGNORED, '')
      .replace(HYPHENS, '-')
      .replaceAll('Σ', 'σ')
      .toLowerCase()
      // İ lowers to i and a dot above; who writes ALİ in capitals, or alı, means the mailbox ali.
      .replaceAll('i\u0307', 'i')
      .replaceAll('ı', 'i')
      .trim();
  } while (folded !== before);
  return foldedText(folded);
}

function foldedText(text: string): Folded {
  return text === '' ? { ok: false, reason: 'empty' } : { ok: true, text };
}

function isNewerThanUnicode15(codePoint: number): boolean {
  if (codePoint < 0x378) return false;
  let low = 0;
  let high = unassignedRanges.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((unassignedRanges[2 * middle + 1] ?? 0) <= codePoint) low = middle + 1;
    else high = middle;
  }
  return low < unassignedRanges.length / 2 && (unassignedRanges[2 * low] ?? 0) <= codePoint;
}
