import { LOCAL_WINDOW } from './budgets.ts';
import type { Meter } from './find-addresses.ts';
import { findLocalStart } from './find-local.ts';
import type { Dots } from './spelled-out-meaning.ts';
import { DOT, DOT_IN_SIGNS, HYPHEN_NAMES, TRAP_WORDS } from './spelled-out-words.ts';

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
export function readLocal(
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
