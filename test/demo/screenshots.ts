import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page, Viewport } from 'puppeteer-core';
import { ROOT } from '../e2e/harness/build-extension.ts';

export const SCREENSHOTS = join(ROOT, '.output', 'demo');

export async function clearScreenshots(): Promise<void> {
  await rm(SCREENSHOTS, { recursive: true, force: true });
  await mkdir(SCREENSHOTS, { recursive: true });
}

/** `NAME.png`, and `NAME-dark.png` as someone sees it who set their system to dark. */
export async function shoot(page: Page, name: string, size?: Viewport): Promise<void> {
  const before = page.viewport();
  if (size) await page.setViewport(size);
  const file = name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    // Colours may fade from one scheme to the other.
    await wait(300);
    const ending = scheme === 'dark' ? '-dark' : '';
    await page.screenshot({ path: join(SCREENSHOTS, `${file}${ending}.png`) });
  }
  await page.emulateMediaFeatures([]);
  if (size) await page.setViewport(before);
}
