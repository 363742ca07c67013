import type { GeneratedI18nStructure } from '#i18n';

/** Sentences that have words in each language: keys of `utils/wording/`. */
export type SentenceKey = Extract<
  keyof GeneratedI18nStructure,
  `told.${string}` | `options.codeProblem.${string}` | `desk.settingName.${string}`
>;

/** What is put into a sentence. A sentence within another is said in the same language; a moment and a count, as it writes them. */
export type SentenceValue = string | number | Date | Sentence;

/** A sentence for people, before it is known in which language they read. */
export interface Sentence {
  readonly key: SentenceKey;
  readonly values: readonly SentenceValue[];
  /** For the command line, and for logs. A page says it by its key. */
  readonly english: string;
}

/**
 * A sentence in English, as it stands in `utils/wording/en.yml` under the same key: a test compares them.
 * @example sentence('told.register.missing')`${path} is missing from the register: restore it from a backup.`
 */
export function sentence(
  key: SentenceKey,
): (texts: TemplateStringsArray, ...values: SentenceValue[]) => Sentence {
  return (texts, ...values) => ({
    key,
    values,
    english: texts.map((text, index) => text + inEnglish(values[index])).join(''),
  });
}

/** As it stands in an English sentence. */
export function inEnglish(value: SentenceValue | undefined): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? value.english : String(value ?? '');
}
