import { browser } from 'wxt/browser';

/** Far below the 30 seconds after which Firefox ends an idle event page. */
const SIGN_OF_LIFE_EVERY_MS = 1_000;

/**
 * Firefox counts an event page as idle while nothing but its worker is at work, and would end a first download over a
 * slow line again and again. Any call of an extension's API begins the time anew (measured in Firefox 153, 2026-11).
 */
export async function stayingAwake<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => void browser.runtime.getPlatformInfo(), SIGN_OF_LIFE_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
