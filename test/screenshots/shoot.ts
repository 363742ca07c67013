import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';

export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface Picture {
  readonly path: `${string}.png`;
  /** Of the window; absent where it is to stay as it is. */
  readonly width?: number;
  readonly height?: number;
  readonly scheme: Scheme;
  /** As long as the page is, rather than as high as the window. */
  readonly isWhole: boolean;
}

/** Takes a picture of a page as somebody sees it who has set their system to this scheme. */
export async function shoot(page: Page, { path, width, height, scheme, isWhole }: Picture): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const before = page.viewport();
  const isOther = before?.width !== width || before?.height !== height;
  if (width !== undefined && height !== undefined && isOther) await page.setViewport({ width, height });
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  // What follows the page's boxes is drawn a frame or two later.
  await wait(250);
  await page.screenshot({ path, fullPage: isWhole });
}
