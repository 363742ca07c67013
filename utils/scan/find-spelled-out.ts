import { LOCAL_WINDOW } from './budgets.ts';
import { LETTER_OR_DIGIT } from './characters.ts';
import type { FoundAddress, Meter, SpelledOut, SpelledOutMarker } from './find-addresses.ts';
import { isIdByForm } from './not-an-address.ts';
import { matchAt, readHost } from './spelled-out-host.ts';
import { readLocal } from './spelled-out-local.ts';
import { markers } from './spelled-out-markers.ts';
import { type Dots, isMeant, type MarkerKind } from './spelled-out-meaning.ts';
import { COMMON, DOT } from './spelled-out-words.ts';

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
  const dots = dotsBefore(kind, text, position, host.dots);
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
 * How dots are written before a host of plain or bracketed ones: `jane dot doe at example.com`, `jane underscore doe
 * at …` (only of bare words, since "point" and others stand before brackets as well), `jane dot doe (at) example (dot)
 * com`, `jane(dot)doe@example.com`.
 */
function dotsBefore(kind: MarkerKind, text: string, position: number, behind: Dots): Dots {
  if (behind !== 'plain' && behind !== 'bracketed') return behind;
  if (kind === 'sign' && behind === 'plain') return isDotBehind(text, position) ? 'bracketed' : 'plain';
  if (kind !== 'spaced' && kind !== 'named' && kind !== 'bracketed') return behind;
  const before = text.slice(Math.max(0, position - LOCAL_WINDOW), position);
  return / (?:dot|underscore|dash) [^\s.,;]+\s+$/i.test(before) ? 'words' : behind;
}
