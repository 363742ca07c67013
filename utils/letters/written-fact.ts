import { CHOICES, type ChoiceName, FACT_KINDS, type FactName, type Facts } from './facts.ts';
import type { Language } from './language.ts';

/** English dates as most of its readers here write them: 3 November 2026. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', nl: 'nl', de: 'de', fr: 'fr' };

/**
 * A fact as a letter in this language writes it; undefined where it isn't given, or holds nothing.
 * @param timeZone of dates: an IANA name, such as `Europe/Amsterdam`
 */
export function writtenFact(
  name: FactName,
  facts: Facts,
  language: Language,
  timeZone: string,
): string | undefined {
  const value = facts[name];
  if (value === undefined) return undefined;
  if (FACT_KINDS[name] === 'choice') return undefined;
  if (typeof value === 'number') return isDate(value) ? date(value, language, timeZone) : undefined;
  if (typeof value === 'string') return oneLine(value) || undefined;
  const items = value.map(oneLine).filter(item => item !== '');
  return items.length === 0 ? undefined : new Intl.ListFormat(LOCALES[language]).format(items);
}

/** The value of a choice, if it is one. */
export function choiceOf(name: ChoiceName, facts: Facts): string | undefined {
  return CHOICES[name].find(value => value === facts[name]);
}

/** A line break in a subject would begin another header of the mail. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{Surrogate}/gu, '\u{fffd}')
    .trim();
}

function isDate(time: number): boolean {
  return !Number.isNaN(new Date(time).getTime());
}

function date(time: number, language: Language, timeZone: string): string {
  const parts = dateFormat(language, timeZone).formatToParts(time);
  // French writes the first of a month as an ordinal, and CLDR's pattern doesn't.
  const isFirst = (type: string, value: string) => language === 'fr' && type === 'day' && value === '1';
  return parts.map(({ type, value }) => (isFirst(type, value) ? '1er' : value)).join('');
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Kept, since to make one takes some twenty times as long as to use it. */
function dateFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const format =
    dateFormats.get(key) ?? new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone });
  dateFormats.set(key, format);
  return format;
}
