import { isLinkedinAddress } from '../identifier/linkedin-v1.ts';
import { internationalNumber } from '../identifier/phone-number.ts';
import { isPhoneNumber } from '../identifier/phone-v1.ts';

/** What an argument of a command names. */
export interface Named {
  readonly kind: NamedKind;
  /** For the canonical form: without the `@` of a company, a phone number with its country's code. */
  readonly text: string;
  /** False for a phone number that is longer or shorter than those of its country. */
  readonly isUsual: boolean;
}

export const NAMED_KINDS = ['email', 'domain', 'linkedin', 'phone'] as const;

export type NamedKind = (typeof NAMED_KINDS)[number];

/**
 * What an argument names, by how it is written: `@acme.example`, a LinkedIn profile's link, a phone number, or a mail
 * address.
 * @param country of phone numbers that are written without its code
 * @param kind where it is known
 */
export function namedBy(text: string, country: string | null, kind: NamedKind = kindOf(text)): Named {
  if (kind === 'domain') return { kind, text: text.replace(/^@/, ''), isUsual: true };
  if (kind !== 'phone') return { kind, text, isUsual: true };
  const number = internationalNumber(text, country ?? undefined);
  return { kind, text: number.text, isUsual: number.isPossible };
}

function kindOf(text: string): NamedKind {
  if (text.startsWith('@')) return 'domain';
  if (isLinkedinAddress(text)) return 'linkedin';
  return isPhoneNumber(text) ? 'phone' : 'email';
}
