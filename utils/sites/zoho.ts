import { recordsByFields } from './record-fields.ts';
import { outreachOfRecord } from './record-outreach.ts';
import type { Site } from './site.ts';

/** What `crux-phone-component` shows (its source, 2026-11), and older records (test automation). */
const PHONES = 'crux-phone-component .cxPhoneViewValue,[id="subvalue_PHONE" i]';

const records = recordsByFields({
  address: /\/tab\/(?:Contacts|Leads|Accounts|Potentials|Deals)\/\d/u,
  // The name in the title, under the second id since 2026-08-04 (current sources).
  heading: '#titlecard_LASTNAME, #titlecard_FULLNAME, [data-zcqa="value_FULLNAME"]',
  fields: 'crux-email-component[cx-prop-value]',
  phones: PHONES,
});

/**
 * Custom elements (Lyte): `[data-zcqa^="value_"]` holds a field, its value stands in `cx-prop-value` as well; older records
 * have `a#subvalue_EMAIL` (current sources, 2026-08). Of the composer no evidence was found, so there is no
 * `compose`; what enrols is known by its words.
 */
export const zoho: Site = {
  name: 'Zoho CRM',
  script: 'site-zoho.js',
  hosts: ['https://crm.zoho.com/*', 'https://crm.zoho.eu/*'],
  attributes: ['cx-prop-value'],
  phones: PHONES,
  outreach: outreachOfRecord(records),
  records,
};

/*
 * Cases
 *   https://crm.zoho.eu/crm/org20098/tab/Contacts/554000000132   record
 *   https://crm.zoho.com/crm/org20098/tab/Leads/custom-view/1/list   list
 */
