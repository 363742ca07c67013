import type { Words } from './languages.ts';

/** What follows a count: "$1 rows", "$1 mail addresses". */
const AFTER_COUNT = /\$\d ((?:\p{L}+ )?)(\p{L}+)/gu;
/** "$1 holds addresses" counts nothing. */
const VERB = /^(?:hold|name)s?$/;

/**
 * Words that follow a count of several, and another form of which follows a count of one: "rows", "entries". By the forms
 * that a language has for one and for several, so that none is forgotten.
 */
export function wordsForSeveral(words: Words): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { 1: one, n: several } of words.values()) {
    if (one === undefined || several === undefined) continue;
    const ofOne = afterCounts(one);
    afterCounts(several).forEach((word, index) => {
      const single = ofOne[index];
      if (single !== undefined && isFormOf(word, single)) found.add(word);
    });
  }
  return found;
}

/** What stands behind a count in a text that has no form for one, and would be wrong with it. */
export function wrongWithOne(text: string, several: ReadonlySet<string>): string[] {
  return [...text.matchAll(AFTER_COUNT)].flatMap(([all, before = '', last = '']) => {
    const first = before.trim();
    const isWrong = several.has(first) || (several.has(last) && !VERB.test(first));
    return isWrong ? [all] : [];
  });
}

function afterCounts(text: string): string[] {
  return [...text.matchAll(AFTER_COUNT)].flatMap(([, before = '', last = '']) => [before.trim(), last]);
}

/** "rows" of "row"; not "are" of "is". */
function isFormOf(word: string, single: string): boolean {
  return word !== single && word !== '' && word.slice(0, 2) === single.slice(0, 2);
}
