import { passages } from '../passages-1/en.ts';
import type { IdentityWording } from './identity.ts';

export const wording: IdentityWording = {
  subject: 'Your case {reference}: is the request yours?',
  texts: {
    ...passages,
    received: 'On {receivedOn} {organisation} received a request about your personal data.',
    why: {
      hold: 'Before we act on it we have to be sure that it comes from you, and we cannot be sure yet: somebody else must not be able to change or learn anything in your name (Article 12(6) GDPR).',
      rejection:
        'On {askedOn} we asked you to confirm that it comes from you. We have not been able to establish that, and therefore cannot act on the request (Article 12(2) and (6) GDPR). Nothing has been changed.',
    },
    need: {
      reply:
        'Please answer from the e-mail address, or call us from the phone number, that the request is about, and quote the reference {reference}.',
      detail:
        'Please tell us something that only you and we are likely to know, such as a customer number or an invoice number, and quote the reference {reference}.',
    },
    noCopy: 'Please do not send a copy of an identity card or passport: we do not need one.',
    use: 'We use your answer only to establish that the request is yours, and delete it afterwards.',
    next: {
      hold: 'As soon as we have it we go on, and you hear from us within one month of it. If we have nothing by {answerBy}, we close the case without changing anything. You can make your request again at any time.',
      rejection: 'As soon as we have it, we take the request up again. There is no deadline for that.',
    },
    noProof:
      'If all that you want is no more advertising, we need no proof: one sentence is enough ({contact}), and we act on it at once.',
  },
};
