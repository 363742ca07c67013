import { render } from 'preact';
import { browser } from 'wxt/browser';
import { Popup, type PopupTab } from './popup.tsx';

const app = document.getElementById('app');
if (app) render(<Popup tab={tabOf(new URLSearchParams(location.search))} />, app);

/**
 * The active tab; or, so that the popup can be looked at as a page, the one named by `popup.html?tab=7&url=…`. The
 * address of a site that Lethe may not read is told to a popup alone.
 */
async function tabOf(search: URLSearchParams): Promise<PopupTab> {
  const id = Number(search.get('tab') ?? Number.NaN);
  if (Number.isSafeInteger(id)) return { id, url: search.get('url') ?? (await browser.tabs.get(id)).url };
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  return { id: active?.id, url: active?.url };
}
