import { passages } from '../passages-1/en.ts';
import type { OfferWording } from './offer.ts';

export const wording: OfferWording = {
  subject: 'Your erasure request ({reference}): would you like a block on contact as well?',
  texts: {
    ...passages,
    received:
      'On {receivedOn} you asked {organisation} to erase your personal data. We will do so, except for data that the law obliges us to keep, such as invoices.',
    why: 'Erasure has a side effect: afterwards we cannot recognise you any more. If one of us comes across your contact details elsewhere, we might write to you again by mistake. If you wish, we can place a block that is there to prevent this.',
    keptLead: 'If you accept, we keep the following for the block:',
    voluntary:
      'The block is voluntary. You are at no disadvantage if you decline it: your data are erased in either case.',
    answer:
      'If you want the block, please answer this letter by {answerBy}, and name the e-mail addresses, phone numbers or profiles that it is to cover.',
    silence: 'If we do not hear from you by then, we place no block and complete the erasure.',
    liftable: passages.liftable.erasure,
    ground: passages.ground.erasure,
    objection: passages.objection.erasure,
  },
};
