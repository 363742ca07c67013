import { languageOfWords } from '../utils/wording/locale.ts';

/** Gives a page its title and the language of its words, neither of which its HTML can know. */
export function namePage(title: string): void {
  document.documentElement.lang = languageOfWords();
  document.title = title;
}
