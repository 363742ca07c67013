import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { addressesInPage } from '../e2e/harness/addresses-in-page.ts';
import type { DrivenBrowser } from '../e2e/harness/driven-browser.ts';
import { flaggedOn } from '../e2e/harness/flagged.ts';
import { press, sendButton, sentBy, waitForDialog } from '../e2e/harness/hold.ts';
import { paintedMarks } from '../e2e/harness/painted-marks.ts';
import { standIn } from '../e2e/harness/stand-ins.ts';
import { pages } from '../pages/pages.ts';
import { listedAddresses } from '../pages/people.ts';
import { listedIn } from './listed-in.ts';
import type { PageSource } from './options.ts';
import { type PageReport, type Report, reportPage } from './report.ts';
import { shoot } from './screenshots.ts';
import type { Stage } from './stage.ts';

export interface Inspection {
  readonly report: Report;
  /** For each page, milliseconds from its beginning to the first painted mark; null where none was due. */
  readonly times: readonly (number | null)[];
  /** How Send went; absent where there was none to try. */
  readonly hold?: { readonly held: boolean; readonly title: string };
}

/** How long a first mark may take before the page counts as having none. */
const FIRST_MARK_TIMEOUT_MS = 10_000;

/** Opens every stand-in page, compares what is flagged with what is listed, and tries Send in the mail. */
export async function inspectStandIns({ driven }: Stage): Promise<Inspection> {
  const reports: PageReport[] = [];
  const times: (number | null)[] = [];
  for (const standing of pages.filter(({ addresses }) => addresses.length > 0)) {
    const page = await driven.browser.newPage();
    const listed = standing.addresses.filter(address => listedAddresses.includes(address));
    times.push(await openAndWait(driven, page, standing.url, listed.length > 0));
    const found = await addressesInPage(page);
    // What stands in a hidden copy belongs to another tab of the site: it isn't due, and no error either.
    const shown = await flaggedOn(driven, page, found, listed);
    const flagged = shown.filter(address => !standing.unseen.includes(address));
    reports.push(reportPage(standing.url, standing.addresses, listed, flagged));
    await shoot(page, standing.name);
    await page.close();
  }
  return { report: { pages: reports }, times, hold: await tryToSend(driven) };
}

/** Opens the page that the user named and compares what is flagged with what their list holds. */
export async function inspectGivenPage(
  { driven, options, givenPage }: Stage,
  source: PageSource,
): Promise<Inspection> {
  if (givenPage === undefined) throw new Error('the page is not served');
  const page = await driven.browser.newPage();
  // What is on the page stands there before any script of it or of Lethe's has come far; waiting costs nothing.
  const firstMarkMs = await openAndWait(driven, page, givenPage, true);
  const found = await addressesInPage(page);
  const addresses = found.map(({ address }) => address);
  const listed = await listedIn(addresses, options.list);
  const flagged = await flaggedOn(driven, page, found, listed);
  await shoot(page, 'page');
  await page.close();
  return {
    report: { pages: [reportPage(source.given, addresses, listed, flagged)] },
    times: [firstMarkMs],
  };
}

/** Milliseconds from the page's beginning to the first painted mark. */
async function openAndWait(
  driven: DrivenBrowser,
  page: Page,
  url: string,
  isMarkDue: boolean,
): Promise<number | null> {
  const started = Date.now();
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  if (!isMarkDue) {
    await wait(1_000);
    return null;
  }
  while (Date.now() - started < FIRST_MARK_TIMEOUT_MS) {
    if ((await paintedMarks(driven, page)).length > 0) return Date.now() - started;
    await wait(10);
  }
  return null;
}

/** Presses Send in a mail to a listed recipient. */
async function tryToSend(driven: DrivenBrowser): Promise<{ held: boolean; title: string }> {
  const { url } = standIn('Gmail compose');
  const page = await driven.browser.newPage();
  try {
    await openAndWait(driven, page, url, true);
    const { x, y } = await sendButton(page);
    await page.mouse.click(x, y);
    const dialog = await waitForDialog(driven, page);
    await wait(300);
    await shoot(page, 'held Send');
    const sent = await sentBy(page);
    await press(driven, page, 'cancel');
    await wait(300);
    const sentLater = await sentBy(page);
    return { held: sent.length === 0 && sentLater.length === 0, title: dialog.title };
  } catch (error) {
    return { held: false, title: error instanceof Error ? error.message : String(error) };
  } finally {
    await page.close();
  }
}
