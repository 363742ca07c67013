import { browser } from 'wxt/browser';
import { chosenLanguage, messagesOf, onLanguageChosen } from '../../utils/wording/chosen-language.ts';
import { type FrameWords, frameWords, speakInFrame } from '../../utils/wording/frame-words.ts';
import { tabsWithin } from './inject.ts';

/** Null where the rep chose none, or it can't be read. Absent until somebody asks. */
let chosen: Promise<FrameWords | null> | undefined;

/** Lets frames that are open speak another language from the moment in which the rep chooses it. */
export function startChosenWords(): void {
  onLanguageChosen(() => {
    chosen = undefined;
    void putIntoOpenTabs();
  });
}

/** Lets these frames of a tab speak the language that the rep chose; where they chose none, there is nothing to do. */
export async function putChosenWords(tabId: number, frameIds: number[]): Promise<void> {
  const words = await chosenWords();
  if (words) await put({ tabId, frameIds }, words);
}

async function putIntoOpenTabs(): Promise<void> {
  const words = await chosenWords();
  const { origins = [] } = await browser.permissions.getAll();
  const tabs = await tabsWithin(origins);
  await Promise.all(
    tabs.map(async ({ id }) => {
      if (id !== undefined) await put({ tabId: id, allFrames: true }, words);
    }),
  );
}

function chosenWords(): Promise<FrameWords | null> {
  chosen ??= readWords();
  return chosen;
}

async function readWords(): Promise<FrameWords | null> {
  const language = await chosenLanguage();
  const messages = language === null ? undefined : await messagesOf(language);
  return messages === undefined ? null : frameWords(messages);
}

type Target =
  | { readonly tabId: number; readonly frameIds: number[] }
  | { readonly tabId: number; readonly allFrames: true };

async function put(target: Target, words: FrameWords | null): Promise<void> {
  try {
    await browser.scripting.executeScript({
      target,
      func: speakInFrame,
      args: [words],
      injectImmediately: true,
    });
  } catch {
    // The frame may be gone by now, or the tab discarded.
  }
}
