import { passages } from '../passages-1/en.ts';
import type { ConfirmationWording } from './confirmation.ts';

export const wording: ConfirmationWording = {
  subject: 'Your case {reference}: the block is in place',
  texts: {
    ...passages,
    received: {
      objection:
        'Your message of {receivedOn}, in which you object to direct marketing by {organisation}, has reached us. We respect your objection.',
      erasure:
        'Your message of {receivedOn}, in which you ask {organisation} for a block on contact along with the erasure of your data, has reached us.',
      consent:
        'Your message of {receivedOn}, in which you consent to a block on contact by {organisation}, has reached us.',
      'legal-obligation':
        'Following your message of {receivedOn}: the law obliges {organisation} to place a block on contact for you.',
    },
    placed: 'The block was recorded on {recordedOn}.',
    keptLead: 'For the block we keep the following:',
  },
};
