import { browser } from 'wxt/browser';

/** In `storage.local`: that the page was opened. */
const WELCOMED = 'welcomed';

/** Opens the welcome page after the first installation of a profile; what is installed anew by an update or a reload says nothing. */
export function startWelcome(): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void welcome();
  });
}

async function welcome(): Promise<void> {
  if ((await browser.storage.local.get(WELCOMED))[WELCOMED] === true) return;
  await browser.storage.local.set({ [WELCOMED]: true });
  await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
}
