import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { speak } from '../components/english.ts';

await vi.hoisted(async () => (await import('../components/english.ts')).speakEnglish());
const { languageOfWords, localeOfWords } = await import('../../../utils/wording/locale.ts');
const { countText, dayText, momentText } = await import('../../../components/time-text.ts');

const NOW = new Date(2026, 10, 23, 18).getTime();
const YESTERDAY = new Date(2026, 10, 22, 9, 5).getTime();

describe.each([
  { words: 'en', browser: 'en_GB', moment: 'on 22 November, 09:05', count: '12,345' },
  { words: 'en', browser: 'en_US', moment: 'on November 22, 09:05\u{202f}AM', count: '12,345' },
  { words: 'en', browser: 'fi', moment: 'on 22 November, 09:05', count: '12,345' },
  { words: 'nl', browser: 'nl', moment: 'op 22 november, 09:05', count: '12.345' },
  { words: 'de', browser: 'de', moment: 'am 22. November, 09:05', count: '12.345' },
  { words: 'fr', browser: 'fr', moment: 'le 22 novembre, 09:05', count: '12\u{202f}345' },
  { words: 'es', browser: 'es', moment: 'el 22 de noviembre, 09:05', count: '12.345' },
])('words in $words in a browser in $browser', ({ words, browser, moment, count }) => {
  it('dates and numbers are written as there', async () => {
    await speak(words, browser);
    expect(languageOfWords()).toBe(words);
    expect(momentText(YESTERDAY, NOW)).toBe(moment);
    expect(countText(12_345)).toBe(count);
  });
});

it('a French month begins on its first', async () => {
  await speak('fr');
  expect(dayText(new Date(2026, 10, 1).getTime(), NOW)).toBe('1er novembre');
  expect(dayText(new Date(2026, 10, 11).getTime(), NOW)).toBe('11 novembre');
});

it('a country keeps its own way of writing in a language that Lethe speaks', async () => {
  await speak('de', 'de_CH');
  expect(localeOfWords()).toBe('de-CH');
});

it('an extension that has gone leaves a locale that dates can be written by', async () => {
  await speak('en', '');
  expect(localeOfWords()).toBe('en-GB');
});

it('each page says its title and its language', () => {
  const pages = readdirSync('entrypoints', { withFileTypes: true }).flatMap(entry => {
    const main = `entrypoints/${entry.name}/main.tsx`;
    return entry.isDirectory() && readdirSync(`entrypoints/${entry.name}`).includes('main.tsx') ? [main] : [];
  });
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.filter(page => !readFileSync(page, 'utf8').includes('namePage('))).toEqual([]);
});
