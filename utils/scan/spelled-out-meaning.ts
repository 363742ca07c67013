import { isFileName } from './find-host.ts';
import {
  CUE,
  MAIL_HOST,
  MAIL_LABEL,
  MAILBOX_OR_WORD,
  NO_LOCAL,
  NUMBERED,
  TOP_LEVEL,
} from './spelled-out-words.ts';

/**
 * What stands for an `@`: a word in brackets, the letter a in them, its code (`&#64;`, `%40`, Perl's `\@`), a word between other
 * signs (`"at"`, `_at_`), the sign's name, a bare word, the sign with a space on one side, a word glued to both, or the sign
 * itself.
 */
export type MarkerKind =
  | 'bracketed'
  | 'single'
  | 'code'
  | 'encoded'
  | 'set off'
  | 'joined'
  | 'named'
  | 'spaced'
  | 'half spaced'
  | 'glued'
  | 'sign';

/** How the dots of a host are written; the most spelled-out of them. */
export type Dots = 'plain' | 'bracketed' | 'spaced' | 'words' | 'glued' | 'left out';

/** An address that is spelled out, and what it stands in. */
export interface Candidate {
  readonly kind: MarkerKind;
  readonly marker: string;
  readonly local: string;
  readonly host: string;
  readonly dots: Dots;
  readonly before: string;
  readonly behind: string;
  /** Nothing stands between the marker and what is on its two sides. */
  readonly isTight: boolean;
  readonly isSpaceBehind: boolean;
}

/** Whether an address is meant, and not a sentence, a path or source code. */
export function isMeant(candidate: Candidate): boolean {
  const { kind, marker, before, behind, local, host, dots, isTight } = candidate;
  const isKnown = TOP_LEVEL.test(host.slice(host.lastIndexOf('.') + 1));
  // What follows is the local part of another address: "a@b . c2@example.com".
  if (/[@＠\\]$/.test(before) || /^(?:[\w.+-]*[@＠]|[(=[])/.test(behind)) return false;
  // "lunch @ 12.30", "call (at) 9.am"
  if (/^\d{1,2}\.[ap]m$/i.test(host)) return false;
  if (kind === 'encoded') return isKnown && isTight && dots === 'plain' && !before.endsWith('$');
  if (/(?<!mailto:\/)\/$/i.test(before)) return false;
  // "replace (at) and (dot) by their signs"
  if (!isTight && ABOUT_SIGNS.test(host)) return false;
  // "an at sign" is no more than words.
  if (kind === 'code' || (kind === 'named' && (dots !== 'plain' || !/^at/i.test(marker)))) return true;
  if (kind === 'bracketed') return isKnown || !isCode(candidate);
  if (!isKnown && wrapperOf(candidate) !== '<') return false;
  if (dots === 'left out' && !isMeantWithoutEnding(candidate)) return false;
  if (kind === 'glued') return local.length > 1;
  if (kind === 'single') return isMeantByLetter(candidate);
  if (kind === 'half spaced') return isMeantHalfSpaced(candidate);
  // "jane@example[.]com": the sign itself, but not the dot.
  if (kind === 'sign') return isTight && dots !== 'plain';
  if (kind === 'set off') return dots !== 'plain' || !(BETWEEN.test(marker) || NO_LOCAL.test(local));
  if (kind === 'joined') return dots !== 'plain' || isMeantJoined(candidate);
  return isMeantInWords(candidate);
}

/** Signs of paths, hosts and code. */
const BETWEEN = /^[/+.:]/;

const ABOUT_SIGNS = /^(?:and|or|then|with|und|oder|en|of|et|ou|y|o|e)\./i;

/** `if (at) range.setStart()`, `list.insert(at)node.parent`: a dot spelled out is in no source code. */
function isCode({ host, dots, behind, marker, local, isTight }: Candidate): boolean {
  const isCountry = /\.(?:[a-z]{2}|xn--[\w-]+|[^a-z]*[^\x20-\x7e].*)$/i.test(host);
  if (dots !== 'plain' || isCountry) return false;
  return (
    NO_LOCAL.test(local) ||
    /^\p{L}/u.test(behind) ||
    (isTight && marker.startsWith('(') && (local.includes('.') || /^\s?[^\s.,;:!?)\]>]/.test(behind)))
  );
}

/** `jane at gmail`: more than a word of a sentence has to tell. */
function isMeantWithoutEnding(candidate: Candidate): boolean {
  const { before, local } = candidate;
  return (
    !NO_LOCAL.test(local) &&
    (wrapperOf(candidate) !== null || /[\d._]/.test(local) || CUE.test(before) || MAIL_LABEL.test(before))
  );
}

/** `jane.doe (a) example.com`, `jane(a)example.com`, and no point of a list. */
function isMeantByLetter(candidate: Candidate): boolean {
  const { before, local, host, dots, isTight } = candidate;
  if (/[.\d]/.test(local) || (local.length > 1 && isTight)) return true;
  if (NUMBERED.test(local) || NO_LOCAL.test(local)) return false;
  return (
    dots !== 'plain' ||
    MAIL_HOST.test(host) ||
    MAIL_LABEL.test(before) ||
    wrapperOf(candidate) === '<' ||
    (isAlone(candidate) && /^\p{Ll}/u.test(local))
  );
}

/** `jane@ example.com`; `jane @example.com`, which is how a name and a handle stand as well. */
function isMeantHalfSpaced(candidate: Candidate): boolean {
  const { before, local, host, dots, isSpaceBehind } = candidate;
  if (/^[\d.,]+$/.test(local) || NO_LOCAL.test(local)) return false;
  if (isSpaceBehind || dots !== 'plain' || MAIL_HOST.test(host)) return true;
  if (host.toLowerCase().startsWith(`${local.toLowerCase()}.`) || /\.social$/i.test(host)) return false;
  return (
    MAIL_LABEL.test(before) || wrapperOf(candidate) === '<' || (isAlone(candidate) && /^\p{Ll}/u.test(local))
  );
}

const USUAL_ENDING = /\.(?:com|org|net|edu|de|nl|fr|be|at|ch|eu|uk|test)$/i;

/** Between spaces, or a sentence's end: no part of a path, a call or a longer name. */
function isFree({ before, behind, marker }: Candidate): boolean {
  return marker.includes('_') && /(?:^|\s)$/.test(before) && /^[.,;!?)]?(?:\s|$)/.test(behind);
}

/** `<jane-at-example.com>`, `jane _at_ example.com`: a host name may hold "-at-", a name "_at_". */
function isMeantJoined(candidate: Candidate): boolean {
  const { before, local, host, marker, isTight } = candidate;
  const wraps = wrapperOf(candidate);
  return (
    !isTight ||
    !/^[-_]+at/i.test(marker) ||
    wraps === '<' ||
    wraps === '[' ||
    /^(?:__|--)/.test(marker) ||
    (wraps === '(' && (/[.\d]/.test(local) || marker.includes('_'))) ||
    (!NO_LOCAL.test(local) && (MAIL_HOST.test(host) || (isFree(candidate) && USUAL_ENDING.test(host)))) ||
    MAIL_LABEL.test(before)
  );
}

/**
 * `jane at example dot com`, `jane AT example.com`, `jane @ example.com`: words of any sentence, so something
 * else must show that an address is meant.
 */
function isMeantInWords(candidate: Candidate): boolean {
  const { local, host, dots, marker } = candidate;
  if (wrapperOf(candidate) === '<' && !isByLetters(candidate)) return true;
  // "3 @ 2.50" is a price.
  if (/^[\d.,]+$/.test(local) || isByLetters(candidate)) return false;
  if (NO_LOCAL.test(local) && (dots === 'plain' || !MAILBOX_OR_WORD.test(local))) return false;
  if (MAIL_HOST.test(host) && /^(?:at|[@＠])$/i.test(marker) && /^[\w.+-]+$/.test(local)) return true;
  return dots === 'plain' ? isMeantWithDots(candidate) : isMeantWithoutDots(candidate);
}

/** "j a n e at", "j-a-n-e at": such a name can't be put together with certainty. */
function isByLetters({ before, local }: Candidate): boolean {
  return /^(?:\p{L}-){3,}\p{L}$/u.test(local) || (local.length === 1 && /(?:^|[\s<(])\p{L} $/u.test(before));
}

/** A first and a last name, or more. */
const NAME_BEFORE = /\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+,? $/u;

/**
 * `Jane Doe jdoe at example.com`, `jdoe at example.com (Jane Doe)`: a name beside it is a part of the local part; in
 * small letters before a comma and spelled-out dots (`jane doe, jdoe at example dot com`).
 */
function isNamedAfter({ before, behind, local, dots }: Candidate): boolean {
  const beside = `${before}${/^ \(([\p{L} .'-]+)\)/u.exec(behind)?.[1] ?? ''}`;
  const isSmall = dots !== 'plain' && /[,|(] ?$/.test(before);
  const names = beside.match(isSmall ? /\p{L}{3,}/gu : /(?<!\p{L})\p{Lu}\p{L}{2,}/gu) ?? [];
  return /^\p{Ll}/u.test(local) && names.some(name => local.includes(name.toLowerCase()));
}

/** The line that begins a message in an mbox file, as Mailman writes it: `From jane at example.com  Tue Nov  3 10:15:00 2026`. */
function isEnvelope({ before, behind }: Candidate): boolean {
  return /(?:^|\n)From $/.test(before) && /^ {1,3}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /.test(behind);
}

/** What one writes to somebody for: `jane at example dot com for details`. */
const PURPOSE = /^ (?:for|if|to|with|about|when|on|für|wenn|bei|voor|als|met|over|pour|si|para|con)\b/;

function isMeantWithoutDots(candidate: Candidate): boolean {
  const { before, behind, local, dots, marker } = candidate;
  const beginsLine =
    LINE_BEGINS.test(before) &&
    /^\p{Ll}/u.test(local) &&
    (!/^\s?[\p{L}\p{N}]/u.test(behind) || PURPOSE.test(behind));
  return (
    marker === 'AT' ||
    (dots === 'spaced' && /^[@＠]$/.test(marker)) ||
    /[\d._+-]/.test(local) ||
    isAlone(candidate) ||
    beginsLine ||
    (/^\p{Ll}/u.test(local) && NAME_BEFORE.test(before)) ||
    CUE.test(before) ||
    MAIL_LABEL.test(before) ||
    isNamedAfter(candidate) ||
    ARROW.test(before) ||
    (/[?!] $/.test(before) && !/^\s?[\p{L}\p{N}]/u.test(behind))
  );
}

function isMeantWithDots(candidate: Candidate): boolean {
  const { before, behind, local, host, marker } = candidate;
  const isPlain = /^(?:at|[@＠])$/i.test(marker);
  if (!isPlain || isNameOfSomething(local)) return false;
  if (
    marker === 'AT' &&
    /^[\p{Ll}\d.-]+$/u.test(host) &&
    (/^\p{Ll}/u.test(local) || isNamedLikeMailbox(local))
  )
    return true;
  if (MAIL_LABEL.test(before) || isNamedLikeMailbox(local)) return true;
  if (/\be-?mail(?:ing)? $/i.test(before) && /^\p{Ll}/u.test(local) && host === host.toLowerCase())
    return true;
  if ((/\d$/.test(local) && CUE.test(before)) || isNamedAfter(candidate) || isEnvelope(candidate))
    return true;
  if (/^,? (?:wrote|writes|schrieb|schreef|a écrit)\b/.test(behind)) return true;
  const wraps = wrapperOf(candidate);
  if (wraps === '[' || (wraps === '(' && (/^[@＠]$/.test(marker) || /\p{Lu}\p{Ll}+ \(\s?$/u.test(before))))
    return true;
  return isAlone(candidate) && (/^\p{Ll}/u.test(local) || /[\d._]/.test(local));
}

/** The beginning of a line, of a comment in source code, of a list's item, or of a column. */
const LINE_BEGINS = /(?:^|\n)[^\S\n]*(?:[*#/;%>|•·-]{1,3}\s+)?$|\t[^\S\n]*$|[^\S\n]{3}$/;
const LINE_ENDS = /^[^\S\n]*[.*|]?[^\S\n]*(?:$|\n)/;
const ARROW = /(?:->|=>|→|=)\s*$/;

const QUOTED = /^(?:""|''|``|“”|„“|«»|><)$/;

function isAlone({ before, behind }: Candidate): boolean {
  const quotes = before.slice(-1) + behind.slice(0, 1);
  return (LINE_BEGINS.test(before) && LINE_ENDS.test(behind)) || QUOTED.test(quotes);
}

/** The bracket that opens right before and closes right behind. */
function wrapperOf({ before, behind }: Candidate): string | null {
  const opening = /([<([])\s?["'`]?$/.exec(before)?.[1];
  const closing = /^["'`]?\s?([>)\]])/.exec(behind)?.[1];
  return opening && closing && `${opening}${closing}`.match(/^(?:<>|\(\)|\[\])$/) ? opening : null;
}

/** `jane.doe`, `j_doe2`: no word, nor "e.g." */
function isNamedLikeMailbox(local: string): boolean {
  return /^\p{L}[\p{L}\d]*(?:[._][\p{L}\d]+)*[._]\p{L}{3,}\d*$/u.test(local);
}

/** "node.js", "example.com": these are at places. */
function isNameOfSomething(local: string): boolean {
  return (
    local.includes('.') && (isFileName(local) || TOP_LEVEL.test(local.slice(local.lastIndexOf('.') + 1)))
  );
}
