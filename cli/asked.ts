import { askedBy as readAsked } from '../utils/officer/asked-by.ts';
import type { Asked } from '../utils/register/covering-blocks.ts';
import { Failure } from './failure.ts';
import { hintOf, reasonOf } from './refusals.ts';

/**
 * What an argument asks about; an address that is none ends the command.
 * @param country of phone numbers that are written without its code
 */
export function askedBy(address: string, country: string | null): Asked {
  const read = readAsked(address, country);
  if (read.ok) return read.asked;
  throw new Failure(`The address ${reasonOf(read.reason)}${hintOf(read.reason, country)}.`);
}
