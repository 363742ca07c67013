import { LOCAL_WINDOW } from './budgets.ts';
import type { FoundAddress, Meter } from './find-addresses.ts';
import { findHostEnd } from './find-host.ts';

const NAME = /[\p{L}\p{N}][\p{L}\p{N}._+-]*/gu;

/**
 * `{jane,john.doe}@example.edu`, as authors of papers share a host: an address for each name between the braces,
 * each at its name. Empty where no brace closes right before the `@`.
 */
export function addressesAtSharedHost(
  text: string,
  at: number,
  floor: number,
  meter: Meter,
): { readonly addresses: FoundAddress[]; readonly end: number } | null {
  if (text[at - 1] !== '}') return null;
  const end = findHostEnd(text, at + 1, meter);
  if (end === null) return null;
  const lowest = Math.max(floor, at - LOCAL_WINDOW);
  const opening = text.slice(lowest, at).lastIndexOf('{');
  meter.steps += at - lowest;
  const names = text.slice(lowest + opening + 1, at - 1);
  if (opening < 0 || !/^[\p{L}\p{N}._+\-,;|\s]+$/u.test(names)) return null;
  const host = text.slice(at + 1, end);
  const addresses = [...names.matchAll(NAME)].map((name): FoundAddress => {
    const start = lowest + opening + 1 + name.index;
    return { text: `${name[0]}@${host}`, start, end: start + name[0].length, at, confidence: 'low' };
  });
  return { addresses, end };
}
