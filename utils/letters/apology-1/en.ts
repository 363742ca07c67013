import { passages } from '../passages-1/en.ts';
import type { ApologyWording } from './apology.ts';

export const wording: ApologyWording = {
  subject: 'Your case {reference}: our apology',
  texts: {
    ...passages,
    contacted:
      'On {contactedOn} you were contacted by {organisation}, although you had asked us not to do that.',
    sorry: 'That should not have happened, and we are sorry.',
    cause: {
      'other-details':
        'The contact details that were used are not among those that the block covers, so our check did not recognise you. If you wish, we add them to the block.',
      'other-channel': 'You were contacted by a route on which our check does not stand in the way.',
      overridden: 'A colleague of ours wrote to you although our check had warned them.',
      'not-current':
        'On the computer that was used, the list was not up to date, or the check was not running.',
      unknown:
        'We do not know yet how it came about. We are looking into it, and will tell you what we find.',
    },
    measure: 'What we have done about it: {measure}',
    stands: 'Your block is still in place; there is nothing that you need to do.',
    tell: 'We cannot promise that no mistake will happen. Should you hear from us once more, please tell us ({contact}), if possible with the message itself.',
  },
};
