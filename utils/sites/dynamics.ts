import { composeByName } from './named-recipients.ts';
import { recordsByFields } from './record-fields.ts';
import { outreachOfRecord } from './record-outreach.ts';
import type { Site } from './site.ts';

/** `telephone1`, `mobilephone` and the rest (test automation, 2026-11). */
const PHONES = '[data-id$=".fieldControl-phone-text-input"]';

const records = recordsByFields({
  address: /pagetype=entityrecord.*\betn=(?:contact|lead|account|opportunity)\b/u,
  // The title (sources and test automation, 2023 to 2026).
  heading: '[data-id="header_title"]',
  fields: 'input[data-id^="emailaddress"][data-id$="-mail-text-input"]',
  phones: PHONES,
});

/**
 * Addresses are values of inputs that a script sets: `input[data-id="emailaddress1.fieldControl-mail-text-input"]` (sources
 * and test automation, 2023), which scan reads by the property. Lookup chips show names only, so recipients of a mail are known
 * by name alone. Of the commands that reach people no hooks were found: what enrols is known by its words.
 */
export const dynamics: Site = {
  name: 'Dynamics 365',
  script: 'site-dynamics.js',
  hosts: ['https://*.dynamics.com/*'],
  phones: PHONES,
  compose: composeByName({
    // The command's id, whatever follows it (test automation, 2026-05).
    send: '[id^="email|NoRelationship|Form|Mscrm.Form.email.Send"]',
    // A mail that was sent or came has other commands, named alike.
    form: { address: /pagetype=entityrecord.*\betn=email\b/u, part: '[id^="email|NoRelationship|Form|"]' },
    // A chip's text in a field that looks up people (test automation, 2023 to 2026).
    names: field => `[data-id^="${field}.fieldControl-LookupResultsDropdown_${field}_selected_tag_text"]`,
  }),
  outreach: outreachOfRecord(records),
  records,
};

/*
 * Cases
 *   https://northwind.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=contact   record
 *   https://northwind.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=email     a mail being written
 *   https://northwind.crm.dynamics.com/main.aspx?pagetype=entitylist&etn=lead      list
 */
