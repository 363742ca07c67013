import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoIdentifiers } from '../pages/people.ts';
import { ROOT } from './harness/build-extension.ts';
import { browsersHere, IN_EVERY_BROWSER } from './harness/every-browser.ts';
import { readPopup } from './harness/extension-pages.ts';
import { banners, giveReason, openDialog, press, waitForDialog } from './harness/hold.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { paintedMarks, settledMarks } from './harness/painted-marks.ts';
import { enrolledBrowser } from './harness/running-browser.ts';
import { serveStandIns, standIn } from './harness/stand-ins.ts';
import { ABILITIES, type Ability, type SiteTrial, trials } from './site-abilities.ts';

// What Lethe can do where: each cell of docs/sites.md is a test here. UPDATE_DOCS=1 writes the table, else it is compared.

const TABLE = join(ROOT, 'docs/sites.md');

/** Longer than anything takes that was going to be sent. */
const SETTLED_MS = 600;

/** Beside the demo's: whom LinkedIn's and the CRMs' stand-ins show. */
const MORE = [
  'linkedin.com/in/chloe-martin-hl',
  'linkedin.com/in/ACoAABm3T0sBq1',
  'linkedin.com/sales/lead/ACwAABcDeFgHiJkLmNoPqRsTuVwXyZ0123456789',
  'tom.hartley@fernwood.example',
  'ben.achebe@example.com',
  'david@quillandco.test',
];

/** In which browsers an ability was seen, by site and ability. */
const seen = new Map<string, string[]>();
let organisation: Organisation;

beforeAll(async () => {
  organisation = await createServedOrganisation('Northwind', [...demoIdentifiers, ...MORE]);
});

afterAll(async () => {
  await organisation?.remove();
});

describe.each(browsersHere)('%s', (name, launch) => {
  const rep = enrolledBrowser(name, launch, () => organisation, { serve: serveStandIns });
  let tab: Page;

  /** The page that is open, as long as nothing was done to it that stays. */
  let opened: string | null = null;
  const open = async (page: string) => {
    if (opened === page) return;
    await tab?.close();
    tab = await rep.driven.browser.newPage();
    await tab.goto(standIn(page).url, { waitUntil: 'domcontentloaded' });
    await noteLinks();
    await wait(SETTLED_MS);
    opened = page;
  };
  const left = async (notes: 'sent' | 'reached'): Promise<readonly unknown[]> => {
    const noted: unknown = await tab.evaluate(`window.${notes} ?? []`);
    return Array.isArray(noted) ? noted : [];
  };
  const marked = () =>
    expect.poll(async () => (await paintedMarks(rep.driven, tab)).length).toBeGreaterThan(0);
  /** A mail link leaves the page for a mail program: the stand-in notes the click instead, and the press stays here. */
  const noteLinks = () =>
    tab.evaluate(() => {
      if (Reflect.get(window, 'reached') || Reflect.get(window, 'sent')) return;
      const reached: string[] = [];
      Reflect.set(window, 'reached', reached);
      document.addEventListener('click', event => {
        const link = event
          .composedPath()
          .find(target => target instanceof Element && target.matches('a[href]'));
        if (!(link instanceof HTMLAnchorElement)) return;
        event.preventDefault();
        reached.push(link.href);
      });
    });

  const tries: Record<Ability, (trial: SiteTrial) => Promise<void>> = {
    async 'finds addresses'({ shows }) {
      await open(shows);
      const { url, addresses } = standIn(shows);
      expect(addresses.length).toBeGreaterThan(0);
      await expect
        .poll(async () => (await readPopup(rep.driven, url)).heading)
        .toMatch(/on this page (?:is|are) on the list/u);
    },
    async marks({ shows }) {
      await open(shows);
      await marked();
    },
    async 'finds recipients'({ reach }) {
      await open(reach?.page ?? '');
      await expect
        .poll(() => banners(rep.driven, tab))
        .toContainEqual(expect.stringContaining(reach?.banner ?? '—'));
    },
    'holds click': trial => held(trial, trial.reach?.click),
    'holds keyboard': trial => held(trial, trial.reach?.keys),
    'holds schedule': trial => held(trial, trial.reach?.schedule),
    async 'releases once'({ reach }) {
      if (!reach) throw new Error('nothing to release');
      await open(reach.page);
      opened = null;
      await reach.click(tab);
      const dialog = await waitForDialog(rep.driven, tab);
      expect(await left(reach.notes)).toEqual([]);
      if (dialog.buttons.some(({ value }) => value === 'remove')) await press(rep.driven, tab, 'remove');
      else await giveReason(rep.driven, tab, 'legal-notice');
      await expect.poll(() => left(reach.notes)).toHaveLength(1);
      await wait(SETTLED_MS);
      expect(await left(reach.notes)).toHaveLength(1);
    },
    async 'survives navigation'({ shows }) {
      await open(shows);
      await marked();
      opened = null;
      // As a single-page site goes: another address, other content, no load.
      await tab.evaluate(() => {
        history.pushState({}, '', `${location.pathname}?next`);
        document.body.innerHTML = '<main><p>Nobody is here.</p></main>';
      });
      await expect.poll(async () => (await settledMarks(rep.driven, tab)).length).toBe(0);
      await tab.evaluate(() => {
        history.pushState({}, '', `${location.pathname}?after`);
        document.body.innerHTML = '<main><p>Write to jonas.feld@example.com.</p></main>';
      });
      await marked();
    },
    async "says when it can't read"({ unreadable }) {
      if (!unreadable) throw new Error('nothing to try');
      await open(unreadable.page);
      opened = null;
      await tab.evaluate(`(${unreadable.change.toString()})()`);
      await expect
        .poll(async () => (await readPopup(rep.driven, standIn(unreadable.page).url)).text)
        .toContain("Lethe can't read this page");
    },
  };

  async function held(
    { reach }: SiteTrial,
    gesture: ((page: Page) => Promise<void>) | undefined,
  ): Promise<void> {
    if (!reach || !gesture) throw new Error('no gesture to try');
    await open(reach.page);
    await tab.bringToFront();
    await gesture(tab);
    await waitForDialog(rep.driven, tab);
    await tab.keyboard.press('Escape');
    await wait(SETTLED_MS);
    expect(await openDialog(rep.driven, tab)).toBeUndefined();
    expect(await left(reach.notes)).toEqual([]);
  }

  describe.each(trials.map(trial => [trial.site, trial] as const))('%s', (site, trial) => {
    const there = ABILITIES.filter(ability => !(ability in (trial.without ?? {})));
    it.each(there)('%s', async ability => {
      await tries[ability](trial);
      const key = `${site} ${ability}`;
      seen.set(key, [...(seen.get(key) ?? []), name === 'chromium' ? 'Chromium' : 'Firefox']);
    });
  });
});

it('the table in docs/sites.md is what was seen', async ({ skip }) => {
  const browsers = IN_EVERY_BROWSER ? 2 : 1;
  const wanted = trials.flatMap(trial => ABILITIES.filter(ability => !(ability in (trial.without ?? {}))));
  skip([...seen.values()].flat().length < browsers * wanted.length, 'not everything was tried');
  const cell = (trial: SiteTrial, ability: Ability) =>
    (seen.get(`${trial.site} ${ability}`) ?? []).join(', ') || `– ${trial.without?.[ability] ?? 'not seen'}`;
  const table = [
    `| site | ${ABILITIES.join(' | ')} |`,
    `| --- |${' --- |'.repeat(ABILITIES.length)}`,
    ...trials.map(
      trial => `| ${trial.site} | ${ABILITIES.map(ability => cell(trial, ability)).join(' | ')} |`,
    ),
  ].join('\n');
  const text = await readFile(TABLE, 'utf8');
  const updated = text.replace(
    /<!-- table -->[\s\S]*<!-- end -->/u,
    `<!-- table -->\n${table}\n<!-- end -->`,
  );
  if (process.env.UPDATE_DOCS && IN_EVERY_BROWSER) await writeFile(TABLE, updated);
  else expect(IN_EVERY_BROWSER ? text : text.replaceAll('Chromium, Firefox', 'Chromium')).toBe(updated);
});
