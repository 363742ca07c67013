import { parseSync } from 'vite';
import { expect, it, vi } from 'vitest';
import { settingRemarks } from '../../../utils/officer/settle-settings.ts';
import type { Sentence } from '../../../utils/sentence.ts';
import { speak } from '../components/english.ts';
import { placeholdersOf, TRANSLATIONS, textOf, wordsOf } from './languages.ts';
import { englishShown, sentencesIn } from './sentences.ts';
import { sourceTrees } from './source-trees.ts';

await vi.hoisted(async () => (await import('../components/english.ts')).speakEnglish());
const { sentence } = await import('../../../utils/sentence.ts');
const { sentenceText } = await import('../../../components/sentence-text.ts');

const trees = sourceTrees(['components', 'entrypoints', 'utils']);
const said = [...trees.values()].flatMap(sentencesIn);
const english = await wordsOf('en');

/** What is shown in English on purpose: a technical detail beside words that say the same, and a defect's own message. */
const IN_ENGLISH = ['components/details-table.tsx: detail', 'components/screen-view.tsx: detail'];

it('each sentence of the rooms has words of its own, which in English are what the command line says', () => {
  expect(said.length).toBeGreaterThan(100);
  const different = said.flatMap(({ key, english: text }) => {
    const words = english.get(key)?.n;
    return words === text ? [] : [`${key} is "${text}" in code, in en.yml "${words}"`];
  });
  expect(different.join('\n')).toBe('');
});

it('there are words for no sentence that nobody says', () => {
  const keys = new Set(said.map(({ key }) => key));
  expect([...english.keys()].filter(key => key.startsWith('told.') && !keys.has(key))).toEqual([]);
});

it.each(TRANSLATIONS)('in %s each is said in that language, with all that is put into it', async language => {
  const words = await wordsOf(language);
  await speak(language);
  for (const { key, english: text } of said) {
    const values = placeholdersOf(text).map((_, index) => `value${index + 1}`);
    const spoken = sentenceText(sentenceOf(key, values));
    expect(spoken, key).toBe(textOf(words.get(key) ?? {}).replace(/\$(\d)/g, 'value$1'));
    for (const value of values) expect(spoken, key).toContain(value);
  }
});

it('a sentence within another is said in the same language, and a moment as that writes it', async () => {
  await speak('de');
  const inner = sentence(
    'told.publish.clock',
  )`The last list is of ${new Date(2026, 10, 23, 18)}: set this machine's clock.`;
  const outer = sentence('told.rotation.publishFirst')`${inner} Publish first, then do this again.`;
  expect(sentenceText(outer)).toBe(
    'Die letzte Liste ist vom 23.11.2026, 18:00: Stellen Sie die Uhr dieses Rechners. Veröffentlichen Sie zuerst und tun Sie dies dann noch einmal.',
  );
  expect(outer.english).toMatch(
    /^The last list is of 2026-11-2\dT[\d:.]+Z: set this machine's clock\. Publish first/,
  );
});

it('a setting is named in words to a page, and as the command line knows it there', async () => {
  await speak('de');
  const shared = { value: ['acme.example'], recordedAt: 0, origin: { writer: 'a', sequence: 1 } };
  const [remark] = settingRemarks({ taken: [{ name: 'ownDomains', here: [], shared }], conflicts: [] });
  expect(remark && sentenceText(remark)).toBe(
    'Andere Zuständige haben die Einstellung „eigene Domains“ auf ["acme.example"] geändert; hier war sie [].',
  );
  expect(remark?.english).toContain('the setting "ownDomains" to');
});

it('no page says in English what it has words for', () => {
  const found = [...trees].flatMap(([path, tree]) => englishShown(tree).map(what => `${path}: ${what}`));
  expect(found).toEqual(IN_ENGLISH);
});

it.each([
  ['a failure of a text alone', "throw new OfficerFailure('Take another.')", 'a failure of a text alone'],
  [
    'a store that fails in English',
    "new StoreFailure('full', `The bucket is full.`)",
    'a failure of a text alone',
  ],
  ['a warning in English', 'session.workplace.warn(`left out: all`)', 'a warning'],
  ['what was said for the command line', '<p>{read.detail}</p>', 'detail'],
  ['the same as a label', '<p title={busy ? "" : said.english} />', 'english'],
  ['the same within other words', "i18n.t('desk.failure.register', [read.detail])", 'detail'],
])('would find %s', (_, code, what) => {
  expect(englishShown(parseSync('code.tsx', code).program)).toEqual([what]);
});

it('would find a sentence without words', () => {
  // Built up, since it is code that is meant.
  const [path, what] = ['path', 'what'].map(name => `\${${name}}`);
  const { program } = parseSync('code.ts', `sentence('told.new')\`${path} is gone: restore ${what}.\``);
  expect(sentencesIn(program)).toEqual([{ key: 'told.new', english: '$1 is gone: restore $2.' }]);
});

/** By any key, as the words are compared here. */
function sentenceOf(key: string, values: readonly string[]): Sentence {
  if (!isKey(key)) throw new Error(`${key} has no words`);
  return { key, values, english: '' };
}

function isKey(key: string): key is Sentence['key'] {
  return english.has(key) && key.startsWith('told.');
}
