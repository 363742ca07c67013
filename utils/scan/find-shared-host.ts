import { LOCAL_WINDOW } from './budgets.ts';
import type { FoundAddress, Meter } from './find-addresses.ts';
import { findHostEnd } from './find-host.ts';

const NAME = /[\p{L}\p{N}][\p{L}\p{N}._+-]*/gu;
const NAMES = /^\s*[\p{L}\p{N}][\p{L}\p{N}._+-]*(?:\s*[,;|]\s*[\p{L}\p{N}][\p{L}\p{N}._+-]*)+\s*$/u;
const OPENING: Readonly<Record<string, string>> = { '}': '{', ')': '(', ']': '[' };

/**
 * `{jane,john.doe}@example.edu`, as authors of papers share a host: an address for each name between the braces,
 * each at its name. Null where no bracket closes right before the `@`, where it holds one name (`{user}@…` is a
 * template), and where it is part of something (`f(a, b)@x.shape`).
 */
export function addressesAtSharedHost(
  text: string,
  at: number,
  floor: number,
  meter: Meter,
): { readonly addresses: FoundAddress[]; readonly end: number } | null {
  const opens = OPENING[text[at - 1] ?? ''];
  if (opens === undefined) return null;
  const end = findHostEnd(text, at + 1, meter);
  if (end === null) return null;
  const lowest = Math.max(floor, at - LOCAL_WINDOW);
  const window = text.slice(lowest, at);
  const opening = window.lastIndexOf(opens);
  meter.steps += at - lowest;
  const names = window.slice(opening + 1, -1);
  if (opening < 0 || !NAMES.test(names) || /[\p{L}\p{N}_$#%)\]]$/u.test(window.slice(0, opening)))
    return null;
  const host = text.slice(at + 1, end);
  const addresses = [...names.matchAll(NAME)].map((name): FoundAddress => {
    const start = lowest + opening + 1 + name.index;
    return { text: `${name[0]}@${host}`, start, end: start + name[0].length, at, confidence: 'low' };
  });
  return { addresses, end };
}
