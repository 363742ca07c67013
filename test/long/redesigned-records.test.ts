import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../e2e/harness/build-extension.ts';
import { launchChromium } from '../e2e/harness/chromium.ts';
import { readPopup } from '../e2e/harness/extension-pages.ts';
import { banners, openDialog } from '../e2e/harness/hold.ts';
import { createServedOrganisation, type Organisation } from '../e2e/harness/organisation.ts';
import { settledMarks } from '../e2e/harness/painted-marks.ts';
import { enrolledBrowser } from '../e2e/harness/running-browser.ts';
import { serveStandIns } from '../e2e/harness/stand-ins.ts';
import { trials } from '../e2e/site-abilities.ts';
import { pages, type StandInPage } from '../pages/pages.ts';
import { type Redesign, redesigns } from '../pages/redesigns.ts';

// LinkedIn's pages and those of CRMs, changed as redesigns change them, with the built extension and everybody on them listed: a rep
// is stopped, warned, or told that the page can't be read, and never left without a word.

/** What a rep is told; `nothing` is what may not be. */
const OUTCOMES = ['held', 'flagged', 'name only', 'unreadable', 'nothing'] as const;
type Outcome = (typeof OUTCOMES)[number];

/** Longer than a page is given to draw what it has begun. */
const TOLD_WITHIN_MS = 3_500;
/** In which a held control shows its dialog. */
const HELD_WITHIN_MS = 800;

const PEOPLE = pages.filter(({ site }) => site !== 'Gmail' && site !== 'Outlook');

/** Marks the control that reaches somebody before its page is changed, so that it is found again. */
const CONTROL = 'data-the-control';

const outcomes: { page: string; redesign: string; outcome: Outcome }[] = [];
let organisation: Organisation;

const rep = enrolledBrowser('chromium', launchChromium, makeOrganisation, { serve: serveStandIns });

async function makeOrganisation(): Promise<Organisation> {
  organisation = await createServedOrganisation('Northwind', await everybody());
  return organisation;
}

afterAll(async () => {
  await organisation?.remove();
  await writeTable();
});

describe.each(PEOPLE.map(page => [page.name, page] as const))('%s', (_name, page) => {
  it.each(redesigns.map(redesign => [redesign.name, redesign] as const))(
    '%s',
    async (_redesign, redesign) => {
      const tab = await rep.driven.browser.newPage();
      try {
        const outcome = await redesigned(tab, page, redesign);
        outcomes.push({ page: page.name, redesign: redesign.name, outcome });
        expect(outcome).not.toBe('nothing');
      } finally {
        await tab.close();
      }
    },
    60_000,
  );
});

async function redesigned(tab: Page, page: StandInPage, { change }: Redesign): Promise<Outcome> {
  await tab.goto(page.url, { waitUntil: 'domcontentloaded' });
  await wait(200);
  const control = trials.find(({ reach }) => reach?.page === page.name)?.reach?.control;
  const whole = await tab.evaluate(
    (selector, name) => {
      if (selector) document.querySelector(selector)?.setAttribute(name, '');
      const about = document.querySelector('main, [role=main]') ?? document.body.firstElementChild;
      about?.setAttribute('data-window', '');
      return '[data-window]';
    },
    control ?? '',
    CONTROL,
  );
  await tab.evaluate(
    `(${change.toString().replace(/^change/u, 'function change')})(${JSON.stringify(whole)})`,
  );
  await tab.bringToFront();
  await wait(300);
  if (control && (await isHeld(tab))) return 'held';
  if ((await settledMarks(rep.driven, tab)).length > 0) return 'flagged';
  const said = await banners(rep.driven, tab);
  if (said.some(text => /asked not to|on your organisation/iu.test(text))) return 'flagged';
  if (said.some(text => text.includes("can't be checked"))) return 'name only';
  await wait(TOLD_WITHIN_MS);
  const { heading, text } = await readPopup(rep.driven, page.url);
  if (/on this page (?:is|are) on the list/u.test(heading)) return 'flagged';
  return text.includes("Lethe can't read this page") ? 'unreadable' : 'nothing';
}

/** Whether a press of the control is held; it leaves for no other page, whatever becomes of it. */
async function isHeld(tab: Page): Promise<boolean> {
  await tab.evaluate(() => document.addEventListener('click', event => event.preventDefault()));
  const control = await tab.$(`>>> [${CONTROL}]`);
  const box = await control?.boundingBox();
  if (!box) return false;
  await control?.scrollIntoView();
  await control?.click();
  const end = Date.now() + HELD_WITHIN_MS;
  while (Date.now() < end) {
    if (await openDialog(rep.driven, tab)) return true;
    await wait(50);
  }
  return false;
}

/** Every address, profile and lead that stands on one of the pages. */
async function everybody(): Promise<string[]> {
  const found = new Set(PEOPLE.flatMap(({ addresses }) => addresses));
  for (const { file } of PEOPLE) {
    const html = await readFile(join(ROOT, 'test/pages', file), 'utf8');
    for (const [, slug] of html.matchAll(/\/in\/([\w-]+)/gu)) found.add(`linkedin.com/in/${slug}`);
    for (const [id] of html.matchAll(/ACoA\w+/gu)) found.add(`linkedin.com/in/${id}`);
    for (const [, id] of html.matchAll(/\/sales\/lead\/(\w+)/gu)) found.add(`linkedin.com/sales/lead/${id}`);
  }
  return [...found];
}

async function writeTable(): Promise<void> {
  const counts = OUTCOMES.map(
    outcome => `${outcomes.filter(one => one.outcome === outcome).length} of ${outcomes.length} ${outcome}`,
  );
  const rows = PEOPLE.map(({ name }) => {
    const own = outcomes.filter(one => one.page === name);
    const cells = OUTCOMES.map(outcome => own.filter(one => one.outcome === outcome).length);
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  const table = [
    counts.join('; '),
    '',
    `| page | ${OUTCOMES.join(' | ')} |`,
    `| --- |${' --- |'.repeat(OUTCOMES.length)}`,
    ...rows,
    '',
    ...outcomes
      .filter(({ outcome }) => outcome === 'nothing')
      .map(({ page, redesign }) => `- ${page}, ${redesign}: nothing`),
  ];
  await mkdir(join(ROOT, '.output'), { recursive: true });
  await writeFile(join(ROOT, '.output/redesigned-records.md'), `${table.join('\n')}\n`);
}
