import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { ROOT } from '../e2e/harness/build-extension.ts';
import { SCHEMES, shoot } from './shoot.ts';
import type { State } from './state.ts';
import { nameOf } from './states.ts';
import type { World } from './world.ts';

/** What the stores show at most 1280 × 800, and what Chrome's takes in no other size but 640 × 400. */
export const STORE_SIZE = { width: 1280, height: 800 } as const;

/** Of README, light and dark. */
const README: Readonly<
  Record<string, { readonly state: string; readonly width: number; readonly height: number }>
> = {
  'held-send': { state: 'mail-held', ...STORE_SIZE },
  enrol: { state: 'options-offer-fresh', width: 800, height: 720 },
};

/** In the order of the listing. */
export const STORE_PICTURES: Readonly<Record<string, string>> = {
  '1-marks': 'inbox-marks',
  '2-held-send': 'mail-held',
  '3-popup': 'popup-listed',
  '4-options': 'options-holds',
};

/** The pictures that are kept in the repository and that this state gives. */
export async function keepPictures(world: World, page: Page, state: State): Promise<void> {
  for (const [name, { state: wanted, ...size }] of Object.entries(README)) {
    if (wanted !== nameOf(state)) continue;
    for (const scheme of SCHEMES) {
      const file = `${name}${scheme === 'dark' ? '-dark' : ''}`;
      await shoot(page, { path: `${ROOT}docs/images/${file}.png`, ...size, scheme, isWhole: false });
    }
  }
  for (const [name, wanted] of Object.entries(STORE_PICTURES)) {
    if (wanted !== nameOf(state)) continue;
    const path: `${string}.png` = `${ROOT}docs/store/images/${name}.png`;
    if (state.name.startsWith('popup')) await shootPopup(world, page, path);
    else await shoot(page, { path, ...STORE_SIZE, scheme: 'light', isWhole: false });
  }
}

/** A popup in the corner of the page that it speaks of, since a picture of a browser's own window can't be had. */
async function shootPopup({ driven, stand }: World, popup: Page, path: `${string}.png`): Promise<void> {
  const [front, back] = ['front', 'back'].map(
    (name): `${string}.png` => `${join(ROOT, '.output')}/${name}.png`,
  );
  if (!front || !back) return;
  await shoot(popup, { path: front, width: 360, height: 200, scheme: 'light', isWhole: true });
  const below = await stand('Gmail inbox');
  await shoot(below, { path: back, ...STORE_SIZE, scheme: 'light', isWhole: false });
  const sheet = await driven.browser.newPage();
  const [over, under] = await Promise.all(
    [front, back].map(async file => (await readFile(file)).toString('base64')),
  );
  await sheet.setContent(`<style>
      body { margin: 0; background: url(data:image/png;base64,${under}) }
      img { position: fixed; top: 8px; right: 24px; border-radius: 10px; box-shadow: 0 2px 6px #0003, 0 18px 48px #0006 }
    </style><img src="data:image/png;base64,${over}">`);
  await shoot(sheet, { path, ...STORE_SIZE, scheme: 'light', isWhole: false });
}
