import type { Site } from './site.ts';

export const gmail: Site = {
  name: 'Gmail',
  hosts: ['https://mail.google.com/*'],
};
