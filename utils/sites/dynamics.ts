import type { Site } from './site.ts';

/**
 * Addresses are values of inputs that a script sets: `input[data-id="emailaddress1.fieldControl-mail-text-input"]` (sources
 * and test automation, 2023), which scan reads by the property. Lookup chips show names only. Of the e-mail form's
 * recipients no evidence was found, so there is no `compose`.
 */
export const dynamics: Site = {
  name: 'Dynamics 365',
  hosts: ['https://*.dynamics.com/*'],
};

/*
 * Cases
 *   https://northwind.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=contact   record
 *   https://northwind.crm.dynamics.com/main.aspx?pagetype=entitylist&etn=lead      list
 */
