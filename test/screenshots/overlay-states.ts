import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { banners, sendButton, waitForDialog } from '../e2e/harness/hold.ts';
import { settledMarks } from '../e2e/harness/painted-marks.ts';
import { type State, WIDTHS } from './state.ts';
import type { World } from './world.ts';

const overlay = { place: 'overlay', phase: 'protecting', widths: WIDTHS } as const;

/** What Lethe shows in other people's pages. */
export const overlayStates: readonly State[] = [
  {
    ...overlay,
    name: 'mail-unprotected',
    phase: 'fresh',
    open: world => openWithBanner(world, 'Gmail compose'),
  },
  {
    ...overlay,
    name: 'mail-banner',
    open: world => openWithBanner(world, 'Gmail compose'),
  },
  { ...overlay, name: 'mail-held', open: openHeldMail },
  {
    ...overlay,
    name: 'mail-reasons',
    async open(world) {
      const page = await openHeldMail(world);
      await world.driven.inOverlay(page, root => {
        const reasons = root.querySelector('details');
        if (reasons) reasons.open = true;
        return null;
      });
      return page;
    },
  },
  {
    ...overlay,
    name: 'mail-marketing',
    open: world => heldFrom(world, 'Gmail thread with inline reply'),
  },
  {
    ...overlay,
    name: 'list-card',
    widths: [1280],
    async open(world) {
      const page = await world.stand('Salesforce list view');
      const mark = await firstMark(world, page);
      await page.mouse.move(mark.line.x + Math.min(mark.line.width / 2, 60), mark.line.y - 4);
      await wait(600);
      return page;
    },
  },
  {
    ...overlay,
    name: 'inbox-marks',
    widths: [1280],
    async open(world) {
      const page = await world.stand('Gmail inbox');
      await firstMark(world, page);
      return page;
    },
  },
  {
    ...overlay,
    name: 'mail-banner',
    phase: 'stale',
    open: world => openWithBanner(world, 'Gmail compose'),
  },
];

/** A mail that was about to go out, with the question over it. */
export function openHeldMail(world: World): Promise<Page> {
  return heldFrom(world, 'Gmail compose');
}

async function heldFrom(world: World, name: string): Promise<Page> {
  const page = await openWithBanner(world, name);
  const send = await sendButton(page);
  await page.mouse.click(send.x, send.y);
  await waitForDialog(world.driven, page);
  return page;
}

async function openWithBanner(world: World, name: string): Promise<Page> {
  const page = await world.stand(name);
  await until(async () => (await banners(world.driven, page)).length > 0, 'no banner came');
  return page;
}

async function firstMark(world: World, page: Page) {
  let [mark] = await settledMarks(world.driven, page);
  await until(async () => {
    [mark] = await settledMarks(world.driven, page);
    return mark !== undefined;
  }, 'no mark came');
  if (!mark) throw new Error('no mark came');
  return mark;
}

async function until(isSo: () => Promise<boolean>, otherwise: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isSo()) return;
    await wait(50);
  }
  throw new Error(otherwise);
}
