import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { people } from '../pages/people.ts';
import { guardBrowser } from './guard-browser.ts';
import { LISTED, NOT_LISTED } from './guard-page.ts';
import { titledHere } from './harness/every-browser.ts';
import { giveReason, openDialog, press, waitForDialog } from './harness/hold.ts';

/** Long enough for anything that was going to be reached. */
const SETTLED_MS = 400;

const LEAD = 'https://www.linkedin.com/sales/lead/ACwAABcDeFgHiJkLmNoPqRsTuVwXyZ0123456789';

/** A control that a site's file claims, as far as the stand-in has it: the rest is added to the page. */
interface Reaching {
  readonly site: string;
  readonly does: string;
  readonly file: string;
  /** Who is listed, as the page names them. */
  readonly listed: string;
  readonly control: string;
  readonly added?: string;
  /** Whose row is ticked. */
  readonly ticked?: readonly string[];
}

const button = (words: string) => `<button id="added" type="button">${words}</button>`;

const HUBSPOT = {
  site: 'HubSpot',
  file: 'hubspot-contact-actions.html',
  listed: people.ben.address,
  control: '#added',
};
const SALESFORCE = {
  site: 'Salesforce',
  file: 'salesforce-contact-email.html',
  listed: people.tom.address,
  control: '#added',
};
const LEADS = { site: 'Sales Navigator', listed: LEAD };
const LIST = {
  site: 'Salesforce',
  file: 'salesforce-list.html',
  listed: people.mira.address,
  control: '#added',
};

const HUBSPOT_LIST = [people.ben, people.elena]
  .map(
    ({ name, address }, row) =>
      `<tr><td><input type="checkbox"></td><td>${name}</td><td data-table-external-id="cell-${row}-2-email-120${row}">${address}</td></tr>`,
  )
  .join('');

const REACHING: readonly Reaching[] = [
  { ...HUBSPOT, does: 'E-mail', control: '#mail' },
  { ...HUBSPOT, does: 'Create email', control: '#engage' },
  { ...HUBSPOT, does: 'Make a phone call', control: '#call' },
  { ...HUBSPOT, does: 'Enroll in sequence', added: button('Enroll in sequence') },
  {
    ...HUBSPOT,
    does: 'Enroll in sequence above a list, one ticked of two',
    // No list of theirs is among the stand-ins: a record that shows nothing is as good as none.
    added: `${button('Enroll in sequence')}<style>[data-test-id=property-input-email] { display: none }</style><table>${HUBSPOT_LIST}</table>`,
    ticked: [people.ben.name],
  },
  { ...SALESFORCE, does: 'Send Email', control: '#email' },
  { ...SALESFORCE, does: 'Add to Campaign', added: button('Add to Campaign') },
  { ...SALESFORCE, does: 'Add to Cadence', added: button('Add to Cadence') },
  {
    ...SALESFORCE,
    does: 'a number that the telephone system dials',
    listed: 'tel:(202) 555-0142',
    added:
      '<lightning-click-to-dial><a id="added" href="javascript:void(0)"><span>(202) 555-0142</span></a></lightning-click-to-dial>',
  },
  {
    ...LIST,
    does: 'Add to Campaign above a list, several ticked',
    added: button('Add to Campaign'),
    ticked: [people.tom.name, people.mira.name],
  },
  { ...LEADS, does: 'Save', file: 'sales-navigator-lead-es.html', control: '#save' },
  { ...LEADS, does: 'Message', file: 'sales-navigator-lead-es.html', control: '#message' },
  { ...LEADS, does: 'Connect, in its menu', file: 'sales-navigator-lead-es.html', control: '#connect' },
  { ...LEADS, does: 'Save in results', file: 'sales-navigator-search.html', control: '#save-elena' },
  {
    ...LEADS,
    does: 'Save above results, everyone ticked',
    file: 'sales-navigator-search.html',
    control: '#bulk',
    ticked: ['Elena Costa', 'Ben Achebe'],
  },
  {
    site: 'Dynamics 365',
    does: 'Connect sequence',
    file: 'dynamics-contact.html',
    listed: people.mira.address,
    control: '#added',
    added: button('Connect sequence'),
  },
  {
    site: 'Zoho CRM',
    does: 'Add to Campaign',
    file: 'zoho-contact.html',
    listed: people.aiko.address,
    control: '#added',
    added: button('Add to Campaign'),
  },
];

describe.each(titledHere)('in %s', (_name, launch) => {
  const guard = guardBrowser(launch);
  let page: Page;

  const open = async ({ file, listed, added, ticked, control }: Reaching, isListed: boolean) => {
    ({ page } = await guard.open(file, isListed ? { [listed]: LISTED } : {}));
    await page.evaluate(`window.guardTest.others(${JSON.stringify(NOT_LISTED)})`);
    await page.evaluate(
      (selector, html, names) => {
        document.querySelector('main, .area')?.insertAdjacentHTML('afterbegin', html);
        const rows = [...document.querySelectorAll('tr, li')];
        for (const row of rows.filter(({ innerHTML }) => !innerHTML.includes('checkbox')))
          row.insertAdjacentHTML('afterbegin', '<input type="checkbox">');
        for (const name of names) {
          rows
            .find(row => row.textContent?.includes(name))
            ?.querySelector<HTMLInputElement>('input')
            ?.click();
        }
        const pressed: string[] = [];
        Reflect.set(window, 'pressed', pressed);
        document.querySelector(selector)?.addEventListener('click', event => {
          event.preventDefault();
          pressed.push(event.type);
        });
      },
      control,
      added ?? '',
      [...(ticked ?? [])],
    );
    await wait(300);
  };
  /** It is pressed, which a busy machine may take longer for, and then not once more. */
  const expectPressedOnce = async () => {
    await expect.poll(() => page.evaluate('window.pressed.length')).toBe(1);
    expect(await pressed()).toBe(1);
  };
  const pressed = async () => {
    await wait(SETTLED_MS);
    return page.evaluate('window.pressed.length');
  };

  describe.each(REACHING.map(reaching => [reaching.site, reaching.does, reaching] as const))(
    '%s: %s',
    (_site, _does, reaching) => {
      it('held while somebody is listed, by click and key, then pressed once', async () => {
        await open(reaching, true);
        await page.click(reaching.control);
        await waitForDialog(guard.driven, page);
        await press(guard.driven, page, 'cancel');
        await expect.poll(() => openDialog(guard.driven, page)).toBeUndefined();
        await page.focus(reaching.control);
        await page.keyboard.press('Enter');
        await waitForDialog(guard.driven, page);
        expect(await pressed()).toBe(0);
        await giveReason(guard.driven, page, 'legal-notice');
        await expectPressedOnce();
      });

      it('goes through when nobody is listed', async () => {
        await open(reaching, false);
        await page.click(reaching.control);
        await expectPressedOnce();
        expect(await openDialog(guard.driven, page)).toBeUndefined();
      });
    },
  );

  it('above a list, somebody listed whose row isn’t ticked holds nothing', async () => {
    const above = REACHING.find(({ does }) => does.startsWith('Add to Campaign above'));
    if (!above) throw new Error('no list');
    await open({ ...above, ticked: [people.tom.name] }, true);
    await page.click(above.control);
    await expectPressedOnce();
    expect(await openDialog(guard.driven, page)).toBeUndefined();
  });
});
