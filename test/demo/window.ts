import { standIn } from '../e2e/harness/stand-ins.ts';
import type { Stage } from './stage.ts';

/** What a first look shows: a mail being written, a profile, a contact; each in a tab. */
const FIRST_LOOK = ['Salesforce list view', 'LinkedIn contact info, SDUI', 'Gmail compose'];

/** Opens the pages in a window and stays until it is closed or Ctrl+C is pressed. */
export async function showWindow(stage: Stage, interrupted: Promise<unknown>): Promise<void> {
  const { driven, givenPage } = stage;
  const urls = givenPage === undefined ? FIRST_LOOK.map(name => standIn(name).url) : [givenPage];
  const blank = await driven.browser.pages();
  for (const url of urls) {
    const page = await driven.browser.newPage();
    await page.goto(url, { waitUntil: 'domcontentloaded' });
  }
  for (const page of blank) await page.close();
  process.stdout.write(
    givenPage === undefined
      ? '\nThe window shows a mail, a profile and a contact list. Press Send in the mail to see it held.\n'
      : `\nThe window shows ${stage.options.page?.given}.\n`,
  );
  process.stdout.write('Close the window or press Ctrl+C to end. The demo organisation is removed then.\n');
  await Promise.race([interrupted, new Promise(resolve => driven.browser.once('disconnected', resolve))]);
}
