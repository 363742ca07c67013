import { passages } from '../passages-1/en.ts';
import type { AppealWording } from './appeal.ts';

export const wording: AppealWording = {
  subject: 'Your case {reference}: our answer',
  texts: {
    ...passages,
    received:
      'On {receivedOn} you told {organisation} that you think a block on contact is wrong. We have looked into it.',
    outcome: {
      lifted:
        'You are right, and we have lifted the block on {decidedOn}. It may take a few days until the new list has reached every computer of ours.',
      'kept-requested':
        'On {decidedOn} we decided that the block stays for now: by our records it was requested from these contact details, and nobody has taken that back. If they are yours and you no longer want the block, tell us so ({contact}); we then lift it, and you need give no reason.',
      'kept-unverified':
        'On {decidedOn} we decided to change nothing, because we could not establish that the contact details are yours. To protect whoever they belong to, we cannot tell you either whether there is a block on them. If you write to us from the address in question, or show us in another way that it is yours ({contact}), we look at it again.',
      'kept-company':
        'On {decidedOn} we decided that the block stays: it covers all addresses under the domain of a company, yours among them, and rests on that company’s request. If you think that yours should not be among them, please turn to the company; if it withdraws its request, we lift the block.',
    },
    remedy: {
      lifted: passages.authority,
      'kept-requested': passages.remedy,
      'kept-unverified': passages.remedy,
      'kept-company': passages.remedy,
    },
  },
};
