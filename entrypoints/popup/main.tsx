import { render } from 'preact';
import { browser } from 'wxt/browser';
import { Popup } from './popup.tsx';

const app = document.getElementById('app');
if (app) render(<Popup tabId={tabIdOf(location.search)} />, app);

/** `popup.html?tab=7` shows tab 7, so that the popup can be looked at as a page; else the active tab is shown. */
async function tabIdOf(search: string): Promise<number | undefined> {
  const named = Number(new URLSearchParams(search).get('tab') ?? Number.NaN);
  if (Number.isSafeInteger(named)) return named;
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  return active?.id;
}
