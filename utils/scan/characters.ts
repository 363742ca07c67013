export const LETTER = /\p{L}/u;
export const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * Zero-width, soft-hyphen and bidi characters: they may stand inside an address without being seen (line break
 * hints, Gmail's labels), and the canonical form drops them.
 */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|\u034f/;

export function isInvisible(character: string): boolean {
  return INVISIBLE.test(character);
}

/** RFC 5322's atext and dot, without `/ = ? | { }` and the back-tick: in running text those separate. */
const ASCII_LOCAL = /[A-Za-z0-9.!#$%&'*+\-^_~]/;
const WIDE_LOCAL = /[\p{L}\p{N}\p{M}’‐‑．＿－＋]/u;

export function isLocalCharacter(character: string): boolean {
  return character < '\u0080'
    ? ASCII_LOCAL.test(character)
    : WIDE_LOCAL.test(character) || isInvisible(character);
}

const ASCII_HOST = /[A-Za-z0-9-]/;
const ASCII_LETTER_OR_DIGIT = /[A-Za-z0-9]/;
const WIDE_HOST = /[\p{L}\p{M}\p{Nd}‐‑－]/u;

export function isHostCharacter(character: string): boolean {
  return character < '\u0080'
    ? ASCII_HOST.test(character)
    : WIDE_HOST.test(character) || isInvisible(character);
}

/** The full stops that UTS-46 takes for a label's end. */
export function isDot(character: string): boolean {
  return character === '.' || character === '。' || character === '．' || character === '｡';
}

const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Hebrew}\p{scx=Arabic}]/u;

/** Letters of scripts that are written, or glue their particles or prepositions on, without spaces. */
export function isUnspaced(character: string): boolean {
  return character >= '\u0590' && UNSPACED.test(character);
}

const LOCAL = 1;
const HOST = 2;
const ALPHANUMERIC = 4;

/** The same for ASCII by code unit: a hostile text asks for each of its characters many times. */
const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return (
    (ASCII_LOCAL.test(character) ? LOCAL : 0) |
    (ASCII_HOST.test(character) ? HOST : 0) |
    (ASCII_LETTER_OR_DIGIT.test(character) ? ALPHANUMERIC : 0)
  );
});

/** Whether it may stand in a local part; undefined beyond ASCII, where the character must be asked. */
export function isAsciiLocal(unit: number): boolean | undefined {
  return unit < 128 ? ((ASCII[unit] ?? 0) & LOCAL) !== 0 : undefined;
}

export function isAsciiHost(unit: number): boolean | undefined {
  return unit < 128 ? ((ASCII[unit] ?? 0) & HOST) !== 0 : undefined;
}

export function isAsciiAlphanumeric(unit: number): boolean {
  return unit < 128 && ((ASCII[unit] ?? 0) & ALPHANUMERIC) !== 0;
}
