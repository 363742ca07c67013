import type { Site } from './site.ts';

export const salesforce: Site = {
  name: 'Salesforce',
  hosts: ['https://*.lightning.force.com/*', 'https://*.my.salesforce.com/*'],
};
