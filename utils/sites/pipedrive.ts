import type { Site } from './site.ts';

/** Nothing is known of its pages but their addresses (2026-11): what scan and guard know of any page holds here. */
export const pipedrive: Site = {
  name: 'Pipedrive',
  script: 'site-pipedrive.js',
  hosts: ['https://*.pipedrive.com/*'],
};

/*
 * Cases
 *   https://northwind.pipedrive.com/person/412   record
 *   https://northwind.pipedrive.com/deal/77      record of a deal, with its people
 */
