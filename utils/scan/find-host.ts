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
  if (isVersion(host) || isFileName(host) || /^localhost\./i.test(host)) return null;
  const isGlued = SITE.test(host);
  for (let count = isGlued ? lastLabel(text, labels) : sentenceEnd(text, labels); count >= 2; count--) {
    const last = labels[count - 1];
    if (!last) return null;
    const lengthOfLast = topLevelLength(text, last, isGlued);
    if (lengthOfLast === 0) continue;
    const end = last.start + lengthOfLast;
    return isNameInCode(host, text.slice(last.start, end), text.slice(end, end + 1))
      ? null
      : withoutTrailingInvisible(text, end);
  }
  return null;
}

/** An ending that few hosts of mailboxes have: a digit or a bracket glued to another is a footnote or a remark. */
const RARE_ENDING = /^(?!(?:..|com|net|org|edu|gov|info|app|dev|shop|email|test|example)$)[a-z]+$/i;

/** `file@us.conn1`, `a@b.reshape(3)`, `ndcg@10.mean`: by what is glued to such an ending, or begins the host. */
function isNameInCode(host: string, ending: string, behind: string): boolean {
  return (/^[\d(]/.test(behind) || /^[\d.]+\./.test(host)) && RARE_ENDING.test(ending);
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

/** `pkg@1.2.3-rc.one`, `pkg@2.0-beta.final`, `pkg@4.x.dev`: numbers in a row begin a version; `home@2026-11-03.daily`: or a date. */
function isVersion(host: string): boolean {
  return /^(?:v?\d+\.(?:\d+\.(?:\d|x\b)|x\b|\d+-(?:alpha|beta|rc|dev|next|pre|canary|snapshot))|\d{4}-\d\d-\d\d\b)/i.test(
    host,
  );
}

/** Endings of names of files, of units of systemd, and of what source code has behind a dot (`type@Schema.column`), none of them a public suffix (checked against the Public Suffix List, November 2026). */
const FILE_ENDINGS: ReadonlySet<string> = new Set(
  (
    'png jpg jpeg gif webp avif svg svgz ico bmp tif tiff psd heic css scss sass less styl js mjs cjs jsx ts mts cts ' +
    'tsx json jsonl xml yaml yml toml htm html php vue svelte mdx txt rst tex bib pdf doc docx xls xlsx ppt pptx odt ods ' +
    'odp rtf epub csv tsv woff woff2 ttf otf eot mp3 mp4 m4a m4v wav aac flac ogg opus wma wmv webm mkv avi mpg mpeg vtt ' +
    'srt exe msi dll dmg deb rpm apk jar war whl iso img bin wasm gz tgz tbz txz bz2 rar 7z bat ini cfg conf lock log bak ' +
    'tmp swp orig rej patch diff plist rb go cpp cxx cs hpp kt kts lua scala dart gradle ipynb sql sqlite db dat proto ' +
    'utf-8 el properties column field table method ' +
    'po pot ics vcf eml pem crt cer csr p12 pfx asc sig gpg service socket timer mount slice scope path automount'
  ).split(' '),
);

/** `icon@2x.png`, `chunk@main.js`. */
export function isFileName(host: string): boolean {
  return (
    FILE_ENDINGS.has(host.slice(host.lastIndexOf('.') + 1).toLowerCase()) || /^\d+(?:\.\d+)?x\./i.test(host)
  );
}

/** How many labels belong to the host, where a site's name was glued to it. */
function lastLabel(text: string, labels: readonly Label[]): number {
  const glued = labels.findIndex(
    (label, index) => index > 0 && GLUED_SITE.test(text.slice(label.start, label.end)),
  );
  return Math.min(
    sentenceEnd(text, labels),
    glued > 0 && glued < labels.length - 1 ? glued + 1 : labels.length,
  );
}

/** "example.comwww.example.com", "example.comhttps://": two columns of contact data without a space. */
const SITE = /www|https?$/i;
const GLUED_SITE = /(?<=^[a-z]{2,6})www$/i;
const GLUED_SCHEME = /(?<=^[a-z]{2,6})https?$/i;

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

const CAMEL = /^\p{Ll}{2,}(?=\p{Lu}{2}|\p{Lu}\p{Ll})/u;
const LATIN = /^(?:xn--[a-z0-9-]{2,59}|[\p{sc=Latin}\p{M}\u00ad\u200b-\u200f\u2060\ufeff]{2,63})/iu;
const OTHER = /^(?!\p{Nd})(?:[\p{L}\p{M}\p{Nd}\u2060\ufeff]|\u200c|\u200d){2,63}/u;

/**
 * Length of the top-level domain that a label begins with, 0 if it can't be one. Latin letters end at a digit
 * (a footnote's), a hyphen, another script ("com谢谢"), at capitals after small ones ("comTel", "nlKVK"), before a
 * site's "www." or "https:", and before the E of Perl's `E<gt>`.
 */
function topLevelLength(text: string, { start, end }: Label, isGlued: boolean): number {
  const label = text.slice(start, end);
  const match = CAMEL.exec(label) ?? LATIN.exec(label) ?? OTHER.exec(label);
  const length = match?.[0].length ?? 0;
  if (text[end] === '<' && /^\p{Ll}{2,}E$/u.test(label)) return length - 1;
  if (!isGlued) return length;
  const site = GLUED_SITE.exec(label) ?? (text[end] === ':' ? GLUED_SCHEME.exec(label) : null);
  return site ? site.index : length;
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
