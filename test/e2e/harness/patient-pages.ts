import type { Browser } from 'puppeteer-core';
import { BUSY_MS } from './driven-browser.ts';

/** Lets every page that a test opens wait as long as a busy machine may take, in place of the driver's 30 seconds. */
export function patientPages(browser: Browser): void {
  const newPage = browser.newPage.bind(browser);
  browser.newPage = async (...options) => {
    const page = await newPage(...options);
    page.setDefaultTimeout(BUSY_MS);
    return page;
  };
}
