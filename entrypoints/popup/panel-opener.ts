import { browser } from 'wxt/browser';

/**
 * What opens the panel beside the page: Chromium's side panel, Firefox's sidebar. Undefined where the browser has none. Found out
 * before it is pressed, since a browser opens it only while it hears the click.
 */
export async function panelOpener(): Promise<(() => void) | undefined> {
  if (import.meta.env.FIREFOX) {
    // Of Firefox alone, so that the common types don't know it.
    const sidebar: unknown = Reflect.get(browser, 'sidebarAction');
    return isSidebar(sidebar) ? () => void sidebar.open().finally(close) : undefined;
  }
  const { id } = await browser.windows.getCurrent();
  if (id === undefined || !browser.sidePanel?.open) return undefined;
  return () => void browser.sidePanel.open({ windowId: id }).then(close, () => undefined);
}

function isSidebar(value: unknown): value is { open(): Promise<void> } {
  return typeof value === 'object' && value !== null && 'open' in value;
}
