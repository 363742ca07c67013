import type { Refusal } from '../identifier/identifier.ts';

/** Why a row of a file isn't recorded: `nothing-there` where its column is empty, `whole-company` for `@acme.example`. */
export type ImportRefusal = Refusal | 'nothing-there' | 'whole-company';

/** In an order that doesn't change while a page is open. */
export const IMPORT_REFUSALS = [
  'nothing-there',
  'whole-company',
  'empty',
  'too-long',
  'newer-unicode',
  'no-at',
  'no-local-part',
  'bad-local-part',
  'bad-host',
  'ip-address',
  'no-profile',
  'no-number',
  'national-number',
] as const satisfies readonly ImportRefusal[];
