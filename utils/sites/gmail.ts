import { gmailRecipients, removeGmailRecipient } from './gmail-recipients.ts';
import { gmailLatestSender, gmailThread } from './gmail-thread.ts';
import { gmailSendControl, gmailSendShortcut, gmailWindows } from './gmail-windows.ts';
import type { Site } from './site.ts';

export const gmail: Site = {
  name: 'Gmail',
  script: 'site-gmail.js',
  hosts: ['https://mail.google.com/*'],
  // `email`: senders and readers of a thread (captured 2014, 2024). `data-hovercard-id`: chips and newer rows (noted 2026-05).
  attributes: ['email', 'data-hovercard-id'],
  compose: {
    attributes: ['data-hovercard-id', 'email', 'name', 'value', 'role'],
    windows: gmailWindows,
    recipients: gmailRecipients,
    remove: removeGmailRecipient,
    sendControl: gmailSendControl,
    sendShortcut: gmailSendShortcut,
    thread: gmailThread,
    latestSender: gmailLatestSender,
    // Body, subject, recipient fields of 2021 on and before (sources of 2026-11); an editor in a docked window, or beside the
    // hidden fields of a draft.
    signs: [
      '[g_editable="true"]',
      'input[name="subjectbox"]',
      '[name="to"] input[role="combobox"]',
      'textarea[name="to"]',
      '[role="dialog"] [contenteditable="true"][role="textbox"]',
      ':has(> form > [name="draft"]) [contenteditable="true"]',
      ':has(> form > [name="composeid"]) [contenteditable="true"]',
    ],
  },
};

/*
 * Cases
 *   https://mail.google.com/mail/u/0/#inbox                      rows: senders' addresses in attributes only
 *   https://mail.google.com/mail/u/0/#inbox/FMfcgz…              thread, inline reply
 *   https://mail.google.com/mail/u/0/#inbox?compose=new          docked compose
 *   https://mail.google.com/mail/u/0/?view=cm&fs=1&tf=1          compose in a window of its own
 */
