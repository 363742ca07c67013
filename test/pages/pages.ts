import { people, rep } from './people.ts';

/**
 * The stand-in pages: what each stands for, the address that it is served at (real host names, so that match
 * patterns and site files are exercised), and the addresses that stand on it. A server serves `file` (beside
 * this one) for the origin and path of `url`; no two pages share them.
 */
export interface StandInPage {
  readonly name: string;
  /** `https://…`, at the site's real host, hash included. */
  readonly url: string;
  /** File name in test/pages. */
  readonly file: string;
  readonly site:
    | 'Gmail'
    | 'Outlook'
    | 'LinkedIn'
    | 'Salesforce'
    | 'HubSpot'
    | 'Dynamics 365'
    | 'Zoho CRM'
    | 'Pipedrive';
  /** Every distinct address that a rep would see or hear of on the page once it has loaded, as it stands there. */
  readonly addresses: readonly string[];
  /** Addresses that stand in data or in hidden copies only: nothing may be flagged for them. */
  readonly unseen: readonly string[];
  /**
   * What a compose window on the page holds when it opens, null for somebody of whom it shows a name only; absent where
   * nothing is being written.
   */
  readonly recipients?: readonly { readonly field: 'to' | 'cc' | 'bcc'; readonly address: string | null }[];
}

const p = people;

export const pages: readonly StandInPage[] = [
  {
    name: 'Gmail inbox',
    url: 'https://mail.google.com/mail/u/0/#inbox',
    file: 'gmail-list.html',
    site: 'Gmail',
    addresses: addressesOf(p.mira, p.jonas, p.tom, p.elena, p.david, p.noor, p.sofia, p.ben, p.mirasNamesake),
    unseen: [],
  },
  {
    name: 'Gmail thread with inline reply',
    url: 'https://mail.google.com/mail/u/1/#inbox/FMfcgzQbfVqLkXtRjWpNcHsDgJvBwZxK',
    file: 'gmail-thread.html',
    site: 'Gmail',
    addresses: addressesOf(p.elena, p.priya, p.noor, p.aiko),
    unseen: [],
    recipients: [
      { field: 'to', address: p.elena.address },
      { field: 'cc', address: p.priya.address },
    ],
  },
  {
    name: 'Gmail compose',
    url: 'https://mail.google.com/mail/u/2/#inbox?compose=new',
    file: 'gmail-compose.html',
    site: 'Gmail',
    addresses: addressesOf(p.mira, p.tom, p.elena, p.david, p.sofia, p.ben),
    unseen: [],
    recipients: [
      { field: 'to', address: p.tom.address },
      { field: 'to', address: p.mira.address },
      { field: 'cc', address: p.sofia.address },
    ],
  },
  {
    name: 'Gmail compose, older form, in Dutch',
    url: 'https://mail.google.com/mail/u/3/#inbox?compose=new',
    file: 'gmail-compose-old-nl.html',
    site: 'Gmail',
    addresses: addressesOf(p.noor, p.jonas),
    unseen: [],
    recipients: [
      { field: 'to', address: p.noor.address },
      { field: 'cc', address: p.jonas.address },
    ],
  },
  {
    name: 'LinkedIn contact info, Ember',
    url: 'https://www.linkedin.com/in/mira-okonjo/overlay/contact-info/',
    file: 'linkedin-contact-ember.html',
    site: 'LinkedIn',
    addresses: addressesOf(p.mira),
    unseen: addressesOf(p.jonas),
  },
  {
    name: 'LinkedIn contact info, SDUI',
    url: 'https://www.linkedin.com/in/aiko-tanabe/overlay/contact-info/',
    file: 'linkedin-contact-sdui.html',
    site: 'LinkedIn',
    addresses: addressesOf(p.aiko, p.notKestrel),
    unseen: [],
  },
  {
    name: 'LinkedIn conversations over the feed',
    url: 'https://www.linkedin.com/feed/',
    file: 'linkedin-messaging.html',
    site: 'LinkedIn',
    addresses: [],
    unseen: [],
  },
  {
    name: 'LinkedIn messaging, Enter sends, in German',
    url: 'https://www.linkedin.com/messaging/thread/2-ZmFrZQ==/',
    file: 'linkedin-messaging-de.html',
    site: 'LinkedIn',
    addresses: [],
    unseen: [],
  },
  {
    name: 'LinkedIn profile and invitation, in Dutch',
    url: 'https://www.linkedin.com/in/chloe-martin-hl/',
    file: 'linkedin-profile-nl.html',
    site: 'LinkedIn',
    addresses: [],
    unseen: [],
  },
  {
    name: 'LinkedIn people, in German',
    url: 'https://www.linkedin.com/search/results/people/?keywords=wasser',
    file: 'linkedin-search-de.html',
    site: 'LinkedIn',
    addresses: [],
    unseen: [],
  },
  {
    name: 'Sales Navigator lead, in Spanish',
    url: 'https://www.linkedin.com/sales/lead/ACwAABcDeFgHiJkLmNoPqRsTuVwXyZ0123456789,NAME_SEARCH,aB1_',
    file: 'sales-navigator-lead-es.html',
    site: 'LinkedIn',
    addresses: [],
    unseen: [],
  },
  {
    name: 'Sales Navigator results',
    url: 'https://www.linkedin.com/sales/search/people',
    file: 'sales-navigator-search.html',
    site: 'LinkedIn',
    addresses: [],
    unseen: [],
  },
  {
    name: 'Outlook inbox with a message',
    url: 'https://outlook.cloud.microsoft/mail/inbox/id/AAQkAGI2',
    file: 'outlook-list.html',
    site: 'Outlook',
    addresses: addressesOf(p.jonas, p.mira, p.ben, p.ruth, p.tom, p.priya, p.elena, p.sofia, p.chloe, p.aiko),
    unseen: [],
  },
  {
    name: 'Outlook compose in the reading pane',
    url: 'https://outlook.live.com/mail/0/',
    file: 'outlook-compose.html',
    site: 'Outlook',
    addresses: addressesOf(p.elena, p.david, p.ben, p.tom, p.mira, p.sofia),
    unseen: [],
    recipients: [
      { field: 'to', address: p.tom.address },
      { field: 'to', address: p.mira.address },
      { field: 'cc', address: p.sofia.address },
    ],
  },
  {
    name: 'Outlook compose in a window of its own, in German',
    url: 'https://outlook.office.com/mail/deeplink/compose/AAkALgAA?popoutv2=1',
    file: 'outlook-compose-popout-de.html',
    site: 'Outlook',
    addresses: addressesOf(p.david, p.jonas, p.priya),
    unseen: [],
    recipients: [
      { field: 'to', address: p.david.address },
      { field: 'to', address: null },
      { field: 'to', address: p.jonas.address },
      { field: 'cc', address: p.priya.address },
    ],
  },
  {
    name: 'Salesforce contact, native shadow',
    url: 'https://northwind.lightning.force.com/lightning/r/Contact/0035e00001QmBzAAAV/view',
    file: 'salesforce-contact-shadow.html',
    site: 'Salesforce',
    addresses: addressesOf(p.jonas, p.chloe),
    unseen: [],
  },
  {
    name: 'Salesforce lead, synthetic shadow',
    url: 'https://northwind.my.salesforce.com/lightning/r/Lead/00Q5e00000TkWzEAM/view',
    file: 'salesforce-lead-synthetic.html',
    site: 'Salesforce',
    addresses: addressesOf(p.priya),
    unseen: addressesOf(p.mira),
  },
  {
    name: 'Salesforce contact with a mail, in German',
    url: 'https://northwind.lightning.force.com/lightning/r/Contact/0035e00001ThRtAAAV/view',
    file: 'salesforce-contact-email.html',
    site: 'Salesforce',
    addresses: addressesOf(p.tom, p.elena),
    unseen: addressesOf(p.ruth),
  },
  {
    name: 'Salesforce list view',
    url: 'https://northwind.lightning.force.com/lightning/o/Contact/list',
    file: 'salesforce-list.html',
    site: 'Salesforce',
    addresses: addressesOf(p.mira, p.jonas, p.aiko, p.tom, p.david, p.chloe, p.ruth, p.notKestrel),
    unseen: [],
  },
  {
    name: 'Sales Navigator lead list',
    url: 'https://www.linkedin.com/sales/lists/people/7031',
    file: 'sales-navigator-list.html',
    site: 'LinkedIn',
    addresses: addressesOf(p.ben),
    unseen: [],
  },
  {
    name: 'HubSpot contact',
    url: 'https://app-eu1.hubspot.com/contacts/140088123/record/0-1/501',
    file: 'hubspot-contact.html',
    site: 'HubSpot',
    addresses: addressesOf(p.priya, p.tom, p.jonas, p.chloe),
    unseen: addressesOf(p.mira),
  },
  {
    name: 'HubSpot contact with its buttons, in Dutch',
    url: 'https://app.hubspot.com/contacts/140088123/record/0-1/502',
    file: 'hubspot-contact-actions.html',
    site: 'HubSpot',
    addresses: addressesOf(p.ben, p.sofia),
    unseen: [],
  },
  {
    name: 'Dynamics 365 contact',
    url: 'https://northwind.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=contact',
    file: 'dynamics-contact.html',
    site: 'Dynamics 365',
    addresses: addressesOf(p.mira, p.ruth),
    unseen: [],
  },
  {
    name: 'Dynamics 365 mail, in German',
    url: 'https://northwind.crm.dynamics.com/main.aspx?pagetype=entityrecord&etn=email',
    file: 'dynamics-email.html',
    site: 'Dynamics 365',
    addresses: [],
    unseen: [],
  },
  {
    name: 'Zoho CRM contact',
    url: 'https://crm.zoho.eu/crm/org20098/tab/Contacts/554000000132',
    file: 'zoho-contact.html',
    site: 'Zoho CRM',
    addresses: [...addressesOf(p.aiko, p.david, p.notKestrel), rep.address],
    unseen: [],
  },
  {
    name: 'Pipedrive person',
    url: 'https://northwind.pipedrive.com/person/412',
    file: 'pipedrive-person.html',
    site: 'Pipedrive',
    addresses: addressesOf(p.jonas, p.noor),
    unseen: [],
  },
];

function addressesOf(...several: readonly { readonly address: string }[]): readonly string[] {
  return several.map(person => person.address);
}
