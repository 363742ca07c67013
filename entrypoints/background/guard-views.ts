import { type Browser, browser } from 'wxt/browser';
import { isViewsRequest } from '../../utils/guard/views-request.ts';

/** Puts the guard's views into each frame that asks for them. */
export function startGuardViews(): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
    if (sender.id !== browser.runtime.id || !isViewsRequest(message)) return undefined;
    return inject(sender);
  });
}

async function inject({ tab, frameId }: Browser.runtime.MessageSender): Promise<boolean> {
  if (tab?.id === undefined || frameId === undefined) return false;
  try {
    const results = await browser.scripting.executeScript({
      target: { tabId: tab.id, frameIds: [frameId] },
      files: ['/guard-views.js'],
      injectImmediately: true,
    });
    return results.length > 0;
  } catch {
    // The frame may be gone by now, or on its way to another page.
    return false;
  }
}
