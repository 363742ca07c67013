import { passages } from '../passages-1/en.ts';
import type { ErasureWording } from './erasure.ts';

export const wording: ErasureWording = {
  subject: 'Your case {reference}: your data have been erased',
  texts: {
    ...passages,
    received:
      'On {receivedOn} you asked {organisation} to erase your personal data. The erasure was completed on {erasedOn}.',
    keptByLaw:
      'The law obliges us to go on keeping the following, which we use for nothing else: {keptByLaw}.',
    recipients:
      'We have told those to whom we had disclosed your data, as far as that takes no disproportionate effort (Article 19 GDPR). If you wish, we tell you who they are.',
    noBlock: {
      declined: 'As you wished, we have placed no block on contact.',
      none: 'We have had no answer to our offer of a block on contact, so we have placed none.',
      'not-offered': 'There is no block on contact.',
    },
    consequence:
      'This means that we cannot recognise you any more: if we receive your contact details from another source, we might contact you again.',
    later:
      'If you do not want that, one message to us is enough ({contact}): you can ask for a block, or object to direct marketing, at any time.',
    trace:
      'To be able to show that we dealt with your request, we keep its reference, the dates and what was done, without your name and without your contact details.',
  },
};
