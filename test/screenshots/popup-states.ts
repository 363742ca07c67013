import type { Page } from 'puppeteer-core';
import { people } from '../pages/people.ts';
import { openAt, press, type State } from './state.ts';
import type { World } from './world.ts';

/** As wide as a popup is. */
const popup = { place: 'page', widths: [360] } as const;
/** As narrow as a browser lets a panel be, and as a rep may draw it. */
const panel = { place: 'page', widths: [280, 480] } as const;

/** When it knows what the page shows. */
const READ = '.page:not(.page-loading)';

/** Popup and panel. */
export const popupStates: readonly State[] = [
  { ...popup, name: 'popup', phase: 'fresh', open: world => openAt(world, 'popup.html', '.state') },
  { ...popup, name: 'popup-listed', phase: 'protecting', open: world => over(world, 'Gmail inbox') },
  {
    ...popup,
    name: 'popup-wrong-match',
    phase: 'protecting',
    async open(world) {
      const page = await over(world, 'Gmail inbox');
      await press(page, '.listed .quiet.small', '.wrong');
      return page;
    },
  },
  {
    ...popup,
    name: 'popup-none',
    phase: 'protecting',
    open: world => over(world, 'LinkedIn people, in German'),
  },
  {
    ...popup,
    name: 'popup-not-watched',
    phase: 'protecting',
    async open(world) {
      const notes = await world.driven.browser.newPage();
      await notes.goto('https://notes.example/');
      const tab = await world.tabOf(notes);
      return openAt(world, `popup.html?tab=${tab}&url=${encodeURIComponent(notes.url())}`, '.site-choice');
    },
  },
  {
    ...popup,
    name: 'popup-unreadable',
    phase: 'protecting',
    // A tab in which no script of Lethe's is.
    open: async world =>
      openAt(
        world,
        `popup.html?tab=${await world.tabOf(world.control)}&url=https://mail.google.com/`,
        '.page-warning',
      ),
  },
  {
    ...popup,
    name: 'popup-checked-listed',
    phase: 'protecting',
    open: world => checked(world, people.priya.address),
  },
  {
    ...popup,
    name: 'popup-checked-none',
    phase: 'protecting',
    open: world => checked(world, people.tom.address),
  },
  {
    ...popup,
    name: 'popup-checked-nonsense',
    phase: 'protecting',
    open: world => checked(world, 'nobody'),
  },
  {
    ...popup,
    name: 'popup-stop',
    phase: 'protecting',
    async open(world) {
      const page = await over(world, 'Gmail compose');
      await press(page, '.stop-open', '.stop-choices label');
      return page;
    },
  },
  {
    ...popup,
    name: 'popup-stop-held',
    phase: 'protecting',
    async open(world) {
      const page = await over(world, 'Gmail compose');
      await press(page, '.stop-open', '.stop-choices label');
      await page.click(`::-p-xpath(//label[contains(., "${people.ben.address}")]/input)`);
      await press(page, '.stop button[type=submit]', '.draft a');
      return page;
    },
  },
  {
    ...panel,
    name: 'panel-listed',
    phase: 'protecting',
    open: world => over(world, 'Gmail inbox', 'sidepanel.html'),
  },
  { ...popup, name: 'popup-listed', phase: 'stale', open: world => over(world, 'Gmail inbox') },
  { ...popup, name: 'popup', phase: 'broken', open: world => openAt(world, 'popup.html', '.state-rust') },
];

/** Popup or panel over a stand-in page. */
async function over(world: World, name: string, path = 'popup.html'): Promise<Page> {
  const below = await world.stand(name);
  const page = await openAt(world, `${path}?tab=${await world.tabOf(below)}`, READ);
  // What the page's marks say comes when they are looked up.
  await page.waitForFunction(() => !/\b0\b/.test(document.querySelector('.page h2')?.textContent ?? ''));
  return page;
}

async function checked(world: World, text: string): Promise<Page> {
  const page = await openAt(world, 'popup.html', '#check');
  await page.type('#check', text);
  await press(page, '.check button[type=submit]', '.check .result, .check [role=alert]:not(:empty)');
  return page;
}
