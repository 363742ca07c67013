import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';

let messages: Readonly<Record<string, { readonly message: string }>> = {};
let browserLocale = '';

const i18n = {
  getMessage(name: string, substitutions: readonly string[] = []) {
    if (name === '@@ui_locale') return browserLocale;
    const message = messages[name]?.message ?? '';
    return message.replace(/\$(\d)/g, (_, index) => substitutions[Number(index) - 1] ?? '');
  },
};

/**
 * Lets `i18n.t` answer with the texts of a language as they ship; the first time before anything that imports `#i18n`.
 * @param locale the browser's own, as Chrome writes it
 */
export async function speak(language: string, locale = language): Promise<void> {
  // By the folder that tests run in: under jsdom a module's address is no file.
  messages = generateChromeMessages(await parseMessagesFile(`utils/wording/${language}.yml`));
  browserLocale = locale;
  Object.assign(globalThis, { chrome: { i18n } });
}

export function speakEnglish(): Promise<void> {
  return speak('en', 'en_GB');
}
