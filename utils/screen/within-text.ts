import { canonicalForms } from '../identifier/versions.ts';
import { createAddressFinder } from '../scan/find-addresses.ts';
import type { NamedText } from './named-in-cell.ts';

/** Most addresses: nothing stands around them. */
const BARE = /^[\p{L}\p{N}_][^\s()<>[\]{}:;,\\"'@]*@[\p{L}\p{N}.-]*[\p{L}\p{N}]$/u;

const find = createAddressFinder(() => null);

/**
 * What is looked up of a text that was taken for an address: itself, and the addresses in it where more stands there than
 * one, such as `ann@example.org (work)` or `{ann@example.org`. A row too many is left out only if one of them is listed.
 */
export function withinText(named: NamedText): readonly NamedText[] {
  const { kind, text } = named;
  if (kind !== 'email' || BARE.test(text)) return [named];
  const within = find(text)
    .map((found): NamedText => ({ kind, text: found.text }))
    .filter(found => found.text !== text);
  if (within.length === 0) return [named];
  return canonicalForms(kind, text).some(form => form.ok) ? [named, ...within] : within;
}
