import { browser } from 'wxt/browser';

/** Of the match patterns that policy wants watched, those that the browser doesn't let Lethe read yet. */
export async function missingSites(wanted: readonly string[]): Promise<string[]> {
  const allowed = await Promise.all(wanted.map(site => browser.permissions.contains({ origins: [site] })));
  return wanted.filter((_site, index) => !allowed[index]);
}

/**
 * Asks for all of them with one question. Called in the click itself: a browser asks the rep only while it hears one, so nothing may
 * be awaited before.
 */
export function allowSites(sites: readonly string[]): void {
  void browser.permissions.request({ origins: [...sites] }).catch(() => false);
}
