import type { Page } from 'puppeteer-core';
import type { AddressOnPage } from './addresses-in-page.ts';
import type { DrivenBrowser } from './driven-browser.ts';
import { readPopup } from './extension-pages.ts';
import { marksOnWholePage } from './painted-marks.ts';

/**
 * What the extension shows as listed: an address counts as flagged when the popup names it and, where it can be
 * seen on the page, a mark is painted at it. A mark painted at anything else counts as a wrong flag.
 */
export async function flaggedOn(
  driven: DrivenBrowser,
  page: Page,
  found: readonly AddressOnPage[],
  listed: readonly string[],
): Promise<string[]> {
  const places = await marksOnWholePage(driven, page, listed);
  const popup = await readPopup(driven, page.url());
  const key = (address: string) => address.toLowerCase();
  const listedKeys = new Set(listed.map(key));
  const visible = new Set(found.filter(({ isVisible }) => isVisible).map(({ address }) => key(address)));
  const painted = new Set(places.flatMap(({ addresses }) => addresses.map(key)));
  const named = new Map(popup.listed.map(({ address }) => [key(address), address]));
  // The popup names the first of many and counts the rest.
  const counted = Number(popup.heading.replaceAll(/\D/gu, ''));
  if (named.size > 0 && counted > named.size) {
    for (const address of listed) {
      if (painted.has(key(address)) || counted >= listedKeys.size) named.set(key(address), address);
    }
  }
  const flagged = [...named].filter(([name]) => painted.has(name) || !visible.has(name));
  const strayPlaces = places.filter(
    ({ addresses }) => !addresses.some(address => listedKeys.has(key(address))),
  );
  const stray = strayPlaces.map(({ addresses, mark }) =>
    addresses.length > 0
      ? addresses.join(' ')
      : `a mark at nothing, ${Math.round(mark.badge.x)} px from the left`,
  );
  return [...new Set([...flagged.map(([, address]) => address), ...stray])];
}
