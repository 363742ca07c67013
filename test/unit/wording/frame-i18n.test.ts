import { beforeAll, expect, it, vi } from 'vitest';
import { speak } from '../components/english.ts';
import { TRANSLATIONS, wordsOf } from './languages.ts';

vi.mock('wxt/browser', () => ({
  get browser() {
    return Reflect.get(globalThis, 'chrome');
  },
}));

beforeAll(() => speak('en'));

it.each(['en', ...TRANSLATIONS])('frames say in %s what the library says', async language => {
  await speak(language);
  const { i18n } = await import('#i18n');
  const { createI18n } = await import('../../../utils/wording/frame-i18n.ts');
  const ofFrames = createI18n();
  const ofLibrary: (key: string, ...more: unknown[]) => unknown = (key, ...more) =>
    Reflect.apply(i18n.t, i18n, [key, ...more]);
  for (const key of (await wordsOf(language)).keys()) {
    expect(ofFrames.t(key)).toBe(ofLibrary(key));
    expect(ofFrames.t(key, ['a', 'b', 'c'])).toBe(ofLibrary(key, ['a', 'b', 'c']));
    for (const count of [0, 1, 2, 5]) {
      expect(ofFrames.t(key, count)).toBe(ofLibrary(key, count));
      expect(ofFrames.t(key, count, ['x', 'y'])).toBe(ofLibrary(key, count, ['x', 'y']));
    }
  }
});
