import type { Language } from './language.ts';

/**
 * French puts a no-break space before `: ; ? ! »` and after `«` (Imprimerie nationale, Lexique des règles typographiques);
 * the wordings have plain ones there, which can be seen.
 */
export function spaced(text: string, language: Language): string {
  return language === 'fr' ? text.replace(/ (?=[:;?!»])|(?<=«) /g, '\u{a0}') : text;
}
