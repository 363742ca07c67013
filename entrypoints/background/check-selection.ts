import { type Browser, browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { isOwnPage } from '../../utils/lookup/message-sender.ts';

/** Popup → background: what it is to check, if menu or keys opened it. Answered once, with a text or null. */
export interface CheckWanted {
  readonly type: 'check-wanted';
}

/** The command of the manifest, and the item of the menu. */
const CHECK_SELECTION = 'check-selection';
/** Where the browser can't open the popup by itself, a window stands in. */
const WINDOW = { url: '/popup.html', type: 'popup', width: 400, height: 620 } as const;

/** Checks what the rep selected, by menu or keys, in the popup. The text stays in memory until the popup takes it. */
export function startChecks(): void {
  let wanted: Promise<string> | null = null;

  function check(text: Promise<string>): void {
    wanted = text;
    // First of all: a browser opens it only while it hears the gesture.
    browser.action.openPopup().catch(() => browser.windows.create(WINDOW));
  }

  browser.contextMenus.onClicked.addListener(({ menuItemId, selectionText }) => {
    if (menuItemId === CHECK_SELECTION) check(Promise.resolve(selectionText ?? ''));
  });
  browser.commands.onCommand.addListener((command: string, tab?: Browser.tabs.Tab) => {
    if (command === CHECK_SELECTION) check(selectionIn(tab?.id));
  });
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
    // The popup alone: what was selected in one tab is nothing for the script of another.
    const isOurs = isOwnPage(sender, { id: browser.runtime.id, origin: location.origin });
    if (!isOurs || !isCheckWanted(message)) return undefined;
    const taken = wanted;
    wanted = null;
    return taken ?? Promise.resolve(null);
  });
  void putMenu();
}

/** Anew at each start: browsers differ in whether they keep it, and the words may have changed. */
async function putMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({
    id: CHECK_SELECTION,
    title: i18n.t('menu.checkSelection'),
    contexts: ['selection'],
  });
}

/** What is selected in the tab, which the keys let us read this once. */
async function selectionIn(tabId: number | undefined): Promise<string> {
  if (tabId === undefined) return '';
  try {
    const target = { tabId, allFrames: true };
    const frames = await browser.scripting.executeScript({ target, func: selectedText });
    return frames.map(({ result }) => result).find(text => typeof text === 'string' && text !== '') ?? '';
  } catch {
    // A page of the browser's own, which nobody may read.
    return '';
  }
}

/** Runs in the page by itself. A field's text isn't part of the selection; a password is none of ours. */
function selectedText(): string {
  const field = document.activeElement;
  const isText =
    field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== 'password');
  const inField = isText ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0) : '';
  return inField === '' ? (getSelection()?.toString() ?? '') : inField;
}

function isCheckWanted(message: unknown): message is CheckWanted {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'check-wanted'
  );
}
