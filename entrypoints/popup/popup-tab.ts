import { browser } from 'wxt/browser';

export interface PopupTab {
  readonly id: number | undefined;
  /** Undefined where the browser doesn't tell it. */
  readonly url: string | undefined;
}

/**
 * The tab that an address such as `popup.html?tab=7&url=…` names, so that popup and panel can be looked at as pages; undefined where
 * it names none.
 */
export async function namedTab(search: URLSearchParams): Promise<PopupTab | undefined> {
  const id = Number(search.get('tab') ?? Number.NaN);
  if (!Number.isSafeInteger(id)) return undefined;
  return { id, url: search.get('url') ?? (await browser.tabs.get(id)).url };
}

/** The tab at hand. The address of a site that Lethe may not read is told to a popup alone. */
export async function activeTab(): Promise<PopupTab> {
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  return { id: active?.id, url: active?.url };
}
