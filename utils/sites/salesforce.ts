import { clickToDial } from './click-to-dial.ts';
import { recordsByFields } from './record-fields.ts';
import { outreachOfRecord } from './record-outreach.ts';
import type { Site } from './site.ts';

const records = recordsByFields({
  address: /^\/lightning\/r\/(?:Contact|Lead|Account|Opportunity|PersonAccount)\/\w+\/view/u,
  heading: 'h1:not(.slds-assistive-text)',
  // The attribute names object and field of a record's layout, which holds links to mail and phone (test automation, 2026-11).
  fields: '[data-target-selection-name^="sfdc:RecordField."]',
});

const ofRecord = outreachOfRecord(
  records,
  [
    // The global action "Send Email", by its API name in every language (sources of 2022 to 2026).
    ['write', '[data-target-selection-name$=".SendEmail"] *, [apiname$=".SendEmail"] *'],
  ],
  'a.emailuiFormattedEmail',
);

/**
 * Addresses are mailto links: `lightning-formatted-email a` on records, `a.emailuiFormattedEmail` in lists
 * (current sources and test automation, 2026-11), in the page's tree or in native shadow roots; phone numbers are
 * `tel:` links likewise (test automation, 2026-11), or what a telephone system dials. Of the composer's recipients no
 * evidence was found, so that a mail being written can't be read is said, by its editor (sources of 2026). What puts
 * somebody into a campaign or cadence is known by its words.
 */
export const salesforce: Site = {
  name: 'Salesforce',
  script: 'site-salesforce.js',
  hosts: ['https://*.lightning.force.com/*', 'https://*.my.salesforce.com/*'],
  website:
    '[data-target-selection-name="sfdc:RecordField.Account.Website"] a[href], ' +
    '[data-target-selection-name="sfdc:RecordField.Lead.Website"] a[href]',
  compose: {
    attributes: [],
    windows: () => [],
    recipients: () => [],
    sendControl: () => null,
    sendShortcut: () => null,
    signs: ['.forceActionsContainer .cke_wysiwyg_frame'],
  },
  outreach: { at: target => clickToDial(target) ?? ofRecord.at(target) },
  records,
};

/*
 * Cases
 *   https://northwind.lightning.force.com/lightning/r/Contact/0035e00001QmBzAAAV/view   record
 *   https://northwind.my.salesforce.com/lightning/r/Lead/00Q5e00000TkWzEAM/view         record
 *   https://northwind.lightning.force.com/lightning/o/Contact/list                      list view
 */
