import { type Browser, browser } from 'wxt/browser';
import { framesOfTab } from '../../utils/lookup/frames-of-tab.ts';
import type { CursorLook } from '../../utils/marks/cursor.ts';
import { cursorTurns } from '../../utils/marks/cursor-turns.ts';
import { isMarksNotice, type MarksMessage } from '../../utils/marks/marks-message.ts';

/** The command of the manifest. The rep can choose other keys, in the browser's own list of shortcuts. */
const NEXT_MARK = 'next-mark';

/** Moves the virtual cursor through the frames of the tab that the rep looks at. */
export function startCursor(): void {
  browser.commands.onCommand.addListener((command: string) => {
    if (command === NEXT_MARK) void advance();
  });
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
    if (sender.id !== browser.runtime.id || !isMarksNotice(message) || sender.tab?.id === undefined) return;
    void tellFrames(sender.tab.id, { type: 'cursor-end' });
  });
}

async function advance(): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined) return;
  const tabId = tab.id;
  const asked = await Promise.all((await framesOfTab(tabId)).map(frameId => look(tabId, frameId)));
  const frames = asked.filter(each => each !== null);
  const turns = cursorTurns(frames.map(frame => frame.look));
  await Promise.allSettled(
    frames.map(({ frameId }, index) => {
      const message: MarksMessage = { type: 'cursor-put', turn: turns[index] ?? 'elsewhere' };
      return browser.tabs.sendMessage(tabId, message, { frameId });
    }),
  );
}

async function look(tabId: number, frameId: number): Promise<{ frameId: number; look: CursorLook } | null> {
  const question: MarksMessage = { type: 'cursor-look' };
  const answer: unknown = await browser.tabs.sendMessage(tabId, question, { frameId }).catch(() => null);
  return isCursorLook(answer) ? { frameId, look: answer } : null;
}

function isCursorLook(value: unknown): value is CursorLook {
  return typeof value === 'object' && value !== null && 'listed' in value && 'current' in value;
}

async function tellFrames(tabId: number, message: MarksMessage): Promise<void> {
  // The tab may be closed by now.
  await browser.tabs.sendMessage(tabId, message).catch(() => undefined);
}
