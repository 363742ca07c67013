import { type FactName, type Facts, isFactName } from './facts.ts';
import type { Language } from './language.ts';
import { type Letter, type Statement, type Wording, wordingVersionOf } from './letter.ts';
import { spaced } from './spaced.ts';
import { choiceOf, writtenFact } from './written-fact.ts';

export interface WrittenLetter {
  readonly ok: true;
  readonly subject: string;
  /** Paragraphs with an empty line between them; lines end with `\n`. */
  readonly body: string;
  /** What the register records of it, such as `offer-1-nl`. */
  readonly wording: string;
}

/** `missing`: the facts that the text needs and doesn't get, each once. */
export type LetterResult = WrittenLetter | { readonly ok: false; readonly missing: readonly FactName[] };

const PLACEHOLDER = /\{(?<name>[A-Za-z0-9]+)\}/g;

/**
 * Writes a letter: a pure function of its arguments, which keeps nothing.
 * @param timeZone of the dates: an IANA name, such as `Europe/Amsterdam`
 * @throws RangeError for a time zone that the platform doesn't know
 */
export function writeLetter(
  letter: Letter,
  language: Language,
  facts: Facts,
  timeZone: string,
): LetterResult {
  const missing = new Set<FactName>();
  const wording = letter.wordings[language];
  const written = new Map<FactName, string | undefined>();
  const write = (name: FactName) => {
    // Formatters of dates are dear, and some facts stand in many statements.
    if (!written.has(name)) written.set(name, writtenFact(name, facts, language, timeZone));
    return written.get(name);
  };
  const fill = (text: string) =>
    // One pass: braces within a fact stay what they are.
    spaced(text, language).replace(PLACEHOLDER, (whole, name: string) => {
      if (!isFactName(name)) return whole;
      const fact = write(name);
      if (fact === undefined) missing.add(name);
      return fact ?? whole;
    });
  const isTold = ({ given, absent }: Statement) =>
    (given === undefined || write(given) !== undefined) &&
    (absent === undefined || write(absent) === undefined);
  const paragraphs = letter.structure.map(statements => {
    const told = statements.filter(isTold);
    return told
      .map((statement, index) => {
        const text = textOf(statement, wording, facts);
        if (text === undefined && statement.by) missing.add(statement.by);
        return `${separator(statement, told[index - 1])}${fill(text ?? '')}`;
      })
      .join('');
  });
  const subject = fill(wording.subject);
  if (missing.size > 0) return { ok: false, missing: [...missing] };
  const body = paragraphs.filter(paragraph => paragraph !== '').join('\n\n');
  return { ok: true, subject, body, wording: wordingVersionOf(letter, language) };
}

function textOf({ id, by }: Statement, { texts }: Wording, facts: Facts): string | undefined {
  const text = texts[id];
  if (typeof text === 'string' || by === undefined) return typeof text === 'string' ? text : undefined;
  const value = choiceOf(by, facts);
  return value === undefined ? undefined : text?.[value];
}

function separator({ item }: Statement, before: Statement | undefined): string {
  if (item) return before === undefined ? '– ' : '\n– ';
  if (before === undefined) return '';
  return before.item ? '\n' : ' ';
}

/** Facts that a letter's text in a language may write, in the order of their first mention; choices come first. */
export function factsOf(letter: Letter, language: Language): FactName[] {
  const names = new Set<FactName>();
  const { subject, texts } = letter.wordings[language];
  const mention = (text: string) => {
    for (const { groups } of text.matchAll(PLACEHOLDER)) {
      const name = groups?.name ?? '';
      if (isFactName(name)) names.add(name);
    }
  };
  for (const { by } of letter.structure.flat()) if (by) names.add(by);
  mention(subject);
  for (const { id } of letter.structure.flat()) {
    const text = texts[id] ?? '';
    for (const each of typeof text === 'string' ? [text] : Object.values(text)) mention(each);
  }
  return [...names];
}
