import { Visitor } from 'vite';
import { describe, expect, it } from 'vitest';
import { wordsForSeveral, wrongWithOne } from './counted-nouns.ts';
import { TRANSLATIONS, wordsOf } from './languages.ts';
import { sourceTrees } from './source-trees.ts';

/** Never said of one. */
const NEVER_ONE = new Map([
  ['desk.publish.removalTitle', 'asked from 65 on'],
  ['told.publish.removal', 'asked from 65 on'],
  ['desk.list.more', 'always the same number'],
  ['told.store.nothingWithin', 'always the same number'],
  ['told.store.clockAhead', 'a store refuses from 15 on'],
  ['told.store.clockBehind', 'a store refuses from 15 on'],
]);

describe.each(['en', ...TRANSLATIONS])('%s', async language => {
  const words = await wordsOf(language);
  const several = wordsForSeveral(words);

  it('has a form for one wherever something is counted', () => {
    expect(several.size).toBeGreaterThan(10);
    const found = [...words].flatMap(([key, forms]) =>
      '1' in forms || NEVER_ONE.has(key)
        ? []
        : wrongWithOne(forms.n ?? '', several).map(what => `${key}: ${what}`),
    );
    expect(found).toEqual([]);
  });

  it('says in the form for one nothing that is said of several', () => {
    const found = [...words].flatMap(([key, { 1: one }]) =>
      one === undefined ? [] : wrongWithOne(one, several).map(what => `${key}: ${what}`),
    );
    expect(found).toEqual([]);
  });
});

it('the command line has a form for one, too, by `counted`', async () => {
  const several = new Set([
    ...wordsForSeveral(await wordsOf('en')),
    'domains',
    'duplicates',
    'files',
    'seals',
  ]);
  const found: string[] = [];
  for (const [path, tree] of sourceTrees(['cli', 'utils/officer', 'utils/register/audit'])) {
    new Visitor({
      TemplateLiteral({ quasis }) {
        const text = quasis.map(({ value }, index) => `${index > 0 ? '$1' : ''}${value.cooked}`).join('');
        found.push(...wrongWithOne(text, several).map(what => `${path}: ${what}`));
      },
    }).visit(tree);
  }
  expect(found).toEqual([]);
});

it('would find a count that is said of one as of several', async () => {
  const several = wordsForSeveral(await wordsOf('en'));
  expect(wrongWithOne('$1 rows, $2 left out', several)).toEqual(['$1 rows']);
  expect(wrongWithOne('blocked $1 mail addresses', several)).toEqual(['$1 mail addresses']);
  expect(wrongWithOne('Rows: $1', several)).toEqual([]);
});
