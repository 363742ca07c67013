import { passages } from '../passages-1/en.ts';
import type { LiftingWording } from './lifting.ts';

export const wording: LiftingWording = {
  subject: 'Your case {reference}: the block has been lifted',
  texts: {
    ...passages,
    received:
      'On {receivedOn} you asked {organisation} to lift the block on your contact details. It was lifted on {liftedOn}.',
    left: {
      erased:
        'The codes that were calculated from your contact details have been erased, and so has any sealed copy of the contact details. What we keep is the reference, the dates and the fact that the block was lifted.',
      marked:
        'In our records the entry is now marked as lifted. It remains there, for our privacy officer and our auditors alone, so that we can show what was done; messages are not checked against it any more. You can ask us to erase it.',
    },
    noConsent:
      'That the block is lifted is no consent to advertising. Whether we may write to you is for the law to say, as before; and you can object to direct marketing at any time (Article 21(2) GDPR).',
    notYou: 'If it was not you who asked for this, please tell us at once ({contact}).',
  },
};
