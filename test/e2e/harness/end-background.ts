import { expect } from 'vitest';
import { EXTENSION_IDS } from '../../../utils/rollout/extension-ids.ts';
import type { DrivenBrowser } from './driven-browser.ts';
import { inFirefoxWindow } from './firefox-window.ts';

/**
 * Ends the service worker or the event page, at once and whatever it is about, as a browser does that is out of memory. Nobody of
 * the extension's own pages hears of it but by their Ports.
 */
export async function endBackground(driven: DrivenBrowser): Promise<void> {
  if (driven.name === 'firefox') {
    const extension = `WebExtensionPolicy.getByID(${JSON.stringify(EXTENSION_IDS.firefox)}).extension`;
    const running = `[...${extension}.views].find(view => view.viewType === 'background')?.contextId`;
    const ways = '{ ignoreDevToolsAttached: true, disableResetIdleForTest: true }';
    const before = await inFirefoxWindow(driven, running);
    // An event that comes meanwhile, such as a tab's end, has Firefox keep it.
    await expect
      .poll(async () => {
        await inFirefoxWindow(driven, `${extension}.terminateBackground(${ways})`);
        return inFirefoxWindow(driven, running);
      })
      .not.toBe(before);
    return;
  }
  const { browser } = driven;
  const target = browser.targets().find(each => each.type() === 'service_worker');
  const [page] = await browser.pages();
  if (!target || !page) throw new Error('no service worker runs, or no page by which it could be ended');
  const session = await page.createCDPSession();
  await session.send('ServiceWorker.enable');
  // One that is about to start isn't ended by the first word; and a page that waits starts another at once.
  await expect
    .poll(async () => {
      await session.send('ServiceWorker.stopAllWorkers');
      return browser.targets().includes(target);
    })
    .toBe(false);
  await session.detach();
}
