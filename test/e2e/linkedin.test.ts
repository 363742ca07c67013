import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browsersHere } from './harness/every-browser.ts';
import { readPopup } from './harness/extension-pages.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { paintedMarks } from './harness/painted-marks.ts';
import { enrolledBrowser } from './harness/running-browser.ts';
import { serveStandIns, standIn } from './harness/stand-ins.ts';

/** As the officer has it from the person's own letter; the page links to it by another spelling. */
const LISTED = 'linkedin.com/in/Chloe-Martin-HL';

let organisation: Organisation;

beforeAll(async () => {
  organisation = await createServedOrganisation('Northwind', [LISTED]);
});

afterAll(async () => {
  await organisation?.remove();
});

it('the officer finds a profile on the list by any of its links', async () => {
  const dir = ['--dir', organisation.folder];
  const check = async (link: string) => JSON.parse(await organisation.lethe('check', link, '--json', ...dir));
  expect(await check('https://nl.linkedin.com/in/chloe-martin-hl/?originalSubdomain=nl')).toMatchObject({
    listed: true,
    scope: 'all',
    match: 'exact',
    unpublished: false,
  });
  expect(await check('https://www.linkedin.com/in/chloe-martin')).toMatchObject({
    listed: false,
    blocks: [],
  });
});

describe.each(browsersHere)('LinkedIn in %s', (name, launch) => {
  const rep = enrolledBrowser(name, launch, () => organisation, { serve: serveStandIns });

  const marksBeside = async (page: Page) => {
    const box = await page.$eval('a[href="/in/chloe-martin-hl/"]', link => {
      const { right, top, bottom } = link.getBoundingClientRect();
      return { right, top, bottom };
    });
    const marks = await paintedMarks(rep.driven, page);
    return marks.map(({ badge }) => ({
      gap: badge.x - box.right > 0 && badge.x - box.right < 12,
      isOnLine: badge.y > box.top - 4 && badge.y + badge.height < box.bottom + 4,
    }));
  };

  it('a listed profile is marked where a page links to it, and named in the popup', async () => {
    const { url } = standIn('LinkedIn contact info, SDUI');
    const page = await rep.driven.browser.newPage();
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    // The contact info's dialog covers the page when it opens.
    await page.evaluate(`document.querySelector('#interop-outlet').style.display = 'none'`);
    await expect.poll(() => marksBeside(page)).toEqual([{ gap: true, isOnLine: true }]);
    await expect
      .poll(async () => (await readPopup(rep.driven, url)).heading)
      .toBe('1 on this page is on the list');
    const { listed } = await readPopup(rep.driven, url);
    expect(listed).toEqual([
      { address: 'https://www.linkedin.com/in/chloe-martin-hl', scope: 'No contact', match: '' },
    ]);
    await page.close();
  });
});
