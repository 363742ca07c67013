import type { Refusal } from '../utils/identifier/identifier.ts';
import type { ImportRefusal } from '../utils/officer/import-refusal.ts';
import type { DomainRefusal } from '../utils/publish/domain-rules.ts';
import { checkReference } from '../utils/register/reference.ts';
import { Failure } from './failure.ts';

const REASONS: Readonly<Record<Refusal, string>> = {
  empty: 'is empty',
  'too-long': 'is too long for an address',
  'newer-unicode': 'holds a character that is newer than Unicode 15',
  'no-at': 'has no @',
  'no-local-part': 'has nothing before the @',
  'bad-local-part': 'has characters before the @ that no address can have',
  'bad-host': 'has no valid domain after the @',
  'ip-address': 'has an IP address in place of a domain',
  'no-profile': 'leads to no LinkedIn profile (it looks like https://www.linkedin.com/in/…)',
  'no-number': 'is no phone number',
  'national-number': 'is a phone number without its country',
};

/** The end of a sentence that begins with which address it is: "address 2 has no @". Repeats nothing of it. */
export function reasonOf(refusal: Refusal): string {
  return REASONS[refusal];
}

/** As `reasonOf`, of a row in a file. */
export function reasonOfRow(refusal: ImportRefusal): string {
  switch (refusal) {
    case 'nothing-there':
      return 'has nothing in the column of addresses';
    case 'whole-company':
      return 'names a whole company: record it by "lethe add @…"';
    default:
      return REASONS[refusal];
  }
}

/**
 * What to do about it, in brackets, where that isn't plain.
 * @param country of the organisation's own numbers
 */
export function hintOf(refusal: Refusal, country: string | null): string {
  switch (refusal) {
    case 'no-at':
      return ' (a whole company is named as @acme.example)';
    case 'national-number':
      return country === null
        ? ' (write it with + and the country\'s code, or put the country of such numbers into lethe.json: "country": "NL")'
        : `, and no number of ${country} is so long (write it with + and the country's code)`;
    default:
      return '';
  }
}

const DOMAIN_REASONS: Readonly<Record<DomainRefusal, string>> = {
  'public-suffix': 'is a public suffix, under which anybody registers: it would block strangers',
  'free-mail':
    'is a mailbox provider open to the public: it would block strangers. Add the addresses instead',
  'own-domain': "is the organisation's own domain",
};

export function domainReasonOf(refusal: DomainRefusal): string {
  return DOMAIN_REASONS[refusal];
}

/** A reference that fits the organisation's pattern; anything else ends the command. */
export function requireReference(text: string, pattern: string | null): string {
  const checked = checkReference(text, pattern ?? undefined);
  if (checked.ok) return checked.reference;
  const why = {
    empty: 'is empty',
    'holds-at': 'holds an @: a reference must not tell who it is about. Use the case number',
    'other-pattern': `doesn't match ${pattern === null ? 'what a case number looks like (up to 64 letters, digits, spaces, . _ / # : -)' : `the pattern ${pattern}`}`,
  };
  throw new Failure(`The reference ${why[checked.problem]}.`);
}
