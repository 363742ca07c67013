import { type Browser, browser } from 'wxt/browser';
import { sites } from '../../utils/sites/sites.ts';

/** Those of all sites, since each keeps quiet in a frame of another. */
export const SITE_SCRIPTS = [
  '/site-gmail.js',
  '/site-outlook.js',
  '/site-linkedin.js',
  '/site-salesforce.js',
  '/site-hubspot.js',
  '/site-dynamics.js',
  '/site-zoho.js',
  '/site-pipedrive.js',
] as const;

/** The open tabs of the sites that Lethe watches by itself. */
export function watchedTabs(): Promise<Browser.tabs.Tab[]> {
  return browser.tabs.query({ url: sites.flatMap(site => site.hosts) });
}

/** True for an address that we may see: without the permission `tabs`, a browser shows only those of our hosts. */
export function isWatched(url: string | undefined): boolean {
  return url !== undefined && /^https?:/.test(url);
}

/** After an install or update, pages that are already open have no script of this release. */
export async function injectIntoOpenTabs(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  await injectInto(origins);
}

/** The open tabs that show one of these origins. */
export async function tabsWithin(origins: readonly string[]): Promise<Browser.tabs.Tab[]> {
  return origins.length === 0 ? [] : browser.tabs.query({ url: [...origins] });
}

/** Puts the script into the open tabs of these origins. */
export async function injectInto(origins: readonly string[]): Promise<void> {
  const tabs = await tabsWithin(origins);
  // A tab may be discarded, or show an error page that no extension may enter.
  await Promise.allSettled(
    tabs.map(
      tab =>
        tab.id !== undefined &&
        browser.scripting.executeScript({
          target: { tabId: tab.id, allFrames: true },
          files: [...SITE_SCRIPTS, '/frame.js'],
          injectImmediately: true,
        }),
    ),
  );
}
