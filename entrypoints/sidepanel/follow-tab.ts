import { browser } from 'wxt/browser';
import { activeTab, type PopupTab } from '../popup/popup-tab.ts';

/** Calls back with the tab at hand in this window, now and whenever it is another or shows another page. */
export function followTab(onTab: (tab: Promise<PopupTab>) => void, signal: AbortSignal): void {
  function follow(): void {
    if (!signal.aborted) onTab(activeTab());
  }

  async function onActivated({ windowId }: { readonly windowId: number }): Promise<void> {
    if ((await browser.windows.getCurrent()).id === windowId) follow();
  }

  /** `url` is told of sites that Lethe may read. */
  async function onUpdated(
    id: number,
    change: { readonly status?: string | undefined; readonly url?: string | undefined },
  ): Promise<void> {
    if (change.status !== 'complete' && change.url === undefined) return;
    if ((await activeTab()).id === id) follow();
  }

  browser.tabs.onActivated.addListener(onActivated);
  browser.tabs.onUpdated.addListener(onUpdated);
  signal.addEventListener('abort', () => {
    browser.tabs.onActivated.removeListener(onActivated);
    browser.tabs.onUpdated.removeListener(onUpdated);
  });
  follow();
}
