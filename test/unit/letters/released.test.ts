import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../../utils/letters/language.ts';
import { type Letter, wordingVersionOf } from '../../../utils/letters/letter.ts';
import { releasedLetters } from '../../../utils/letters/letters.ts';

const VECTORS = new URL('../../vectors/letters.json', import.meta.url);

/** SHA-256 of all that a letter can say in a language, in its order: subject, then each statement with its condition. */
function hashOf(letter: Letter, language: Language): string {
  const { subject, texts } = letter.wordings[language];
  const told = letter.structure.map(paragraph =>
    paragraph.map(({ id, by = null, given = null, absent = null, item = false }) => {
      const text = texts[id];
      const values = typeof text === 'object' ? Object.entries(text).toSorted() : text;
      return [id, by, given, absent, item, values];
    }),
  );
  return createHash('sha256')
    .update(JSON.stringify([subject, told]))
    .digest('hex');
}

const hashes = Object.fromEntries(
  releasedLetters.flatMap(letter =>
    LANGUAGES.map(language => [wordingVersionOf(letter, language), hashOf(letter, language)] as const),
  ),
);

// Only adds: what is released stays as it is, whatever the code says.
if (process.env.UPDATE_VECTORS === '1') {
  const before = JSON.parse(readFileSync(VECTORS, 'utf8'));
  writeFileSync(VECTORS, `${JSON.stringify({ ...hashes, ...before }, null, 2)}\n`);
}

const released: Readonly<Record<string, string>> = JSON.parse(readFileSync(VECTORS, 'utf8'));

it('a released wording is what it was: a change is a new version beside it', () => {
  for (const [version, hash] of Object.entries(released)) {
    expect(hashes[version], `${version} was released: write other words into a new version`).toBe(hash);
  }
});

it('every wording is recorded as released (UPDATE_VECTORS=1 adds new ones)', () => {
  expect(Object.keys(hashes).toSorted()).toEqual(Object.keys(released).toSorted());
});

it('a changed word, condition or order is another wording', () => {
  const [letter] = releasedLetters;
  if (letter === undefined) throw new Error('no letters');
  const wording = letter.wordings.en;
  const changed: Letter[] = [
    { ...letter, wordings: { ...letter.wordings, en: { ...wording, subject: `${wording.subject} ` } } },
    { ...letter, structure: letter.structure.toReversed() },
    {
      ...letter,
      structure: letter.structure.map(each => each.map(({ id, by }) => (by ? { id, by } : { id }))),
    },
  ];
  for (const other of changed) expect(hashOf(other, 'en')).not.toBe(hashOf(letter, 'en'));
});
