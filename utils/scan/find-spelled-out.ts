import { HOST_WINDOW, LOCAL_WINDOW } from './budgets.ts';
import { LETTER_OR_DIGIT } from './characters.ts';
import type { FoundAddress, Meter, SpelledOut, SpelledOutMarker } from './find-addresses.ts';
import { findHostEnd } from './find-host.ts';
import { findLocalStart } from './find-local.ts';
import { isIdByForm } from './not-an-address.ts';
import { MAILERS, SET_OFF } from './spelled-out-hints.ts';
import { type Dots, isMeant, type MarkerKind } from './spelled-out-meaning.ts';
import {
  DOT,
  DOT_IN_BRACKETS,
  IN_BRACKETS,
  NAMES,
  TOP_LEVEL,
  TRAP_WORDS,
  WORD,
} from './spelled-out-words.ts';

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

/** Signs that stand in paths, hosts and code as well: only where the dot is written between them, too. */
const BETWEEN = '[/+.:]';

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

interface Host {
  readonly text: string;
  readonly end: number;
  readonly dots: Dots;
}

/** The endings behind "example. ": any other may begin a sentence. */
const COMMON = '(?:com|org|net|edu)\\b';

const DOT_AHEAD = new RegExp(
  `[^\\s@<>()[\\]{}]{1,80}?(?:\\s?[[({<]\\s?[.dp]|\\s{1,3}(?:${DOT}|\\.)\\s|\\s\\.[a-z]|\\.\\s(?:${COMMON})|[-_]d[o0]t[-_])`,
  'iuy',
);

function isDotAhead(text: string, from: number, meter: Meter): boolean {
  const dots = matchAt(DOT_AHEAD, text, from);
  meter.steps += dots.length + 1;
  return dots !== '';
}

/** Characters around an address that tell whether one is meant. */
const AROUND = 32;

const BRACKETED_DOT_BEFORE = new RegExp(`[([{<]\\s?(?:${DOT}|\\.)\\s?[)\\]}>][^\\s()[\\]{}<>]*$`, 'iu');

function isDotBehind(text: string, position: number): boolean {
  return BRACKETED_DOT_BEFORE.test(text.slice(Math.max(0, position - LOCAL_WINDOW), position));
}

/** Reads what stands for an `@` and for dots, and tells whether an address is meant. */
export const spelledOut: SpelledOut = { markers, addressAround };

function markers(text: string): (from: number) => SpelledOutMarker | null {
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

function addressAround(
  text: string,
  { marker, kind }: Pick<SpelledOutMarker, 'marker' | 'kind'>,
  position: number,
  floor: number,
  meter: Meter,
): FoundAddress | null {
  // The sign itself between two words: then a dot must be spelled out.
  if (kind === 'sign' && !isDotAhead(text, position + 1, meter) && !isDotBehind(text, position)) return null;
  const host = readHost(text, position + marker.length, meter);
  if (host === null) return null;
  const dots = host.dots === 'plain' ? dotsBefore(kind, text, position) : host.dots;
  const local = readLocal(text, position, floor, dots, meter);
  if (local === null || !LETTER_OR_DIGIT.test(local.text)) return null;
  const { end } = host;
  const emphasis = text[end] === '_' ? (/^_+/.exec(local.text)?.[0].length ?? 0) : 0;
  const start = local.start + emphasis;
  const name = local.text.slice(emphasis);
  const isOne = isMeant({
    kind,
    marker,
    local: name,
    host: host.text,
    dots,
    before: text.slice(Math.max(0, local.start - AROUND), local.start),
    behind: text.slice(end + emphasis, end + AROUND),
    isTight: /^\S.*\S$/s.test(text.slice(position - 1, position + marker.length + 1)),
    isSpaceBehind: /\s/.test(text[position + marker.length] ?? ''),
  });
  return isOne && !isIdByForm(name, host.text)
    ? { text: `${name}@${host.text}`, start, end, at: position, confidence: 'low' }
    : null;
}

/**
 * How dots are written before a host of plain ones: `jane dot doe at example.com`, `jane underscore doe at …` (only of
 * bare words, since "point" and others stand before brackets as well), `jane(dot)doe@example.com`.
 */
function dotsBefore(kind: MarkerKind, text: string, position: number): Dots {
  if (kind === 'sign') return isDotBehind(text, position) ? 'bracketed' : 'plain';
  if (kind !== 'spaced' && kind !== 'named') return 'plain';
  const before = text.slice(Math.max(0, position - LOCAL_WINDOW), position);
  return / (?:dot|underscore|dash) [^\s.,;]+\s+$/i.test(before) ? 'words' : 'plain';
}

const HYPHEN_NAMES = 'hyphen|dash|minus|tiret';
const HYPHEN = `(?: (?:${HYPHEN_NAMES}) | ?[([{](?:${HYPHEN_NAMES})[)\\]}] ?)(?=[\\p{L}\\p{Nd}])`;
const HYPHENS = new RegExp(HYPHEN, 'giu');
const LABEL = new RegExp(
  `[\\p{L}\\p{M}\\p{Nd}](?:[\\p{L}\\p{M}\\p{Nd}-]{0,62})(?:${HYPHEN}[\\p{L}\\p{Nd}]{1,63}){0,3}`,
  'iuy',
);
/** Also over a line break of the source, which a page shows as a space. */
const GAP = '(?:[^\\S\\n]{0,3}(?:\\n\\s{0,40})?)';
const DOT_IN_SIGNS = `[([{<]{1,2}\\s?(?:${DOT_IN_BRACKETS})\\s?[)\\]}>]{1,2}|${SET_OFF}{1,2}(?:${DOT}|period)${SET_OFF}{1,2}|${BETWEEN}{1,2}(?:${DOT})${BETWEEN}{1,2}|>\\s?dot\\s?<|&(?:#(?:0{0,4}46|x0{0,4}2e)|period);`;
/** Also "example (dot com)", "example [dotcom]". */
const BRACKETED_DOT = new RegExp(
  `${GAP}(?:${DOT_IN_SIGNS})${GAP}|\\s?[([{]\\s?(?:${DOT})\\s?(?=\\p{L}{2,6}\\s?[)\\]}])`,
  'iuy',
);
/** No sentence has a space before its full stop. */
const SPACED_DOT = new RegExp(`[^\\S\\n]\\.[^\\S\\n]?(?=[\\p{Ll}\\d])|\\.[^\\S\\n](?=${COMMON})`, 'uy');
const WORD_DOT = new RegExp(
  `(?:\\s{1,3}(?:(?:${DOT})\\s{1,3}|dot(?=com\\b))|\\s?[-_]{1,3}(?:${DOT})[-_]{1,3}\\s?)`,
  'iuy',
);
/** Only where a label was cut before it. */
const GLUED_DOT = /d[o0]t(?=\p{L})/iuy;
/** `jane at gmail com`, `<jane at example com>`. */
const LEFT_OUT_DOT = new RegExp(`(?<=\\b(?:${MAILERS})) (?=com\\b)| (?=\\p{L}{2,4}\\s?>)`, 'iuy');
const PLAIN_DOT = /\.(?!\s)/y;
const SPACE = new RegExp(GAP, 'y');

/** Most labels of a host that someone spells out. */
const LABELS = 6;

/** The ways to write a host's dot, each before those that it could be taken for. */
const DOTS: readonly (readonly [Dots, RegExp])[] = [
  ['bracketed', BRACKETED_DOT],
  ['words', WORD_DOT],
  ['glued', GLUED_DOT],
  ['words', LEFT_OUT_DOT],
  ['spaced', SPACED_DOT],
  ['plain', PLAIN_DOT],
];

/** From the least to the most spelled-out. */
const RANKS: readonly Dots[] = ['plain', 'bracketed', 'spaced', 'words', 'glued'];

interface SpelledLabel {
  readonly text: string;
  readonly start: number;
  readonly dot: Dots;
}

/** "jane at gmail": everyone knows the rest. */
const ALL_OF_IT = /^gmail$/i;

function readHost(text: string, from: number, meter: Meter): Host | null {
  const labels = readLabels(text, from, meter);
  const [first] = labels;
  if (first && labels.length === 1 && ALL_OF_IT.test(first.text)) {
    return { text: `${first.text}.com`, end: first.start + first.text.length, dots: 'left out' };
  }
  for (let count = labels.length; count >= 2; count--) {
    const taken = labels.slice(0, count);
    const last = taken.at(-1);
    if (!last) break;
    const joined = taken.map(label => label.text).join('.');
    // What follows tells that "orgE<gt>" ends in Perl's bracket.
    const length = findHostEnd(joined + (text[last.start + last.text.length] === '<' ? '<' : ''), 0, meter);
    const lengthOfLast = length === null ? 0 : length - (joined.length - last.text.length);
    if (lengthOfLast <= 0 || length === null) continue;
    const end = last.start + lengthOfLast;
    const inWords = last.dot === 'words' || last.dot === 'spaced';
    if (inWords && !endsInWords(text, joined.slice(0, length), end)) continue;
    const dots = taken.slice(1).map(label => RANKS.indexOf(label.dot));
    return { text: joined.slice(0, length), end, dots: RANKS[Math.max(...dots)] ?? 'plain' };
  }
  return null;
}

function readLabels(text: string, from: number, meter: Meter): SpelledLabel[] {
  const labels: SpelledLabel[] = [];
  let index = from + matchAt(SPACE, text, from).length;
  let dot: Dots = 'plain';
  while (labels.length < LABELS && index - from < HOST_WINDOW) {
    const label = labelAt(text, index);
    meter.steps += label.length + 1;
    if (label === '') break;
    labels.push({ text: label.replace(HYPHENS, '-'), start: index, dot });
    index += label.length;
    const separator = dotAt(text, index);
    if (separator === null) break;
    dot = separator.dots;
    index += separator.length;
  }
  return labels;
}

function dotAt(text: string, index: number): { readonly dots: Dots; readonly length: number } | null {
  for (const [dots, pattern] of DOTS) {
    const { length } = matchAt(pattern, text, index);
    if (length > 0) return { dots, length };
  }
  return null;
}

const JOINED_DOT = new RegExp(`-+(?:${DOT})-|-+$|(?<=^(?:${MAILERS}))d[o0]t\\p{L}{2}`, 'iu');
const CAPITAL_DOT = /(?<=[\p{Ll}\d])DOT(?=\p{Ll})/u;

/** `acme-dot-com`, `acmeDOTcom` and `gmaildotcom` are one run for the label's pattern: it is cut where the dot begins. */
function labelAt(text: string, index: number): string {
  const label = matchAt(LABEL, text, index);
  const cuts = [label.search(JOINED_DOT), label.search(CAPITAL_DOT)].filter(cut => cut > 0);
  return label.slice(0, Math.min(label.length, ...cuts));
}

function endsInWords(text: string, host: string, end: number): boolean {
  const topLevel = host.slice(host.lastIndexOf('.') + 1);
  return TOP_LEVEL.test(topLevel) && !(WORD.test(topLevel) && /^ \p{L}/u.test(text.slice(end, end + 4)));
}

/** Signs other than the dot, where they are spelled out. */
const OTHER_SIGNS = `underscore|plus|${HYPHEN_NAMES}`;
const LOCAL_SIGNS = `\\s{0,2}(?:${DOT_IN_SIGNS}|[([{]\\s?(?:${OTHER_SIGNS})\\s?[)\\]}])\\s{0,2}`;
/** What stands for a dot in a local part, by how the host's dots are written. */
const LOCAL_DOTS: Readonly<Record<Dots, RegExp>> = {
  plain: new RegExp(LOCAL_SIGNS, 'giu'),
  bracketed: new RegExp(LOCAL_SIGNS, 'giu'),
  spaced: new RegExp(`${LOCAL_SIGNS}|[^\\S\\n]\\.[^\\S\\n](?=[\\p{Ll}\\d])`, 'giu'),
  words: new RegExp(
    `${LOCAL_SIGNS}|\\s{1,3}(?:${DOT}|underscore|${HYPHEN_NAMES})\\s{1,3}|[-_]{1,3}(?:${DOT})[-_]{1,3}`,
    'giu',
  ),
  'left out': new RegExp(LOCAL_SIGNS, 'giu'),
  glued: new RegExp(`${LOCAL_SIGNS}|(?<=\\p{L}{2})dot(?=\\p{L}{2})`, 'giu'),
};

const HYPHENS_NAMED = new RegExp(HYPHEN_NAMES, 'i');

function signOf(spelledOut: string): string {
  if (/plus/i.test(spelledOut)) return '+';
  return /underscore/i.test(spelledOut) ? '_' : HYPHENS_NAMED.test(spelledOut) ? '-' : '.';
}

/** `jane[remove] at example.com`. */
const TRAP_BEHIND = new RegExp(`\\s?[([{]\\s?(?:${TRAP_WORDS})\\s?[)\\]}]$`, 'i');

/** The local part left of a marker, its spelled-out dots made dots: words for them only where the host has such. */
function readLocal(
  text: string,
  markerStart: number,
  floor: number,
  dots: Dots,
  meter: Meter,
): { text: string; start: number } | null {
  const lowest = Math.max(floor, markerStart - LOCAL_WINDOW);
  const window = text.slice(lowest, markerStart);
  const source = window.trimEnd();
  const space = window.slice(source.length);
  if (space.length > 3 && !space.includes('\n')) return null;
  meter.steps += window.length;
  let plain = '';
  const cuts: { at: number; shrunk: number }[] = [];
  let read = 0;
  const pattern = LOCAL_DOTS[dots];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    plain += `${source.slice(read, match.index)}${signOf(match[0])}`;
    read = match.index + match[0].length;
    cuts.push({ at: plain.length, shrunk: match[0].length - 1 });
  }
  plain += source.slice(read).replace(TRAP_BEHIND, '');
  const start = findLocalStart(plain, plain.length, 0, meter);
  if (start === null) return null;
  const shrunk = cuts.reduce((sum, cut) => (cut.at <= start ? sum + cut.shrunk : sum), 0);
  return { text: plain.slice(start), start: lowest + start + shrunk };
}

function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}
