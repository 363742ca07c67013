import { HOST_WINDOW } from './budgets.ts';
import type { Meter } from './find-addresses.ts';
import { findHostEnd } from './find-host.ts';
import { MAILERS } from './spelled-out-hints.ts';
import type { Dots } from './spelled-out-meaning.ts';
import { COMMON, DOT, DOT_IN_SIGNS, HYPHEN_NAMES, TOP_LEVEL, WORD } from './spelled-out-words.ts';

/** A host as it is meant, and where its spelling ends. */
export interface SpelledOutHost {
  readonly text: string;
  readonly end: number;
  readonly dots: Dots;
}

const HYPHEN = `(?: (?:${HYPHEN_NAMES}) | ?[([{](?:${HYPHEN_NAMES})[)\\]}] ?)(?=[\\p{L}\\p{Nd}])`;
const HYPHENS = new RegExp(HYPHEN, 'giu');
const LABEL = new RegExp(
  `[\\p{L}\\p{M}\\p{Nd}](?:[\\p{L}\\p{M}\\p{Nd}-]{0,62})(?:${HYPHEN}[\\p{L}\\p{Nd}]{1,63}){0,3}`,
  'iuy',
);
/** Also over a line break of the source, which a page shows as a space. */
const GAP = '(?:[^\\S\\n]{0,3}(?:\\n\\s{0,40})?)';
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

/** The host spelled out from a position on; null where there is none. */
export function readHost(text: string, from: number, meter: Meter): SpelledOutHost | null {
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

export function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}
