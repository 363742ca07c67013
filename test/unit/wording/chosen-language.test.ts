import { readdirSync } from 'node:fs';
import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { speak } from '../components/english.ts';
import { wordsOf } from './languages.ts';

vi.mock('wxt/browser', () => ({
  get browser() {
    return Reflect.get(globalThis, 'chrome');
  },
}));

await vi.hoisted(async () => (await import('../components/english.ts')).speakEnglish());

const { i18n } = await import('#i18n');
const { chooseLanguage, chosenLanguage, LANGUAGES, speakChosenLanguage } = await import(
  '../../../utils/wording/chosen-language.ts'
);
const { localeOfWords } = await import('../../../utils/wording/locale.ts');

const kept = new Map<string, unknown>();
/** The one that the library took hold of. */
const chrome = Reflect.get(globalThis, 'chrome');
const { getMessage } = chrome.i18n;

Object.assign(chrome, {
  storage: {
    local: {
      get: async (key: string) => ({ [key]: kept.get(key) }),
      set: async (values: object) => {
        for (const [key, value] of Object.entries(values)) kept.set(key, value);
      },
      remove: async (key: string) => void kept.delete(key),
    },
  },
});

beforeEach(async () => {
  kept.clear();
  await speak('en', 'en_GB');
  Object.assign(globalThis, { chrome });
  Object.assign(chrome.i18n, { getMessage, getUILanguage: () => 'de-AT' });
  vi.stubGlobal('fetch', async (path: string) => {
    const [, language = ''] = /^\/_locales\/(\w+)\/messages\.json$/.exec(path) ?? [];
    return Response.json(generateChromeMessages(await parseMessagesFile(`utils/wording/${language}.yml`)));
  });
});

afterEach(() => vi.unstubAllGlobals());

const title = async (language: string) => (await wordsOf(language)).get('options.title')?.n;

it('offers every language that Lethe has words in', () => {
  const files = readdirSync('utils/wording').filter(file => file.endsWith('.yml'));
  expect([...LANGUAGES].sort()).toEqual(files.map(file => file.replace('.yml', '')).sort());
});

it('leaves the browser’s words where nothing was chosen, or nothing that is known', async () => {
  await speakChosenLanguage();
  expect(i18n.t('options.title')).toBe(await title('en'));
  kept.set('language', 'xx');
  await speakChosenLanguage();
  expect(i18n.t('options.title')).toBe(await title('en'));
});

it('speaks what was chosen, with numbers in their place, and writes dates by the browser where its language is the same', async () => {
  await chooseLanguage('de');
  expect(await chosenLanguage()).toBe('de');
  await speakChosenLanguage();
  const listed = (await wordsOf('de')).get('popup.listedTitle');
  expect(i18n.t('options.title')).toBe(await title('de'));
  expect(i18n.t('popup.listedTitle', 3, ['3'])).toBe(listed?.n?.replace('$1', '3'));
  expect(i18n.t('popup.listedTitle', 1, ['1'])).toBe(listed?.['1']);
  expect(localeOfWords()).toBe('de-AT');
});

it('stays with the browser’s words where the chosen ones can’t be read', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  await chooseLanguage('fr');
  await speakChosenLanguage();
  expect(i18n.t('options.title')).toBe(await title('en'));
  await chooseLanguage(null);
  expect(kept.size).toBe(0);
});
