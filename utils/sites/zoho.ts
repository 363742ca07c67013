import type { Site } from './site.ts';

/**
 * Custom elements (Lyte): `[data-zcqa^="value_"]` holds a field, its value stands in `cx-prop-value` as well; older records
 * have `a#subvalue_EMAIL` (current sources, 2026-08). Of the composer no evidence was found, so there is no `compose`.
 */
export const zoho: Site = {
  name: 'Zoho CRM',
  hosts: ['https://crm.zoho.com/*', 'https://crm.zoho.eu/*'],
  attributes: ['cx-prop-value'],
};

/*
 * Cases
 *   https://crm.zoho.eu/crm/org20098/tab/Contacts/554000000132   record
 *   https://crm.zoho.com/crm/org20098/tab/Leads/custom-view/1/list   list
 */
