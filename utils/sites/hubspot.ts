import type { Site } from './site.ts';

/**
 * Addresses are text: the record's highlight card, `[data-selenium-test="property-input-email"]` in its properties, cells
 * of lists (current sources, 2026-04). Of the composer no hooks were found, so there is no `compose`.
 */
export const hubspot: Site = {
  name: 'HubSpot',
  hosts: ['https://app.hubspot.com/*', 'https://app-eu1.hubspot.com/*'],
};

/*
 * Cases
 *   https://app-eu1.hubspot.com/contacts/140088123/record/0-1/501   record
 *   https://app.hubspot.com/contacts/140088123/objects/0-1/views/all/list   list
 */
