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

type Reach = NonNullable<SiteTrial['reach']>;

/** A mail to Mira that is being written; `later` is what schedules it, in the menu beside Send. */
function composed(page: string, later: string): Reach {
  return {
    page,
    banner: 'Mira Okonjo',
    notes: 'sent',
    click: tab => tab.click('.go'),
    keys: tab => withKeys(tab, '.body', 'Control', 'Enter'),
    async schedule(tab) {
      await tab.click('.more');
      await tab.waitForSelector(later);
      await tab.click(later);
    },
  };
}

/** A control that sends or reaches; where no composer is known, that is a mail link. */
function byControl(page: string, control: string, notes: Reach['notes'] = 'reached'): Reach {
  return {
    page,
    notes,
    control,
    click: tab => tab.click(control),
    keys: tab => withKeys(tab, control, 'Enter'),
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
    reach: composed('Gmail compose', '[selector=scheduledSend]'),
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
    reach: composed('Outlook compose in the reading pane', '.menu [role=menuitem]:nth-child(2)'),
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
      ...byControl('LinkedIn conversations over the feed', '#ember480 .msg-form__send-button', 'sent'),
      banner: 'Sofia Lind',
    },
    unreadable: { page: 'LinkedIn profile and invitation, in Dutch', change: headingGone },
    without: { 'holds schedule': NO_SCHEDULE },
  },
  {
    site: 'Sales Navigator',
    shows: 'Sales Navigator lead list',
    reach: byControl('Sales Navigator lead, in Spanish', '#save'),
    unreadable: { page: 'Sales Navigator lead, in Spanish', change: headingGone },
    without: {
      'holds schedule': NO_SCHEDULE,
      'finds recipients': 'whom a control reaches; see LinkedIn for conversations',
    },
  },
  {
    site: 'Salesforce',
    shows: 'Salesforce list view',
    reach: byControl('Salesforce contact with a mail, in German', '#email'),
    unreadable: { page: 'Salesforce contact with a mail, in German', change: headingGone },
    without: {
      'finds recipients': 'by name only: no address in its composer is known',
      'holds schedule': NO_SCHEDULE,
    },
  },
  {
    site: 'HubSpot',
    shows: 'HubSpot contact',
    reach: byControl('HubSpot contact with its buttons, in Dutch', '#mail'),
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
    reach: byControl('Zoho CRM contact', '#subvalue_EMAIL'),
    unreadable: { page: 'Zoho CRM contact', change: headingGone },
    without: { 'finds recipients': NO_COMPOSER, 'holds schedule': NO_COMPOSER },
  },
  {
    site: 'Pipedrive',
    shows: 'Pipedrive person',
    reach: byControl('Pipedrive person', 'a[href^="mailto:"]'),
    without: {
      'finds recipients': NO_COMPOSER,
      'holds schedule': NO_COMPOSER,
      "says when it can't read": 'nothing is read but what any page shows',
    },
  },
];
