import type { Page } from 'puppeteer-core';

/** What Lethe does on a site, each checked in the browser with the built extension. */
export const ABILITIES = [
  'finds addresses',
  'marks',
  'finds recipients',
  'holds click',
  'holds keyboard',
  'holds schedule',
  'releases once',
  'survives navigation',
  "says when it can't read",
] as const;

export type Ability = (typeof ABILITIES)[number];

/** How one site is tried. What isn't there can't be had, and `without` says why. */
export interface SiteTrial {
  readonly site: string;
  /** A stand-in with somebody listed on it. */
  readonly shows: string;
  /** Where the rep writes, or reaches somebody by a control. */
  readonly reach?: {
    readonly page: string;
    /** Somebody listed among the recipients, as the banner has them; absent where a control reaches them. */
    readonly banner?: string;
    /** The control that sends or reaches, where it stands on the page from the start. */
    readonly control?: string;
    /** Presses it. */
    readonly click: (page: Page) => Promise<void>;
    /** Does the same by the keyboard. */
    readonly keys?: (page: Page) => Promise<void>;
    readonly schedule?: (page: Page) => Promise<void>;
    /** Where the stand-in notes what left: `sent` or `reached`. */
    readonly notes: 'sent' | 'reached';
  };
  /** Changes the page so that what it holds can't be read, as a function that is run in it; and the page. */
  readonly unreadable?: { readonly page: string; readonly change: () => void };
  readonly without?: Partial<Readonly<Record<Ability, string>>>;
}

const NO_COMPOSER = 'no evidence of its composer';
const NO_SCHEDULE = 'no evidence of scheduling';

async function withKeys(
  page: Page,
  selector: string,
  ...keys: readonly ('Control' | 'Enter')[]
): Promise<void> {
  await page.focus(selector);
  for (const key of keys) await page.keyboard.down(key);
  for (const key of [...keys].reverse()) await page.keyboard.up(key);
}

/** Where no composer is known, mail links are what reaches people. */
function mailLink(page: string, link: string): NonNullable<SiteTrial['reach']> {
  return {
    page,
    notes: 'reached',
    control: link,
    click: tab => tab.click(link),
    keys: tab => withKeys(tab, link, 'Enter'),
  };
}

/** The heading by which a record is known, gone; that of the stand-ins is one of these. */
function headingGone(): void {
  for (const heading of document.querySelectorAll(
    'h1, h2, [data-id=header_title], [data-selenium-test=highlightTitle], [data-test-id=highlight-record-label], [data-zcqa]',
  )) {
    const plain = document.createElement('p');
    plain.append(...heading.childNodes);
    heading.replaceWith(plain);
  }
}

export const trials: readonly SiteTrial[] = [
  {
    site: 'Gmail',
    shows: 'Gmail inbox',
    reach: {
      page: 'Gmail compose',
      banner: 'Mira Okonjo',
      notes: 'sent',
      click: page => page.click('.go'),
      keys: page => withKeys(page, '.body', 'Control', 'Enter'),
      async schedule(page) {
        await page.click('.more');
        await page.waitForSelector('[selector=scheduledSend]');
        await page.click('[selector=scheduledSend]');
      },
    },
    unreadable: {
      page: 'Gmail compose',
      change: () => {
        for (const field of document.querySelectorAll('[name=to], [name=cc], [name=bcc]'))
          field.removeAttribute('name');
      },
    },
  },
  {
    site: 'Outlook',
    shows: 'Outlook inbox with a message',
    reach: {
      page: 'Outlook compose in the reading pane',
      banner: 'Mira Okonjo',
      notes: 'sent',
      click: page => page.click('.go'),
      keys: page => withKeys(page, '.body', 'Control', 'Enter'),
      async schedule(page) {
        await page.click('.more');
        await page.waitForSelector('.menu [role=menuitem]');
        await page.click('.menu [role=menuitem]:nth-child(2)');
      },
    },
    unreadable: {
      page: 'Outlook compose in the reading pane',
      change: () => {
        document.querySelector('.go')?.remove();
        document.querySelector('.more')?.remove();
      },
    },
  },
  {
    site: 'LinkedIn',
    shows: 'LinkedIn contact info, Ember',
    reach: {
      page: 'LinkedIn conversations over the feed',
      banner: 'Sofia Lind',
      notes: 'sent',
      control: '#ember480 .msg-form__send-button',
      click: page => page.click('#ember480 .msg-form__send-button'),
      keys: page => withKeys(page, '#ember480 .msg-form__send-button', 'Enter'),
    },
    unreadable: { page: 'LinkedIn profile and invitation, in Dutch', change: headingGone },
    without: { 'holds schedule': NO_SCHEDULE },
  },
  {
    site: 'Sales Navigator',
    shows: 'Sales Navigator lead list',
    reach: {
      page: 'Sales Navigator lead, in Spanish',
      notes: 'reached',
      control: '#save',
      click: page => page.click('#save'),
      keys: page => withKeys(page, '#save', 'Enter'),
    },
    unreadable: { page: 'Sales Navigator lead, in Spanish', change: headingGone },
    without: {
      'holds schedule': NO_SCHEDULE,
      'finds recipients': 'whom a control reaches; see LinkedIn for conversations',
    },
  },
  {
    site: 'Salesforce',
    shows: 'Salesforce list view',
    reach: {
      page: 'Salesforce contact with a mail, in German',
      notes: 'reached',
      control: '#email',
      click: page => page.click('#email'),
      keys: page => withKeys(page, '#email', 'Enter'),
    },
    unreadable: { page: 'Salesforce contact with a mail, in German', change: headingGone },
    without: {
      'finds recipients': 'by name only: no address in its composer is known',
      'holds schedule': NO_SCHEDULE,
    },
  },
  {
    site: 'HubSpot',
    shows: 'HubSpot contact',
    reach: {
      page: 'HubSpot contact with its buttons, in Dutch',
      notes: 'reached',
      control: '#mail',
      click: page => page.click('#mail'),
      keys: page => withKeys(page, '#mail', 'Enter'),
    },
    unreadable: { page: 'HubSpot contact with its buttons, in Dutch', change: headingGone },
    without: { 'finds recipients': NO_COMPOSER, 'holds schedule': NO_COMPOSER },
  },
  {
    site: 'Dynamics 365',
    shows: 'Dynamics 365 contact',
    unreadable: { page: 'Dynamics 365 contact', change: headingGone },
    without: {
      'finds recipients': 'by name only, which it says',
      'holds click': 'recipients by name only',
      'holds keyboard': 'recipients by name only',
      'holds schedule': NO_COMPOSER,
      'releases once': 'nothing is held',
    },
  },
  {
    site: 'Zoho CRM',
    shows: 'Zoho CRM contact',
    reach: mailLink('Zoho CRM contact', '#subvalue_EMAIL'),
    unreadable: { page: 'Zoho CRM contact', change: headingGone },
    without: { 'finds recipients': NO_COMPOSER, 'holds schedule': NO_COMPOSER },
  },
  {
    site: 'Pipedrive',
    shows: 'Pipedrive person',
    reach: mailLink('Pipedrive person', 'a[href^="mailto:"]'),
    without: {
      'finds recipients': NO_COMPOSER,
      'holds schedule': NO_COMPOSER,
      "says when it can't read": 'nothing is read but what any page shows',
    },
  },
];
