import { HOST_WINDOW } from './budgets.ts';
import { isAsciiHost, isDot, isHostCharacter, isInvisible } from './characters.ts';
import type { Meter } from './find-addresses.ts';

interface Label {
  readonly start: number;
  readonly end: number;
  /** The full stop in front of it; empty for the first. */
  readonly dot: string;
}

/**
 * Where the host that begins at `from` ends, or null if none does: at least two labels, the last of them a
 * plausible top-level domain. Cuts off what running text glues to it ("example.com.Please", "example.com谢谢").
 */
export function findHostEnd(text: string, from: number, meter: Meter): number | null {
  const labels = labelsFrom(text, from, meter);
  if (labels === null) return null;
  const host = text.slice(from, labels.at(-1)?.end ?? from);
  if (isVersion(host) || isFileName(host)) return null;
  for (let count = sentenceEnd(text, labels); count >= 2; count--) {
    const last = labels[count - 1];
    if (!last) return null;
    const lengthOfLast = topLevelLength(text.slice(last.start, last.end));
    if (lengthOfLast > 0) return withoutTrailingInvisible(text, last.start + lengthOfLast);
  }
  return null;
}

/** The labels up to the first empty one; null where there are fewer than two, too many characters, or another `@`. */
function labelsFrom(text: string, from: number, meter: Meter): Label[] | null {
  if (runsIntoSign(text, from, meter)) return null;
  const labels: Label[] = [];
  let start = from;
  let dot = '';
  let index = from;
  for (;;) {
    meter.steps++;
    if (index - from > HOST_WINDOW) return null;
    if (isAsciiHost(text.charCodeAt(index))) {
      index++;
      continue;
    }
    const character = characterAt(text, index);
    if (character !== '' && isHostCharacter(character)) {
      index += character.length;
      continue;
    }
    if (index > start) labels.push({ start, end: index, dot });
    if (!isDot(character) || index === start) {
      const runsIntoNext = character === '@' || character === '＠' || character === '﹫';
      return labels.length < 2 || runsIntoNext || /^[-－]/.test(text[from] ?? '') ? null : labels;
    }
    dot = character;
    start = index + 1;
    index = start;
  }
}

const DOT = 46;
const SIGN = 64;

/** `a@b.c@d`, told by a look at plain characters alone: nobody can say what belongs to what. */
function runsIntoSign(text: string, from: number, meter: Meter): boolean {
  let before = 0;
  for (let index = from; index - from <= HOST_WINDOW; index++) {
    meter.steps++;
    const unit = text.charCodeAt(index);
    if (unit === SIGN) return true;
    if (unit === DOT ? before === DOT : !isAsciiHost(unit)) return false;
    before = unit;
  }
  return true;
}

/** `pkg@1.2.3-rc.one`: three numbers in a row begin a version. */
function isVersion(host: string): boolean {
  return /^v?\d+\.\d+\.\d+/i.test(host);
}

/** Endings of names of files and of units of systemd, none of them a public suffix (checked against the Public Suffix List, November 2026). */
const FILE_ENDING =
  /\.(?:png|jpe?g|gif|webp|avif|svg|ico|bmp|tiff?|css|scss|less|js|mjs|cjs|jsx|ts|tsx|json|xml|ya?ml|html?|php|txt|pdf|docx?|xlsx?|pptx?|csv|woff2?|ttf|otf|eot|mp[34]|wav|exe|dll|jar|gz|lock|log|wasm|rb|go|cpp|hpp|cs|vue|svelte|sql|tgz|rar|7z|bat|ini|cfg|conf|bak|tmp|psd|heic|flac|ogg|webm|mkv|avi|dmg|deb|rpm|apk|ics|vcf|eml|service|socket|timer|mount)$/i;

/** `icon@2x.png`, `chunk@main.js`. */
function isFileName(host: string): boolean {
  return FILE_ENDING.test(host) || /^\d+(?:\.\d+)?x\./i.test(host);
}

/**
 * How many labels belong to the host, where a sentence goes on after a full stop without a space:
 * "example.com.Please" (one last word with a capital after a short domain in small letters; not
 * "example.GOV.AU", "eng.Example.COM" or "example.De"), "example.com。谢谢" (another kind of full stop).
 */
function sentenceEnd(text: string, labels: readonly Label[]): number {
  for (let index = 2; index < labels.length; index++) {
    const label = labels[index];
    const before = labels[index - 1];
    if (!label || !before) break;
    if (label.dot !== before.dot) return index;
    const isLast = index === labels.length - 1;
    const beginsSentence = isLast && /^\p{Lu}\p{Ll}+$/u.test(text.slice(label.start, label.end));
    if (beginsSentence && /^\p{Ll}{2,4}$/u.test(text.slice(before.start, before.end))) return index;
  }
  return labels.length;
}

const CAMEL = /^\p{Ll}{2,}(?=\p{Lu}\p{Ll})/u;
const LATIN = /^(?:xn--[a-z0-9-]{2,59}|[\p{sc=Latin}\p{M}\u00ad\u200b-\u200f\u2060\ufeff]{2,63})/iu;
const OTHER = /^(?!\p{Nd})(?:[\p{L}\p{M}\p{Nd}\u2060\ufeff]|\u200c|\u200d){2,63}/u;

/**
 * Length of the top-level domain that a label begins with, 0 if it can't be one. Latin letters end at a digit
 * (a footnote's), a hyphen, another script ("com谢谢") or at a capital after small ones ("comTel").
 */
function topLevelLength(label: string): number {
  const match = CAMEL.exec(label) ?? LATIN.exec(label) ?? OTHER.exec(label);
  return match?.[0].length ?? 0;
}

function withoutTrailingInvisible(text: string, end: number): number {
  let index = end;
  while (index > 0 && isInvisible(text[index - 1] ?? '')) index--;
  return index;
}

function characterAt(text: string, index: number): string {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff ? text.slice(index, index + 2) : (text[index] ?? '');
}
