// Of the entries with metadata the smallest: with it 29 kB gzipped, `mobile` 34, `max` 49; both only add patterns by which
// valid numbers and kinds of them are told, which nobody asks for here. `core` and the same metadata: 29 too (November 2026).
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { canonicalPhoneV1, writtenNumber } from './phone-v1.ts';

export interface InternationalNumber {
  /** For `canonicalPhoneV1`: the number with `+` and its country's code, or the text as it is where there is no telling. */
  readonly text: string;
  /** False where no number of that country is so long, as far as this release knows. */
  readonly isPossible: boolean;
}

/**
 * Makes a number international as it is written in one country or another: `06 …` within the country, `0031 6 …` abroad,
 * `+31 (0)6 …`. Without a country what is written nationally stays so, and is no identifier: a guess would name a stranger.
 *
 * Not part of the canonical form, since its knowledge changes with each release. It asks whether a number is possible,
 * by its length, not whether it is valid, by its first digits: countries open new ranges faster than browsers update, and
 * a block on such a number must hold. An international number that isn't even possible is left to the canonical form for
 * the same reason.
 *
 * Only for the lookup worker and the officer's side: the library is too large for a page.
 * @param country ISO 3166-1 alpha-2, in capitals
 */
export function internationalNumber(text: string, country?: string): InternationalNumber {
  const written = writtenNumber(text);
  if (!written.ok) return { text, isPossible: false };
  const canonical = canonicalPhoneV1(text);
  const digits = canonical.ok ? canonical.identifier.canonical : written.digits;
  const found = possibleNumber(digits, country) ?? (country && possibleNumber(abroad(digits)));
  return found ? { text: found, isPossible: true } : { text, isPossible: false };
}

/** Whether numbers of a country are known. */
export function isCountry(text: string): boolean {
  return isSupportedCountry(text);
}

function possibleNumber(digits: string, country?: string): string | null {
  const known = country !== undefined && isSupportedCountry(country) ? { defaultCountry: country } : {};
  const parsed = parsePhoneNumberFromString(digits, { ...known, extract: false });
  return parsed?.isPossible() ? parsed.number : null;
}

/** `00` is how most of the world dials abroad, and how its people write numbers, to colleagues in America too. */
function abroad(digits: string): string {
  return digits.replace(/^00/, '+');
}
