import { linkedinOutreach } from './linkedin-outreach.ts';
import { PROFILE_LINK } from './linkedin-people.ts';
import { linkedinLatestSender, linkedinRecipients, linkedinThread } from './linkedin-recipients.ts';
import { linkedinRecords } from './linkedin-records.ts';
import {
  isLinkedinWritten,
  linkedinSendControl,
  linkedinSendShortcut,
  linkedinWindows,
} from './linkedin-windows.ts';
import type { Site } from './site.ts';

/**
 * LinkedIn and its Sales Navigator. Links to people tell who is who, since most pages hold no address: a public slug, an opaque
 * id, a lead's id, each another name of one person (captured 2026-05, 2026-06, 2026-09). Contact info is an ordinary mailto
 * link, which scan finds without help; on newer pages it stands in an open shadow root (noted 2026-05).
 */
export const linkedin: Site = {
  name: 'LinkedIn',
  script: 'site-linkedin.js',
  hosts: ['https://www.linkedin.com/*'],
  profiles: PROFILE_LINK,
  // Its terms forbid inserting elements into its pages, and it looks for extensions that do (noted 2026-05).
  offersPanelOnly: true,
  // The Ember front end hands its data over as JSON in hidden code elements (captured 2026-05).
  skip: 'code[id^="bpr-guid-"], code[id^="datalet-bpr-guid-"]',
  compose: {
    attributes: ['href', 'aria-label', 'disabled', 'data-view-name', 'role'],
    windows: linkedinWindows,
    recipients: linkedinRecipients,
    sendControl: linkedinSendControl,
    sendShortcut: linkedinSendShortcut,
    isWritten: isLinkedinWritten,
    thread: linkedinThread,
    latestSender: linkedinLatestSender,
    // Editor, toggle of Send, an invitation's note and a message of Sales Navigator's (seen live, 2026-06-26 to 2026-10-04).
    signs: [
      '.msg-form__contenteditable',
      '[data-test-msg-ui-send-mode-toggle-presenter__button]',
      'textarea[name="message"]',
    ],
  },
  outreach: linkedinOutreach,
  records: linkedinRecords,
};

/*
 * Cases
 *   https://www.linkedin.com/in/mira-okonjo/                        profile: Message, Connect, Follow
 *   https://www.linkedin.com/in/mira-okonjo/overlay/contact-info/   contact info: the address
 *   https://www.linkedin.com/search/results/people/?keywords=water  Connect beside each
 *   https://www.linkedin.com/preload/custom-invite/?vanityName=mira-okonjo   invitation
 *   https://www.linkedin.com/messaging/thread/2-ZmFrZQ==/           a conversation: a link by an opaque id
 *   https://www.linkedin.com/messaging/compose/?recipient=ACoAABm3T0sBq1   new message with somebody chosen
 *   https://www.linkedin.com/sales/lead/ACwAABcDeFgHiJkLmNoPqRsTuVwXyZ0123456789,NAME_SEARCH,aB1_   lead
 */
