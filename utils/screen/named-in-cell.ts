import { isLinkedinAddress } from '../identifier/linkedin-v1.ts';
import { isPhoneNumber, isTelUri } from '../identifier/phone-v1.ts';
import { addressesIn } from '../register/suppression-file/column.ts';

/** `other`: nobody can tell what it is, so nobody can look it up. */
export type NamedKind = 'email' | 'phone' | 'linkedin' | 'other';

/** What a cell names, not judged yet. */
export interface NamedText {
  readonly kind: NamedKind;
  /** For the lookup: a phone number as `tel:…`. */
  readonly text: string;
}

/**
 * Whom a cell names: addresses, phone numbers, links to LinkedIn profiles; several where `;`, `|`, `:::` or a line break parts
 * them, addresses and links also by `,` or white space. By what stands there and not by the column: exports put numbers
 * where addresses belong.
 */
export function namedInCell(cell: string): NamedText[] {
  if (cell === '') return [];
  // Before it is parted: `tel:+44…;ext=4` is one.
  if (isPhoneNumber(cell)) return [phone(cell)];
  return cell
    .split(/[;|\n]+|:::/u)
    .map(part => part.trim())
    .filter(part => part !== '')
    .flatMap(namedInPart);
}

/** Typed on a Japanese or Chinese keyboard it is wider. */
const AT = /[@＠﹫]/u;

function namedInPart(part: string): NamedText[] {
  const words = part.split(/[,\s]+/u);
  const links = words.filter(isLinkedinAddress);
  if (links.length > 0) {
    const others = words.filter(word => word.includes('@') && !isLinkedinAddress(word));
    return [...links.map((text): NamedText => ({ kind: 'linkedin', text })), ...others.flatMap(namedInPart)];
  }
  if (AT.test(part)) {
    return addressesIn(part).map(text => ({ kind: AT.test(text) ? 'email' : 'other', text }));
  }
  return [isPhoneNumber(part) ? phone(part) : { kind: 'other', text: part }];
}

function phone(text: string): NamedText {
  return { kind: 'phone', text: isTelUri(text) ? text : `tel:${text}` };
}
