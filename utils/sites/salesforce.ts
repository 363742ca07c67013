import type { Site } from './site.ts';

/**
 * Addresses are mailto links: `lightning-formatted-email a` on records, `a.emailuiFormattedEmail` in lists
 * (current sources and test automation, 2026-11), in the page's tree or in native shadow roots. Of the composer's
 * recipients no evidence was found, so there is no `compose`.
 */
export const salesforce: Site = {
  name: 'Salesforce',
  hosts: ['https://*.lightning.force.com/*', 'https://*.my.salesforce.com/*'],
  // The attribute names object and field of a record's layout (test automation, 2026-11).
  website:
    '[data-target-selection-name="sfdc:RecordField.Account.Website"] a[href], ' +
    '[data-target-selection-name="sfdc:RecordField.Lead.Website"] a[href]',
};

/*
 * Cases
 *   https://northwind.lightning.force.com/lightning/r/Contact/0035e00001QmBzAAAV/view   record
 *   https://northwind.my.salesforce.com/lightning/r/Lead/00Q5e00000TkWzEAM/view         record
 *   https://northwind.lightning.force.com/lightning/o/Contact/list                      list view
 */
