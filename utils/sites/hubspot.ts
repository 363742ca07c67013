import { recordsByFields } from './record-fields.ts';
import { outreachOfRecord } from './record-outreach.ts';
import type { Site } from './site.ts';

/** The field in older and newer properties (sources of other extensions, 2026-11). */
const PHONES = '[data-selenium-test="property-input-phone"],[data-test-id="property-input-phone-button"]';

const records = recordsByFields({
  // Contacts, companies, deals, by number (seen 2026) or by name (before).
  address: /^\/contacts\/\d+\/(?:record\/0-[123]|contact|company|deal)\/\d+/u,
  // The record's name (sources of 2024 to 2026-10).
  heading: '[data-selenium-test="highlightTitle"], [data-test-id="highlight-record-label"]',
  // A property's field; of either attribute (test automation, 2022; seen live, 2026-09).
  fields: '[data-selenium-test="property-input-email"], [data-test-id="property-input-email"]',
  phones: PHONES,
});

/**
 * Addresses are text: the record's highlight card, its properties, cells of lists (current sources, 2026-04). Of the composer
 * no hooks were found, so there is no `compose`; of the buttons that reach people those for mail and one for calls; what enrols
 * is known by its words.
 */
export const hubspot: Site = {
  name: 'HubSpot',
  script: 'site-hubspot.js',
  hosts: ['https://app.hubspot.com/*', 'https://app-eu1.hubspot.com/*'],
  // And cells of lists (the same).
  phones: `${PHONES},td[data-table-external-id*="phone"]`,
  outreach: outreachOfRecord(
    records,
    [
      // Above the activities, and among the round buttons below the name (seen live, 2026).
      [
        'write',
        '[data-test-id="create-engagement-email-button"], :has(> [data-test-id="activity-button-icon-email"])',
      ],
      // Above the activities; of the round one no hook was found (sources of other extensions, 2026).
      ['call', '[data-test-id="create-engagement-call-button"]'],
    ],
    // Of a list; the attribute has the property's name (sources of 2026). That rows are ticked by checkboxes wasn't seen.
    'td[data-table-external-id*="-email-"]',
  ),
  records,
};

/*
 * Cases
 *   https://app-eu1.hubspot.com/contacts/140088123/record/0-1/501   record
 *   https://app.hubspot.com/contacts/140088123/objects/0-1/views/all/list   list
 */
