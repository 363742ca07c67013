import type { SpelledOutMarker } from './find-addresses.ts';
import { MAILERS, SET_OFF } from './spelled-out-hints.ts';
import type { MarkerKind } from './spelled-out-meaning.ts';
import { BETWEEN, IN_BRACKETS, NAMES, TRAP_WORDS } from './spelled-out-words.ts';

/** The kinds by the groups of AT_OR_MARKER; the sign between two words has none. */
const KINDS: readonly MarkerKind[] = [
  'bracketed',
  'single',
  'encoded',
  'code',
  'joined',
  'set off',
  'named',
  'spaced',
  'half spaced',
  'glued',
];

function kindOf(match: RegExpExecArray): MarkerKind {
  return KINDS.find((_, group) => match[group + 1] !== undefined) ?? 'sign';
}

/** Whatever may stand for an `@`, and the sign itself. */
const AT_OR_MARKER = new RegExp(
  [
    `([([{]\\s?(?:${TRAP_WORDS})\\s?[)\\]}]@|@[([{]\\s?(?:${TRAP_WORDS})\\s?[)\\]}]\\.?|[([{<]{1,2}\\s{0,2}(?:${IN_BRACKETS})\\s{0,2}[)\\]}>]{1,2})`,
    '([([{]a[)\\]}])',
    '(%40|\\\\@)',
    '(&(?:#(?:0{0,4}64|x0{0,4}40)|commat);)',
    `((?<=[\\p{L}\\p{N}]|\\s)[-_]{1,3}(?:at|${NAMES})[-_]{1,3})`,
    `(${SET_OFF}{1,2}_?at_?${SET_OFF}{1,2}|${BETWEEN}{1,2}at${BETWEEN}{1,2}|>\\s?at\\s?<)`,
    `(?<=\\s)(${NAMES}|ätt?)(?=\\s)`,
    '(?<=\\s)(at|à|chez|bei|bij|[@＠])(?=\\s)',
    '((?<=\\s)[@＠]|[@＠](?=\\s))',
    '((?<=[\\p{L}\\p{N}])at(?=\\p{L}))',
    '[@＠﹫]',
  ].join('|'),
  'giu',
);

/** Finds the next marker, or sign, of a text from a position. */
export function markers(text: string): (from: number) => SpelledOutMarker | null {
  const pattern = new RegExp(AT_OR_MARKER);
  return from => {
    pattern.lastIndex = from;
    for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
      const kind = kindOf(hit);
      if (kind !== 'glued' || isGlued(text, hit.index)) return { index: hit.index, marker: hit[0], kind };
    }
    return null;
  };
}

const GLUED = new RegExp(`^(?:.at(?:${MAILERS})d[o0]t\\p{L}{2}|\\dat(?:${MAILERS})\\.\\p{L}{2})`, 'iu');

/** `janeATexample.com`, `janeatgmaildotcom`, and no word with these letters in it. */
function isGlued(text: string, position: number): boolean {
  return (
    /^[\p{Ll}\p{N}]AT\p{Ll}/u.test(text.slice(position - 1, position + 3)) ||
    GLUED.test(text.slice(position - 1, position + 24))
  );
}
