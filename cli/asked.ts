import { canonicalForms } from '../utils/identifier/versions.ts';
import { namedBy } from '../utils/officer/named-by.ts';
import type { Asked } from '../utils/register/covering-blocks.ts';
import { Failure } from './failure.ts';
import { hintOf, reasonOf } from './refusals.ts';

/**
 * What an argument asks about; an address that is none ends the command.
 * @param country of phone numbers that are written without its code
 */
export function askedBy(address: string, country: string | null): Asked {
  const { kind, text } = namedBy(address, country);
  const form = canonicalForms(kind, text).at(-1);
  if (form?.ok) return { kind, text, canonical: form.identifier.canonical };
  const reason = form?.reason ?? 'empty';
  throw new Failure(`The address ${reasonOf(reason)}${hintOf(reason, country)}.`);
}
