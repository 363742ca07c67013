import { createAddressFinder } from '../scan/find-addresses.ts';
import { MAX_TEXT_LENGTH } from './protocol.ts';

/** Spelled-out addresses aren't looked for: somebody selected this to be read as it stands. */
const findAddresses = createAddressFinder(() => null);

/** What of a selection is to be checked: the first address in it, else all of it, which may be a number or a profile. */
export function textToCheck(selection: string): string {
  const text = selection.slice(0, MAX_TEXT_LENGTH);
  return findAddresses(text)[0]?.text ?? text.trim();
}
