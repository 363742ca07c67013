import { VALUE_CHARACTERS } from './budgets.ts';
import type { FindAddresses } from './find-addresses.ts';

const MAILTO = /^\s*mailto:/i;

/**
 * The addresses that a `mailto:` link writes to (path, and the header fields to, cc and bcc; RFC 6068), percent
 * decoded, in order. Empty for any other link.
 *
 * @example addressesOfMailto('mailto:a@example.com?cc=b%40example.com', findAddresses) // ['a@example.com', 'b@example.com']
 */
export function addressesOfMailto(href: string, find: FindAddresses): string[] {
  if (!MAILTO.test(href) || href.length > VALUE_CHARACTERS) return [];
  const [path = '', query = ''] = href.replace(MAILTO, '').split(/\?(.*)/s);
  const fields = [path];
  for (const field of query.split(/&(?:amp;)?/)) {
    const [name = '', value = ''] = field.split(/=(.*)/s);
    if (/^(?:to|cc|bcc)$/i.test(name)) fields.push(value);
  }
  return fields.flatMap(field => find(percentDecoded(field)).map(address => address.text));
}

/** Pages write stray percent signs: what can't be decoded is read as it stands. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%40/g, '@');
  }
}
