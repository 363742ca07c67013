import type { Page } from 'puppeteer-core';
import { EXTENSION_ID } from '../e2e/harness/chromium.ts';
import { BUSY_MS } from '../e2e/harness/driven-browser.ts';
import { people } from '../pages/people.ts';
import { openAt, press, type State } from './state.ts';
import type { World } from './world.ts';

/** As wide as a popup is. */
const popup = { place: 'page', phase: 'protecting', widths: [360] } as const;
/** As narrow as a browser lets a panel be, and as a rep may draw it. */
const panel = { ...popup, widths: [280, 480] } as const;

const browsersOwn = { ...popup, isBrowsersOwn: true } as const;

/** When it knows what the page shows. */
const READ = '.page:not(.page-loading)';

/** Popup and panel. */
export const popupStates: readonly State[] = [
  { ...popup, name: 'popup', phase: 'fresh', open: world => openAt(world, 'popup.html', '.state') },
  { ...popup, name: 'popup-listed', open: world => over(world, 'Gmail inbox') },
  {
    ...popup,
    name: 'popup-wrong-match',
    async open(world) {
      const page = await over(world, 'Gmail inbox');
      await press(page, '.listed .quiet.small', '.wrong');
      return page;
    },
  },
  {
    ...popup,
    name: 'popup-none',
    open: world => over(world, 'LinkedIn people, in German'),
  },
  {
    ...popup,
    name: 'popup-not-watched',
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
    open: world => checked(world, people.priya.address),
  },
  {
    ...popup,
    name: 'popup-checked-none',
    open: world => checked(world, people.tom.address),
  },
  {
    ...popup,
    name: 'popup-checked-nonsense',
    open: world => checked(world, 'nobody'),
  },
  {
    ...browsersOwn,
    name: 'popup-by-menu',
    async open(world) {
      const mail = await world.stand('Gmail inbox');
      await mail.bringToFront();
      const clicked = { menuItemId: 'check-selection', selectionText: people.priya.address };
      return opened(world, 'popup.html', '.result-listed', () =>
        inBackground(world, `chrome.contextMenus.onClicked.dispatch(${JSON.stringify(clicked)})`),
      );
    },
  },
  {
    ...browsersOwn,
    name: 'popup-by-key',
    async open(world) {
      const mail = await world.stand('Gmail inbox');
      await mail.bringToFront();
      await mail.evaluate(text => {
        const line = document.createElement('p');
        line.textContent = text;
        document.body.prepend(line);
        getSelection()?.selectAllChildren(line);
      }, people.jonas.address);
      const tab = JSON.stringify({ id: await world.tabOf(mail) });
      return opened(world, 'popup.html', '.result-listed', () =>
        inBackground(world, `chrome.commands.onCommand.dispatch('check-selection', ${tab})`),
      );
    },
  },
  {
    ...browsersOwn,
    name: 'panel-by-button',
    async open(world) {
      const popupPage = await over(world, 'Gmail inbox');
      const button = `.foot button:last-of-type`;
      await popupPage.waitForSelector(button);
      return opened(world, 'sidepanel.html', READ, () => popupPage.click(button));
    },
  },
  {
    ...popup,
    name: 'popup-stop',
    open: reporting,
  },
  {
    ...popup,
    name: 'popup-stop-held',
    async open(world) {
      const page = await reporting(world);
      // Not by the mouse: what the page's marks say may come between, and move the form.
      await page.$eval(`::-p-xpath(//label[contains(., "${people.ben.address}")]/input)`, clickIt);
      await page.$eval('.stop button[type=submit]', clickIt);
      await page.waitForSelector('.draft a');
      return page;
    },
  },
  {
    ...panel,
    name: 'panel-listed',
    open: world => over(world, 'Gmail inbox', 'sidepanel.html'),
  },
  { ...popup, name: 'popup-listed', phase: 'stale', open: world => over(world, 'Gmail inbox') },
  { ...popup, name: 'popup', phase: 'broken', open: world => openAt(world, 'popup.html', '.state-rust') },
];

function clickIt(element: Element): void {
  if (element instanceof HTMLElement) element.click();
}

/** Popup or panel over a stand-in page. */
async function over(world: World, name: string, path = 'popup.html'): Promise<Page> {
  const below = await world.stand(name);
  const page = await openAt(world, `${path}?tab=${await world.tabOf(below)}`, READ);
  // What the page's marks say comes when they are looked up.
  await page.waitForFunction(() => !/\b0\b/.test(document.querySelector('.page h2')?.textContent ?? ''));
  return page;
}

/** "They asked me to stop", opened over a mail. */
async function reporting(world: World): Promise<Page> {
  const page = await over(world, 'Gmail compose');
  await press(page, '.stop-open', '.stop-choices label');
  return page;
}

/** What the browser itself opens, when that is asked for. */
async function opened(
  { driven }: World,
  path: string,
  thenSees: string,
  ask: () => Promise<unknown>,
): Promise<Page> {
  const coming = driven.browser.waitForTarget(target => target.url().endsWith(`/${path}`), {
    timeout: BUSY_MS,
  });
  await ask();
  const page = await (await coming).asPage();
  page.setDefaultTimeout(BUSY_MS);
  await page.waitForSelector(thenSees);
  return page;
}

/** The driver presses none of the browser's own menus and keys: what they tell the extension is told in its background. */
async function inBackground({ driven }: World, script: string): Promise<void> {
  const target = await driven.browser.waitForTarget(
    each => each.type() === 'service_worker' && each.url().includes(EXTENSION_ID),
  );
  await (await target.worker())?.evaluate(script);
}

async function checked(world: World, text: string): Promise<Page> {
  const page = await openAt(world, 'popup.html', '#check');
  await page.type('#check', text);
  await press(page, '.check button[type=submit]', '.check .result, .check [role=alert]:not(:empty)');
  return page;
}
