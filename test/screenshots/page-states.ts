import type { Page } from 'puppeteer-core';
import { offer } from '../e2e/harness/extension-pages.ts';
import { press as pressInDialog, waitForDialog } from '../e2e/harness/hold.ts';
import { paintedMarks } from '../e2e/harness/painted-marks.ts';
import { people } from '../pages/people.ts';
import { openHeldMail } from './overlay-states.ts';
import { offerFile, openAt, openDetails, press, type State, WIDTHS } from './state.ts';
import type { World } from './world.ts';

const page = { place: 'page', phase: 'protecting', widths: WIDTHS } as const;

/** Welcome page, options and screening. */
export const pageStates: readonly State[] = [
  { ...page, name: 'welcome', phase: 'fresh', open: openWelcome },
  {
    ...page,
    name: 'welcome-code',
    phase: 'fresh',
    async open(world) {
      const opened = await openWelcome(world);
      await press(opened, 'button.door', '#code');
      return opened;
    },
  },
  {
    name: 'welcome-sample-held',
    phase: 'fresh',
    place: 'overlay',
    widths: WIDTHS,
    async open(world) {
      const opened = await openWelcome(world);
      await opened.waitForSelector('.sample-send');
      for (let tries = 0; (await paintedMarks(world.driven, opened)).length === 0 && tries < 200; tries += 1);
      await opened.click('.sample-send');
      await waitForDialog(world.driven, opened);
      return opened;
    },
  },
  { ...page, name: 'options', phase: 'fresh', open: world => openAt(world, 'options.html', '#code') },
  {
    ...page,
    name: 'options-code-refused',
    phase: 'fresh',
    async open(world) {
      const opened = await offered(world, 'lethe1:nonsense');
      await opened.waitForFunction(() => document.querySelector('#code-problem')?.textContent);
      return opened;
    },
  },
  {
    ...page,
    name: 'options-offer',
    phase: 'fresh',
    async open(world) {
      const opened = await offered(world, world.enrolmentCode);
      await opened.waitForSelector('.offer');
      return opened;
    },
  },
  { ...page, name: 'screen', phase: 'fresh', open: world => openAt(world, 'screen.html', '.block') },
  { ...page, name: 'welcome', open: openWelcome },
  {
    ...page,
    name: 'options',
    async open(world) {
      const opened = await openAt(world, 'options.html', '.state-calm');
      await openDetails(opened);
      return opened;
    },
  },
  {
    ...page,
    name: 'options-holds',
    async open(world) {
      // Two lines in the log, by holding twice.
      const mail = await openHeldMail(world);
      await pressInDialog(world.driven, mail, 'cancel');
      await mail.close();
      return openAt(world, 'options.html', '.state-calm');
    },
  },
  {
    ...page,
    name: 'screen',
    open: openScreen,
  },
  {
    ...page,
    name: 'screen-columns',
    open: world => screening(world, 'name,town\nMira,Utrecht\n', '.columns'),
  },
  {
    ...page,
    name: 'screen-done',
    async open(world) {
      const leads = `name,email\nMira,${people.mira.address}\nTom,${people.tom.address}\n`;
      return screening(world, leads, '.outcome');
    },
  },
  {
    ...page,
    name: 'welcome',
    phase: 'managed',
    open: world => openAt(world, 'welcome.html', '.policy'),
  },
  {
    ...page,
    name: 'options',
    phase: 'managed',
    open: world => openAt(world, 'options.html', '.policy'),
  },
  {
    ...page,
    name: 'options',
    phase: 'stale',
    open: world => openAt(world, 'options.html', '.state-amber'),
  },
  {
    ...page,
    name: 'screen-chosen',
    phase: 'stale',
    async open(world) {
      const opened = await openScreen(world);
      await offerFile(opened, 'input[type=file]', 'leads.csv', 'name,email\n');
      await opened.waitForSelector('.stale');
      return opened;
    },
  },
  {
    ...page,
    name: 'options',
    phase: 'broken',
    open: world => openAt(world, 'options.html', '.state-rust'),
  },
];

/** A lead list of this text, screened as far as that this stands there. */
async function screening(world: World, leads: string, thenSees: string): Promise<Page> {
  const opened = await openScreen(world);
  await offerFile(opened, 'input[type=file]', 'leads.csv', leads);
  await press(opened, '.filled', thenSees);
  return opened;
}

function openScreen(world: World): Promise<Page> {
  return openAt(world, 'screen.html', 'input[type=file]');
}

/** The options with a code put into their form. */
async function offered(world: World, code: string): Promise<Page> {
  const opened = await openAt(world, 'options.html', '#code');
  await offer(world.driven, opened, code);
  return opened;
}

function openWelcome(world: World): Promise<Page> {
  return openAt(world, 'welcome.html', '.sample-send');
}
