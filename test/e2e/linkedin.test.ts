import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildExtension } from './harness/build-extension.ts';
import type { DrivenBrowser } from './harness/driven-browser.ts';
import { browsersHere } from './harness/every-browser.ts';
import { enrol, readPopup } from './harness/extension-pages.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';
import { createOrganisation, type Organisation } from './harness/organisation.ts';
import { paintedMarks } from './harness/painted-marks.ts';
import { serveStandIns, standIn } from './harness/stand-ins.ts';

/** As the officer has it from the person's own letter; the page links to it by another spelling. */
const LISTED = 'linkedin.com/in/Chloe-Martin-HL';

let organisation: Organisation;

beforeAll(async () => {
  organisation = await createOrganisation('Northwind');
  const dir = ['--dir', organisation.folder];
  await organisation.lethe(
    'add',
    LISTED,
    '--reference',
    'CASE-1',
    '--basis',
    'objection',
    '--scope',
    'all',
    ...dir,
  );
  await organisation.lethe('publish', ...dir);
  await organisation.serve();
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
  let folder: string;
  let hosts: Hosts;
  let driven: DrivenBrowser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lethe-linkedin-'));
    hosts = await startHosts();
    serveStandIns(hosts);
    driven = await launch({
      extension: await buildExtension(folder, name),
      hostsPort: hosts.port,
      headless: true,
    });
    await enrol(driven, await organisation.enrolmentCode());
  });

  afterAll(async () => {
    await driven?.close();
    await hosts?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const marksBeside = async (page: Page) => {
    const box = await page.$eval('a[href="/in/chloe-martin-hl/"]', link => {
      const { right, top, bottom } = link.getBoundingClientRect();
      return { right, top, bottom };
    });
    const marks = await paintedMarks(driven, page);
    return marks.map(({ badge }) => ({
      gap: badge.x - box.right > 0 && badge.x - box.right < 12,
      isOnLine: badge.y > box.top - 4 && badge.y + badge.height < box.bottom + 4,
    }));
  };

  it('a listed profile is marked where a page links to it, and named in the popup', async () => {
    const { url } = standIn('LinkedIn contact info, SDUI');
    const page = await driven.browser.newPage();
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    // The contact info's dialog covers the page when it opens.
    await page.evaluate(`document.querySelector('#interop-outlet').style.display = 'none'`);
    await expect.poll(() => marksBeside(page)).toEqual([{ gap: true, isOnLine: true }]);
    const { heading, listed } = await readPopup(driven, url);
    expect(heading).toBe('1 on this page is on the list');
    expect(listed).toEqual([
      { address: 'https://www.linkedin.com/in/chloe-martin-hl', scope: 'No contact', match: '' },
    ]);
    await page.close();
  });
});
