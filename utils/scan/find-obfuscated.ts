import { HOST_WINDOW, LOCAL_WINDOW } from './budgets.ts';
import { LETTER_OR_DIGIT } from './characters.ts';
import type { FoundAddress, Meter } from './find-addresses.ts';
import { findHostEnd } from './find-host.ts';
import { findLocalStart } from './find-local.ts';

/**
 * What people write for the `@`: English, German (ät, Klammeraffe), Dutch (apenstaartje), French (arobase),
 * Spanish and Portuguese (arroba), Italian (chiocciola).
 */
const NAMES = 'apen?staart(?:je)?|klammeraffe|affenschwanz|aroba[sz]e?|arrobas?|chiocciola';
const DOT = 'dot|punkt|punt|point|punto|ponto';

/** The names and dots again, for a pattern without the flag `i`, which costs a third of its speed. */
const NAMES_BEGUN =
  '[aA]pen?staart(?:je)?|[kK]lammeraffe|[aA]ffenschwanz|[aA]roba[sz]e?|[aA]rrobas?|[cC]hiocciola|[aA][tT]|[äÄ][tT]|[@＠]';
const DOT_BEGUN = '[dD][oO][tT]|[pP](?:unkt|unto?|oint|onto|UNKT|UNTO?|OINT|ONTO)';

/**
 * The cheap question: whether a text can hold an obfuscated address; no anchors, so what is true of a text is true
 * of any longer one that holds it (a whole block can be asked first). One pass, no backtracking beyond a label;
 * " at " alone is too common to be worth a closer look, so its dot is asked for as well. Measured: 1e5 texts of
 * 25 characters 11 ms, of which asking for an `@` takes 4.
 */
const HINT = new RegExp(
  [
    `[([{]\\s?(?:${NAMES_BEGUN}|a|bij|bei|chez|at[- ]sign)\\s?[)\\]}]`,
    '%40',
    '<\\s?[aA][tT]\\s?>',
    '[-_][aA][tT][-_]',
    `\\s(?:${NAMES_BEGUN}|à)\\s{1,2}[^\\s.,;:()]{1,63}(?:\\.[^\\s.]|\\s?[[({]|\\s(?:${DOT_BEGUN})\\s)`,
  ].join('|'),
);

export function mayHoldObfuscated(text: string): boolean {
  return HINT.test(text);
}

const DOT_HINT = new RegExp(`[[({<]\\s?[.dDpP]|\\s(?:${DOT_BEGUN})\\s|[-_][dD][oO][tT][-_]`);

/** Whether a dot may be spelled out somewhere: one pass that spares a closer look at each `@`. */
export function mayHoldSpelledOutDot(text: string): boolean {
  return DOT_HINT.test(text);
}

/** What stands for an `@`: a word in brackets, the letter a in them, %40, _at_, the sign's name, a bare word, or the sign. */
export type MarkerKind = 'bracketed' | 'single' | 'encoded' | 'joined' | 'named' | 'spaced' | 'sign';

/** The kinds by the groups of AT_OR_MARKER; the sign between two words has none. */
const KINDS: readonly MarkerKind[] = ['bracketed', 'single', 'encoded', 'joined', 'named', 'spaced'];

export function kindOf(match: RegExpExecArray): MarkerKind {
  return KINDS.find((_, group) => match[group + 1] !== undefined) ?? 'sign';
}

/** Whatever may stand for an `@`, and the sign itself. */
export const AT_OR_MARKER = new RegExp(
  [
    '(?<!\\s)[@＠﹫](?!\\s)(?![)\\]}])',
    `([([{]\\s{0,2}(?:at(?:[- ]sign)?|ät|[@＠]|bij|bei|chez|${NAMES})\\s{0,2}[)\\]}]|<\\s?at\\s?>)`,
    '([([{]a[)\\]}])',
    '(%40)',
    '((?<=[\\p{L}\\p{N}]|\\s)[-_]at[-_])',
    `(?<=\\s)(${NAMES}|ät)(?=\\s)`,
    '(?<=\\s)(at|à|[@＠])(?=\\s)',
    '[@＠﹫]',
  ].join('|'),
  'giu',
);

/** Top-level domains that make words into an address; the reserved ones of RFC 2606 and RFC 6761 as well. */
const TOP_LEVEL = new RegExp(
  `^(?:${(
    'com org net edu gov mil int info biz name pro eu uk us ca au nz ie nl be de at ch fr lu es pt it dk se no fi is ' +
    'pl cz sk hu ro bg gr hr si ee lv lt ru ua tr il in cn jp kr tw hk sg my th id vn ph br ar mx cl co pe za ng ke ' +
    'eg io me tv ai app dev cloud online store shop tech agency company consulting email group solutions services ' +
    'frl amsterdam berlin brussels paris london gmbh example test invalid'
  )
    .split(' ')
    .join('|')})$`,
  'i',
);
/** Top-level domains that are words as well: another word behind makes a sentence of them. */
const WORD =
  /^(?:at|be|de|id|in|is|it|me|my|no|us|es|la|point|pro|name|store|shop|group|company|test|example)$/i;

/** Before "at", these tell where something is, not whose mailbox. */
const NO_LOCAL =
  /^(?:look(?:s|ed|ing)?|visit|us|me|you|we|it|him|her|them|shop|buy|order|available|online|found?|find|here|there|more|now|today|tomorrow|is|are|was|were|be|been|based|live|lives|lived|hosted|sold|register(?:ed)?|sign|apply|meet|met|see|seen|read|works?|worked|working|listen|watch|log|login|join|out|jobs?|careers?|team|book|only|and|or|also|check|start|starts|arrive|stay|site|website|page|domain|download|shown|placed|running|run|runs|down|up|back|home|ceo|cto|engineer|developer|manager|director|lunch|dinner|party|talk|talks|event|posted|published|failed|error|deployed|hotel|that|this|not|all|one|everyone|someone|people|staff|employed|employee)$/i;
/** What announces an address, right before it. */
const CUE =
  /(?:[<:(]|\b(?:e-?mail(?:s|ing|adres|adresse)?|mail(?:en|ez|to)?|contact(?:e[rz]|o)?|kontakt|write|writing|schrijf|schreib(?:en sie|t)?|écrivez|courriel|correo|naar|an|to|(?:(?:e-?)?mail|address|adresse?) (?:is|ist|est)))\s*$/iu;
const MAIL_LABEL =
  /(?:<|\b(?:e-?mail(?:adres|-?adresse)?|mail|courriel|correo|contact|kontakt|from|to|cc|von|an|van|aan|de|à)\s*:|mailto:|mail (?:to|naar|an))\s*$/iu;

interface Host {
  readonly text: string;
  readonly end: number;
  /** The most spelled-out of its dots. */
  readonly dots: 'plain' | 'bracketed' | 'words';
}

export interface Marker {
  readonly marker: string;
  readonly kind: MarkerKind;
}

const DOT_AHEAD = new RegExp(
  `[^\\s@<>()[\\]{}]{1,80}?(?:\\s?[[({<]\\s?[.dp]|\\s{1,2}(?:${DOT})\\s|[-_]dot[-_])`,
  'iuy',
);

function isDotAhead(text: string, from: number, meter: Meter): boolean {
  const dots = matchAt(DOT_AHEAD, text, from);
  meter.steps += dots.length + 1;
  return dots !== '';
}

/** The address around what may stand for an `@`, or null. */
export function obfuscatedAround(
  text: string,
  { marker, kind }: Marker,
  position: number,
  floor: number,
  meter: Meter,
): FoundAddress | null {
  // The sign itself between two words: then a dot must be spelled out.
  if (kind === 'sign' && !isDotAhead(text, position + 1, meter)) return null;
  const host = readHost(text, position + marker.length, meter);
  if (host === null) return null;
  const local = readLocal(text, position, floor, host.dots === 'words', meter);
  if (local === null || !LETTER_OR_DIGIT.test(local.text)) return null;
  const { start } = local;
  const { end } = host;
  const around: Around = {
    before: text.slice(Math.max(0, start - 24), start),
    behind: text.slice(end, end + 2),
    local: local.text,
    host,
    marker,
    isTight: /^\S.*\S$/.test(text.slice(position - 1, position + marker.length + 1)),
  };
  return isMeant(kind, around)
    ? { text: `${local.text}@${host.text}`, start, end, at: position, confidence: 'low' }
    : null;
}

interface Around {
  readonly before: string;
  readonly behind: string;
  readonly local: string;
  readonly host: Host;
  readonly marker: string;
  /** Nothing stands between the marker and what is on its two sides. */
  readonly isTight: boolean;
}

function isMeant(kind: MarkerKind, around: Around): boolean {
  const { before, local, host } = around;
  const topLevel = host.text.slice(host.text.lastIndexOf('.') + 1);
  if (/[@＠/\\]$/.test(before) || /^[(=]/.test(around.behind)) return false;
  if (kind === 'bracketed' || kind === 'named') return true;
  if (!TOP_LEVEL.test(topLevel)) return false;
  if (kind === 'encoded') return host.dots === 'plain';
  if (kind === 'single') return /[.\d]/.test(local) || (local.length > 1 && around.isTight);
  if (kind === 'joined') return host.dots !== 'plain';
  // "jane@example[.]com": the sign itself, but not the dot.
  if (kind === 'sign') return around.isTight && host.dots !== 'plain';
  return isMeantInWords(around);
}

/**
 * `jane at example dot com`, `jane AT example.com`, `jane @ example.com`: words of any sentence, so something
 * else must show that an address is meant.
 */
function isMeantInWords({ before, behind, local, host, marker }: Around): boolean {
  // "3 @ 2.50" is a price.
  if (NO_LOCAL.test(local) || /^[\d.,]+$/.test(local)) return false;
  const isAlone = /(?:^|\n)\s*$/.test(before) && /^\s*(?:$|\n)/.test(behind);
  if (host.dots === 'words') {
    const beginsLine =
      /(?:^|\n)\s*$/.test(before) && /^\p{Ll}/u.test(local) && !/^\s?[\p{L}\p{N}]/u.test(behind);
    return marker === 'AT' || /[\d._+-]/.test(local) || isAlone || beginsLine || CUE.test(before);
  }
  if (marker === 'AT') return /^\p{Ll}/u.test(local) && /^[\p{Ll}\d.-]+$/u.test(host.text);
  if (marker === 'à') return false;
  if (MAIL_LABEL.test(before)) return true;
  return isAlone && (/^\p{Ll}/u.test(local) || /[\d._]/.test(local));
}

const LABEL = /[\p{L}\p{M}\p{Nd}](?:[\p{L}\p{M}\p{Nd}-]{0,62})/uy;
const BRACKETED_DOT = new RegExp(
  `\\s{0,2}(?:[([{]\\s?(?:${DOT}|\\.)\\s?[)\\]}]|<\\s?dot\\s?>)\\s{0,2}| \\. (?=[a-z]{2,6}(?![\\p{L} ]))`,
  'iuy',
);
const WORD_DOT = new RegExp(`(?:\\s{1,2}(?:${DOT})\\s{1,2}|\\s?[-_]dot[-_]\\s?)`, 'iuy');
const PLAIN_DOT = /\.(?!\s)/y;
const SPACE = /\s{0,2}/y;

/** Most labels of a host that someone spells out. */
const LABELS = 6;

function readHost(text: string, from: number, meter: Meter): Host | null {
  const labels: { text: string; start: number; dot: Host['dots'] }[] = [];
  let index = from + matchAt(SPACE, text, from).length;
  let dot: Host['dots'] = 'plain';
  while (labels.length < LABELS && index - from < HOST_WINDOW) {
    const label = labelAt(text, index);
    meter.steps += label.length + 1;
    if (label === '') break;
    labels.push({ text: label, start: index, dot });
    index += label.length;
    const bracketed = matchAt(BRACKETED_DOT, text, index);
    const words = bracketed === '' ? matchAt(WORD_DOT, text, index) : '';
    const separator = bracketed || words || matchAt(PLAIN_DOT, text, index);
    if (separator === '') break;
    dot = bracketed !== '' ? 'bracketed' : words !== '' ? 'words' : 'plain';
    index += separator.length;
  }
  for (let count = labels.length; count >= 2; count--) {
    const taken = labels.slice(0, count);
    const last = taken.at(-1);
    if (!last) break;
    const joined = taken.map(label => label.text).join('.');
    const length = findHostEnd(joined, 0, meter);
    const lengthOfLast = length === null ? 0 : length - (joined.length - last.text.length);
    if (lengthOfLast <= 0 || length === null) continue;
    const end = last.start + lengthOfLast;
    if (last.dot === 'words' && !endsInWords(text, joined.slice(0, length), end)) continue;
    const dots = taken.slice(1).map(label => label.dot);
    return {
      text: joined.slice(0, length),
      end,
      dots: dots.includes('words') ? 'words' : dots.includes('bracketed') ? 'bracketed' : 'plain',
    };
  }
  return null;
}

/** `acme_dot_com` is one run for the label's pattern of `-`: it is cut where `-dot-` begins. */
function labelAt(text: string, index: number): string {
  const label = matchAt(LABEL, text, index);
  const cut = label.search(/-dot-|-+$/i);
  return cut > 0 ? label.slice(0, cut) : label;
}

function endsInWords(text: string, host: string, end: number): boolean {
  const topLevel = host.slice(host.lastIndexOf('.') + 1);
  return TOP_LEVEL.test(topLevel) && !(WORD.test(topLevel) && /^ \p{L}/u.test(text.slice(end, end + 4)));
}

const LOCAL_DOT = /\s{0,2}[([{]\s?(?:dot|punkt|punt|point|punto|ponto|\.)\s?[)\]}]\s{0,2}/giu;
const LOCAL_DOT_OR_WORD =
  /\s{0,2}[([{]\s?(?:dot|punkt|punt|point|punto|ponto|\.)\s?[)\]}]\s{0,2}|\s{1,2}(?:dot|punkt|punt|point|punto|ponto)\s{1,2}|[-_]dot[-_]/giu;

/** The local part left of a marker, its spelled-out dots made dots: words for them only where the host has such. */
function readLocal(
  text: string,
  markerStart: number,
  floor: number,
  words: boolean,
  meter: Meter,
): { text: string; start: number } | null {
  const lowest = Math.max(floor, markerStart - LOCAL_WINDOW);
  const window = text.slice(lowest, markerStart);
  const space = /\s{0,2}$/.exec(window)?.[0].length ?? 0;
  const source = window.slice(0, window.length - space);
  meter.steps += source.length;
  let plain = '';
  const cuts: { at: number; shrunk: number }[] = [];
  let read = 0;
  for (const match of source.matchAll(words ? LOCAL_DOT_OR_WORD : LOCAL_DOT)) {
    plain += `${source.slice(read, match.index)}.`;
    read = match.index + match[0].length;
    cuts.push({ at: plain.length, shrunk: match[0].length - 1 });
  }
  plain += source.slice(read);
  const start = findLocalStart(plain, plain.length, 0, meter);
  if (start === null) return null;
  const shrunk = cuts.reduce((sum, cut) => (cut.at <= start ? sum + cut.shrunk : sum), 0);
  return { text: plain.slice(start), start: lowest + start + shrunk };
}

function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}
