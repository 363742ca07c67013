import { type Browser, browser } from 'wxt/browser';
import type { LatePart } from '../../utils/late/late-parts.ts';
import type { PartRequest } from '../../utils/late/part-request.ts';
import { putChosenWords } from './chosen-words.ts';

const FILES = {
  'guard-views': '/guard-views.js',
  marks: '/marks.js',
  'spelled-out': '/spelled-out.js',
} as const satisfies Record<LatePart, string>;

/** Puts a part into each frame that asks for it. */
export function startLateParts(): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
    if (sender.id !== browser.runtime.id || !isPartRequest(message)) return undefined;
    return inject(FILES[message.part], sender);
  });
}

/** Only the extension itself reaches its own `runtime.onMessage`, so type and name tell the rest. */
function isPartRequest(message: unknown): message is PartRequest {
  if (typeof message !== 'object' || message === null) return false;
  if (!('type' in message) || message.type !== 'late-part' || !('part' in message)) return false;
  return typeof message.part === 'string' && Object.hasOwn(FILES, message.part);
}

async function inject(
  file: (typeof FILES)[LatePart],
  { tab, frameId }: Browser.runtime.MessageSender,
): Promise<boolean> {
  if (tab?.id === undefined || frameId === undefined) return false;
  // First, since a part shows something as soon as it is there.
  await putChosenWords(tab.id, [frameId]);
  try {
    const results = await browser.scripting.executeScript({
      target: { tabId: tab.id, frameIds: [frameId] },
      files: [file],
      injectImmediately: true,
    });
    return results.length > 0;
  } catch {
    // The frame may be gone by now, or on its way to another page.
    return false;
  }
}
