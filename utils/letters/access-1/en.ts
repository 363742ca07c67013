import { passages } from '../passages-1/en.ts';
import type { AccessWording } from './access.ts';

export const wording: AccessWording = {
  subject: 'Your case {reference}: what we hold for the block on contact',
  texts: {
    ...passages,
    received:
      'On {receivedOn} you asked {organisation} which personal data it holds on you. This letter answers for the block on contact; about any other data you receive a separate answer.',
    heldLead: 'For the contact details that you named in your request, we hold:',
    heldCodes:
      'for each contact detail under the block, a code that was calculated from it with a secret key (a keyed hash);',
    heldDate: 'the date of the block: {recordedOn};',
    heldGround: {
      objection: 'its ground: your objection to direct marketing (Article 21 GDPR);',
      erasure: 'its ground: your request for a block along with the erasure of your data (Article 17 GDPR);',
      consent: 'its ground: your consent;',
      'legal-obligation': 'its ground: a legal obligation to which we are subject;',
    },
    heldScope: {
      marketing: 'its scope: advertising and sales approaches;',
      all: 'its scope: every contact of our own accord;',
    },
    heldReference: 'its reference: {blockReference}.',
    heldEvidence:
      'the check value (SHA-256) of the message or file on which it rests, not its text: {evidenceSha256};',
    heldWording: 'the version of the letter that was answered: {wordingVersion};',
    heldReview: 'the date for reviewing it: {reviewOn};',
    copy: 'If you wish, you receive a copy of the codes.',
    purpose: 'All this serves a single purpose: that we do not contact you against your wish.',
    source:
      'The codes were calculated from the contact details that were named when the block was requested.',
    noDecision:
      'There is no automated decision-making about you in the sense of Article 22 GDPR, and no profiling.',
    period: 'We keep these data until the block is lifted. It does not end by itself.',
  },
};
