import type { Site } from './site.ts';

/**
 * Links to people: `/in/` and the public slug or an opaque id, Sales Navigator's leads (captured 2026-05 and 2026-06). They
 * are what tells who is who here, since most pages hold no address. The composer names a recipient and links to an opaque profile id; no address stands anywhere (captured 2026-06),
 * so there is no `compose`. Contact info is an ordinary mailto link (captured 2026-05), which scan finds without
 * help; on newer pages it stands in the open shadow root of `#interop-outlet` (noted 2026-05).
 */
export const linkedin: Site = {
  name: 'LinkedIn',
  hosts: ['https://www.linkedin.com/*'],
  // The Ember front end hands its data over as JSON in hidden code elements (captured 2026-05).
  profiles: 'a[href*="/in/"], a[href*="/sales/lead/"], a[href*="/sales/people/"]',
  // Its terms forbid inserting elements into its pages, and it looks for extensions that do (noted 2026-05).
  offersPanelOnly: true,
  skip: 'code[id^="bpr-guid-"], code[id^="datalet-bpr-guid-"]',
};

/*
 * Cases
 *   https://www.linkedin.com/in/mira-okonjo/overlay/contact-info/   contact info: the address
 *   https://www.linkedin.com/in/mira-okonjo/                        links to the profile
 *   https://www.linkedin.com/messaging/thread/2-ZmFrZQ==/           a link by an opaque id
 */
