import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';

/** Lets `i18n.t` answer with the English texts as they ship; to be called before anything that imports `#i18n`. */
export async function speakEnglish(): Promise<void> {
  // By the folder that tests run in: under jsdom a module's address is no file.
  const messages = generateChromeMessages(await parseMessagesFile('utils/wording/en.yml'));
  const i18n = {
    getMessage(name: string, substitutions: readonly string[] = []) {
      const message = messages[name]?.message ?? '';
      return message.replace(/\$(\d)/g, (_, index) => substitutions[Number(index) - 1] ?? '');
    },
  };
  Object.assign(globalThis, { chrome: { i18n } });
}
