import type { Browser, Target } from 'puppeteer-core';

/** Closes the page that opens after an installation, in front of whatever a test looks at. */
export function closeWelcome(browser: Browser): void {
  async function close(target: Target): Promise<void> {
    if (target.url().endsWith('/welcome.html')) await (await target.page())?.close();
  }
  // It may be closed by the time, with its browser.
  const look = (target: Target): void => void close(target).catch(() => undefined);
  browser.on('targetcreated', look);
  browser.on('targetchanged', look);
  for (const target of browser.targets()) look(target);
}
