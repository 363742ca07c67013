import type { Messages } from './chosen-language.ts';

/** What a frame says, by the names of the browser's files. */
export type FrameWords = Readonly<Record<string, string>>;

/** Some 8 kB of a language's 95, since each frame keeps its own. A test compares this with what frames ask for. */
const SAID_IN_FRAMES =
  /^(?:banner|field|hold|mark|plain)_|^status_(?:atTime|locale|now|onDay)$|^toolbar_notProtecting$/;

/** Of all the words of a language, those that frames say. */
export function frameWords(messages: Messages): FrameWords {
  const said: Record<string, string> = {};
  for (const [name, entry] of Object.entries(messages)) {
    if (!SAID_IN_FRAMES.test(name) || typeof entry !== 'object' || entry === null) continue;
    if ('message' in entry && typeof entry.message === 'string') said[name] = entry.message;
  }
  return said;
}

/**
 * Lets all scripts of the extension in a frame say these words, whose world no page sees; null for the browser's again. The browser
 * runs this in the frame by itself, as text: it can use nothing but its parameter. What was looked up before stays as it was.
 */
export function speakInFrame(words: FrameWords | null): void {
  const kept = Symbol.for('lethe.browsers-words');
  for (const name of ['browser', 'chrome']) {
    const i18n = Reflect.get(globalThis, name)?.i18n;
    if (!i18n) continue;
    const browsers = i18n[kept] ?? i18n.getMessage;
    const chosen = (key: string, given: readonly string[] = []) =>
      words?.[key]?.replace(/\$(\d)/g, (_, place) => given[place - 1] ?? '') ??
      Reflect.apply(browsers, i18n, [key, given]);
    Object.assign(i18n, { [kept]: browsers, getMessage: words ? chosen : browsers });
  }
}
