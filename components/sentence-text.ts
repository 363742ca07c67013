import { createI18n } from '@wxt-dev/i18n';
import type { Sentence, SentenceValue } from '../utils/sentence.ts';
import { exactText } from './time-text.ts';

/** By any key: which ones there are, whoever makes a sentence is told. */
const words = createI18n();

/** A sentence in the reader's language. */
export function sentenceText({ key, values }: Sentence): string {
  return words.t(key, values.map(valueText));
}

/** What is put into a sentence, as the reader's language writes it. */
export function valueText(value: SentenceValue): string {
  if (value instanceof Date) return exactText(value.getTime());
  return typeof value === 'object' ? sentenceText(value) : String(value);
}
