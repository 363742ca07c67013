import type { Page } from 'puppeteer-core';
import { BUSY_MS } from '../e2e/harness/driven-browser.ts';
import type { World } from './world.ts';

/** What the browser is told before the states of a phase are opened, in this order. */
export const PHASES = ['fresh', 'protecting', 'managed', 'stale', 'broken'] as const;
export type Phase = (typeof PHASES)[number];

/** A page of the extension, or what it shows in somebody's page, as somebody meets it. */
export interface State {
  /** Of files too. */
  readonly name: string;
  readonly phase: Phase;
  /** In a page of the extension, or in the closed root over a page that isn't ours. */
  readonly place: 'page' | 'overlay';
  /** Of the window, in pixels. */
  readonly widths: readonly number[];
  /** True where the browser itself opened it, and so decides how large it is. */
  readonly isBrowsersOwn?: true;
  /** Opens a page that shows it. */
  open(world: World): Promise<Page>;
}

/** A phone's, a window's half, a window's. */
export const WIDTHS = [360, 800, 1280] as const;

/** A page of the extension when `selector` stands in it. */
export async function openAt({ driven }: World, path: string, selector: string): Promise<Page> {
  const page = await driven.openExtensionPage(path);
  page.setDefaultTimeout(BUSY_MS);
  await page.waitForSelector(selector);
  return page;
}

/** Presses, and waits for what that brings. */
export async function press(page: Page, selector: string, thenSees: string): Promise<void> {
  await page.waitForSelector(selector);
  await page.$eval(selector, element => element instanceof HTMLElement && element.click());
  await page.waitForSelector(thenSees);
}

/** Shows what is folded away. */
export async function openDetails(page: Page, selector = 'details'): Promise<void> {
  await page.$$eval(selector, all => {
    for (const each of all) if (each instanceof HTMLDetailsElement) each.open = true;
  });
}

/** Puts a file made of this text into a field. */
export async function offerFile(page: Page, field: string, name: string, text: string): Promise<void> {
  await page.waitForSelector(field);
  await page.$eval(
    field,
    (element, fileName, content) => {
      if (!(element instanceof HTMLInputElement)) return;
      const carried = new DataTransfer();
      carried.items.add(new File([content], fileName, { type: 'text/csv' }));
      element.files = carried.files;
      element.dispatchEvent(new Event('change', { bubbles: true }));
    },
    name,
    text,
  );
}
