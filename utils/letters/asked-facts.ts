import { CHOICES, type FactName, type Facts } from './facts.ts';
import type { Language } from './language.ts';
import type { Letter } from './letter.ts';
import { factsOf, writeLetter } from './write-letter.ts';

/** What somebody who writes a letter is asked for. */
export interface AskedFacts {
  /** Without these there is no letter. */
  readonly needed: readonly FactName[];
  /** With these it says more. */
  readonly further: readonly FactName[];
}

/**
 * What is to be asked for a letter. A choice may bring up further needs; text and dates don't, so that no field goes away while
 * it is filled in.
 * @param fixed what isn't asked for
 * @param answered of which only the choices count
 */
export function askedFacts(letter: Letter, language: Language, fixed: Facts, answered: Facts): AskedFacts {
  const choices: Facts = Object.assign(
    {},
    ...Object.entries(answered).flatMap(([name, value]) =>
      Object.hasOwn(CHOICES, name) ? [{ [name]: value }] : [],
    ),
  );
  const unchosen = writeLetter(letter, language, fixed, 'UTC');
  const written = writeLetter(letter, language, { ...fixed, ...choices }, 'UTC');
  const missing = new Set([
    ...(unchosen.ok ? [] : unchosen.missing.filter(name => Object.hasOwn(CHOICES, name))),
    ...(written.ok ? [] : written.missing),
  ]);
  const asked = factsOf(letter, language).filter(name => !Object.hasOwn(fixed, name));
  return {
    needed: asked.filter(name => missing.has(name)),
    further: asked.filter(name => !missing.has(name) && !Object.hasOwn(CHOICES, name)),
  };
}
