import { readdirSync } from 'node:fs';
import { parseMessagesFile } from '@wxt-dev/i18n/build';

const FOLDER = 'utils/wording';

/** A text in each of its forms, by number: one, named `n`, where it doesn't depend on one. */
export type Forms = Readonly<Record<string, string>>;

/** What is said in one language, by key. */
export type Words = ReadonlyMap<string, Forms>;

/** Languages beside English, as `_locales` names them. */
export const TRANSLATIONS = readdirSync(FOLDER)
  .flatMap(file => (file.endsWith('.yml') ? [file.replace('.yml', '')] : []))
  .filter(language => language !== 'en');

export async function wordsOf(language: string): Promise<Words> {
  const messages = await parseMessagesFile(`${FOLDER}/${language}.yml`);
  const words = new Map<string, Forms>();
  for (const message of messages) {
    const key = message.key.join('.');
    // The browser's own, which the parser adds.
    if (key.startsWith('@@')) continue;
    words.set(key, message.type === 'plural' ? message.plurals : { n: message.message });
  }
  return words;
}

export function textOf(forms: Forms): string {
  return Object.values(forms).join(' | ');
}

/** What is put into a text: `$1`, `$2`. */
export function placeholdersOf(text: string): string[] {
  return [...new Set(text.match(/\$\d/g))].sort();
}
