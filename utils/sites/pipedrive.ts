import type { Site } from './site.ts';

/**
 * Nothing is known of its pages but their addresses (2026-11): what scan finds everywhere is found here, and that a page about
 * somebody can't be read as such is said.
 */
export const pipedrive: Site = {
  name: 'Pipedrive',
  hosts: ['https://*.pipedrive.com/*'],
  records: {
    isRecord: ({ pathname }) => /^\/(?:(?:person|organization|deal)\/\d|leads\/inbox\/\w)/u.test(pathname),
    read: () => null,
  },
};

/*
 * Cases
 *   https://northwind.pipedrive.com/person/412   record
 *   https://northwind.pipedrive.com/deal/77      record of a deal, with its people
 */
