import { describe, expect, it } from 'vitest';
import { placeholdersOf, TRANSLATIONS, textOf, wordsOf } from './languages.ts';

const english = await wordsOf('en');

/** What the Chrome Web Store shows of a description. */
const LONGEST_DESCRIPTION = 132;

/** Words enough that two languages don't agree on them by chance. */
const LONG_ENOUGH = 4;

/** How each language says no, in "not on the list": nothing may say that it is fine to write. */
const NO: Readonly<Record<string, RegExp>> = {
  en: /\b(not|none)\b/i,
  nl: /\b(niet|geen)\b/i,
  de: /\b(nicht|kein\w*)\b/i,
  fr: /\b(pas|aucune?)\b/i,
  es: /\b(no|ninguna?)\b/i,
};

it('speaks Dutch, German, French and Spanish beside English', () => {
  expect(TRANSLATIONS).toEqual(['de', 'es', 'fr', 'nl']);
});

describe.each(TRANSLATIONS)('%s', async language => {
  const words = await wordsOf(language);

  it('says everything that English says', () => {
    const missing = [...english].flatMap(([key, forms]) =>
      words.has(key) ? [] : [`${language}.yml lacks ${key}: ${textOf(forms)}`],
    );
    expect(missing.join('\n')).toBe('');
  });

  it('says nothing that English does not say', () => {
    const left = [...words.keys()].filter(key => !english.has(key));
    expect(left.map(key => `${language}.yml still has ${key}`).join('\n')).toBe('');
  });

  it('puts the same into its texts', () => {
    const different = [...words].flatMap(([key, forms]) => {
      const original = english.get(key);
      if (!original) return [];
      const [here, there] = [placeholdersOf(textOf(forms)), placeholdersOf(textOf(original))];
      return here.join() === there.join() ? [] : [`${key} has ${here}, in English ${there}`];
    });
    expect(different.join('\n')).toBe('');
  });

  it('has a form for one and for several where English has them', () => {
    const different = [...words].filter(([key, forms]) => {
      const isPlural = '1' in (english.get(key) ?? {});
      return isPlural !== '1' in forms || !('n' in forms);
    });
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('is translated', () => {
    const same = [...words].filter(([key, forms]) => {
      const text = textOf(forms);
      return text.split(/\s+/).length >= LONG_ENOUGH && text === textOf(english.get(key) ?? {});
    });
    expect(same.map(([key]) => key)).toEqual([]);
  });
});

describe.each(['en', ...TRANSLATIONS])('%s', async language => {
  const words = await wordsOf(language);

  it('separates no forms by itself', () => {
    const texts = [...words.values()].flatMap(forms => Object.values(forms));
    expect(texts.filter(text => text.trim() === '' || text.includes('|'))).toEqual([]);
  });

  it('names itself, for dates and numbers', () => {
    expect(words.get('status.locale')?.n?.split('-')[0]).toBe(language);
  });

  it('describes the extension in what stores show', () => {
    expect(words.get('extension.description')?.n?.length).toBeLessThanOrEqual(LONGEST_DESCRIPTION);
  });

  it('never turns "not on the list" into leave to write', () => {
    for (const key of ['popup.resultNotListed', 'popup.checkedNone', 'desk.lookUp.notListed']) {
      const forms = Object.entries(words.get(key) ?? {}).filter(([form]) => form !== '0');
      expect(forms.length, key).toBeGreaterThan(0);
      for (const [, text] of forms) expect(text, key).toMatch(NO[language] ?? /$^/);
    }
  });
});

describe('fr', async () => {
  const words = await wordsOf('fr');

  it('has a form of its own for 0, which counts as one in French', () => {
    const without = [...words].filter(([, forms]) => '1' in forms && !('0' in forms));
    expect(without.map(([key]) => key)).toEqual([]);
  });

  it('breaks no line before a colon, a semicolon, a question mark or within quotation marks', () => {
    const texts = [...words.values()].map(textOf);
    expect(texts.filter(text => / [:;?!»]|« |[^\s\u{a0}][;?!»]/u.test(text))).toEqual([]);
  });
});
