import type { Site } from './site.ts';

export const linkedin: Site = {
  name: 'LinkedIn',
  hosts: ['https://www.linkedin.com/*'],
};
