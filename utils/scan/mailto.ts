import { VALUE_CHARACTERS } from './budgets.ts';
import { createAddressFinder, type FindAddresses } from './find-addresses.ts';
import { percentDecoded } from './percent-decoded.ts';

const MAILTO = /^\s*mailto:/i;
const FIELD = /^(?:to|cc|bcc)$/;

interface MailtoAddress {
  readonly field: 'to' | 'cc' | 'bcc';
  readonly address: string;
}

/**
 * The addresses that a `mailto:` link writes to (path, and the header fields to, cc and bcc; RFC 6068), percent
 * decoded, in order. Empty for any other link.
 *
 * @example addressesOfMailto('mailto:a@example.com?cc=b%40example.com', findAddresses) // ['a@example.com', 'b@example.com']
 */
export function addressesOfMailto(href: string, find: FindAddresses): string[] {
  return fieldsOf(href).flatMap(([, text]) => find(text).map(address => address.text));
}

/** The same with the field that each stands in; spelled-out ones aren't looked for. */
export function addressesByField(href: string): MailtoAddress[] {
  const find = createAddressFinder(() => null);
  return fieldsOf(href).flatMap(([field, text]) =>
    find(text).map(({ text: address }) => ({ field, address })),
  );
}

function fieldsOf(href: string): [MailtoAddress['field'], string][] {
  if (!MAILTO.test(href) || href.length > VALUE_CHARACTERS) return [];
  const [path = '', query = ''] = href.replace(MAILTO, '').split(/\?(.*)/s);
  const fields: [MailtoAddress['field'], string][] = [['to', percentDecoded(path)]];
  for (const part of query.split(/&(?:amp;)?/)) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    const field = name.toLowerCase();
    if (isField(field)) fields.push([field, percentDecoded(value)]);
  }
  return fields;
}

function isField(name: string): name is MailtoAddress['field'] {
  return FIELD.test(name);
}
