import { offer } from '../e2e/harness/extension-pages.ts';
import { press as pressInDialog, waitForDialog } from '../e2e/harness/hold.ts';
import { paintedMarks } from '../e2e/harness/painted-marks.ts';
import { people } from '../pages/people.ts';
import { openHeldMail } from './overlay-states.ts';
import { offerFile, openAt, press, type State, WIDTHS } from './state.ts';
import type { World } from './world.ts';

const page = { place: 'page', widths: WIDTHS } as const;

/** Welcome page, options and screening. */
export const pageStates: readonly State[] = [
  { ...page, name: 'welcome', phase: 'fresh', open: world => openWelcome(world) },
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
      const opened = await openAt(world, 'options.html', '#code');
      await offer(world.driven, opened, 'lethe1:nonsense');
      await opened.waitForFunction(() => document.querySelector('#code-problem')?.textContent);
      return opened;
    },
  },
  {
    ...page,
    name: 'options-offer',
    phase: 'fresh',
    async open(world) {
      const opened = await openAt(world, 'options.html', '#code');
      await offer(world.driven, opened, world.enrolmentCode);
      await opened.waitForSelector('.offer');
      return opened;
    },
  },
  { ...page, name: 'screen', phase: 'fresh', open: world => openAt(world, 'screen.html', '.block') },
  { ...page, name: 'welcome', phase: 'protecting', open: world => openWelcome(world) },
  {
    ...page,
    name: 'options',
    phase: 'protecting',
    async open(world) {
      const opened = await openAt(world, 'options.html', '.state-calm');
      await opened.$$eval('details', all => {
        for (const each of all) each.open = true;
      });
      return opened;
    },
  },
  {
    ...page,
    name: 'options-holds',
    phase: 'protecting',
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
    phase: 'protecting',
    open: world => openAt(world, 'screen.html', 'input[type=file]'),
  },
  {
    ...page,
    name: 'screen-columns',
    phase: 'protecting',
    async open(world) {
      const opened = await openAt(world, 'screen.html', 'input[type=file]');
      await offerFile(opened, 'input[type=file]', 'leads.csv', 'name,town\nMira,Utrecht\n');
      await press(opened, '.filled', '.columns');
      return opened;
    },
  },
  {
    ...page,
    name: 'screen-done',
    phase: 'protecting',
    async open(world) {
      const opened = await openAt(world, 'screen.html', 'input[type=file]');
      const leads = `name,email\nMira,${people.mira.address}\nTom,${people.tom.address}\n`;
      await offerFile(opened, 'input[type=file]', 'leads.csv', leads);
      await press(opened, '.filled', '.outcome');
      return opened;
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
    name: 'screen',
    phase: 'stale',
    open: world => openAt(world, 'screen.html', 'input[type=file]'),
  },
  {
    ...page,
    name: 'options',
    phase: 'broken',
    open: world => openAt(world, 'options.html', '.state-rust'),
  },
];

function openWelcome(world: World) {
  return openAt(world, 'welcome.html', '.sample-send');
}
