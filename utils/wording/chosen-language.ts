import { browser } from 'wxt/browser';

/** What Lethe speaks, as `_locales` names it. */
export const LANGUAGES = ['en', 'nl', 'de', 'fr', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** In `storage.local`. */
const LANGUAGE_KEY = 'language';

/** The language that the rep wants Lethe to speak; null for the browser's. */
export async function chosenLanguage(): Promise<Language | null> {
  // A store that can't be read must not keep a page from being shown.
  const kept = await browser.storage.local.get(LANGUAGE_KEY).catch(() => undefined);
  return LANGUAGES.find(language => language === kept?.[LANGUAGE_KEY]) ?? null;
}

export async function chooseLanguage(language: Language | null): Promise<void> {
  if (language === null) await browser.storage.local.remove(LANGUAGE_KEY);
  else await browser.storage.local.set({ [LANGUAGE_KEY]: language });
}

/** Hears of each choice, in whichever page it is made; for as long as the caller lives. */
export function onLanguageChosen(listener: () => void): void {
  browser.storage.onChanged.addListener((changes: object, area: string) => {
    if (area === 'local' && LANGUAGE_KEY in changes) listener();
  });
}

/**
 * Lets the words of a page of the extension be those of the chosen language, from the same files that the browser takes them from.
 * Called before anything is shown. For what Lethe shows in other people's pages see frame-words.ts.
 */
export async function speakChosenLanguage(): Promise<void> {
  const language = await chosenLanguage();
  if (language === null) return;
  const messages = await messagesOf(language);
  if (!messages) return;
  const locale = browser.i18n.getUILanguage();
  Object.assign(browser.i18n, {
    getMessage: (name: string, words: string | readonly string[] = []) =>
      name === '@@ui_locale' ? locale : filled(messages[name], words),
  });
}

/** As the browser keeps them, below `_locales`. */
export type Messages = Readonly<Record<string, unknown>>;

/** Undefined where they can't be read: then the browser's are good enough. */
export async function messagesOf(language: Language): Promise<Messages | undefined> {
  const found: unknown = await fetch(`/_locales/${language}/messages.json`)
    .then(response => response.json())
    .catch(() => undefined);
  return typeof found === 'object' && found !== null ? { ...found } : undefined;
}

function filled(entry: unknown, words: string | readonly string[]): string {
  if (typeof entry !== 'object' || entry === null || !('message' in entry)) return '';
  const all = typeof words === 'string' ? [words] : words;
  return String(entry.message).replace(/\$(\d)/g, (_, place) => all[Number(place) - 1] ?? '');
}
