import { outlookRecipients, removeOutlookRecipient } from './outlook-recipients.ts';
import { outlookLatestSender, outlookThread } from './outlook-thread.ts';
import { outlookSendControl, outlookSendShortcut, outlookWindows, sendButtonsIn } from './outlook-windows.ts';
import type { Site } from './site.ts';

/**
 * Outlook on the web, for people and for organisations. A mail being written opens without a new address, or in a
 * window that has none (`about:blank`, drawn into by the first; sources of 2026-11). Addresses stand in labels and
 * titles, which are read everywhere. Invitations of the calendar are not looked at: no evidence was found.
 */
export const outlook: Site = {
  name: 'Outlook',
  script: 'site-outlook.js',
  hosts: [
    'https://outlook.live.com/*',
    'https://outlook.office.com/*',
    'https://outlook.office365.com/*',
    'https://outlook.cloud.microsoft/*',
  ],
  compose: {
    attributes: ['aria-label', 'title', 'id', 'value', 'contenteditable', 'data-lpc-hover-target-id', 'role'],
    windows: outlookWindows,
    recipients: outlookRecipients,
    // Send is at the window's head (sources of 2024 to 2026-11), which may fill the pane.
    keepFree: sendButtonsIn,
    remove: removeOutlookRecipient,
    sendControl: outlookSendControl,
    sendShortcut: outlookSendShortcut,
    thread: outlookThread,
    latestSender: outlookLatestSender,
    // Subject, body's surroundings, Send's box, the pane of one mail, chips that are being edited (seen live, 2026-09-26 and
    // 2026-10-07; sources of 2024 to 2026-11).
    signs: [
      '[data-testid="ComposeSendButton"]',
      '[id^="editorParent_"] [contenteditable="true"]',
      '[id^="MSG_"][id$="_SUBJECT"]',
      '[id^="docking_InitVisiblePart_"] [contenteditable="true"]',
      '[contenteditable="true"] [class*="_EType_RECIPIENT_ENTITY"]',
    ],
  },
};

/*
 * Cases
 *   https://outlook.live.com/mail/0/                                   inbox; compose in the reading pane
 *   https://outlook.office.com/mail/inbox/id/AAQkAGI2…                 reading; inline reply
 *   https://outlook.office365.com/mail/deeplink/compose?popoutv2=1     compose in a window of its own
 *   https://outlook.cloud.microsoft/mail/compose/AAkALgAAAAAA…         a draft, in full
 */
