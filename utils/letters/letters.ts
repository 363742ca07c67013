import { access1 } from './access-1/access.ts';
import { apology1 } from './apology-1/apology.ts';
import { appeal1 } from './appeal-1/appeal.ts';
import { confirmation1 } from './confirmation-1/confirmation.ts';
import { erasure1 } from './erasure-1/erasure.ts';
import { identity1 } from './identity-1/identity.ts';
import type { Letter } from './letter.ts';
import { LETTER_IDS, type LetterId } from './letter-ids.ts';
import { lifting1 } from './lifting-1/lifting.ts';
import { offer1 } from './offer-1/offer.ts';

/** The version of each letter that is sent now. */
export const currentLetters = {
  offer: offer1,
  confirmation: confirmation1,
  erasure: erasure1,
  lifting: lifting1,
  access: access1,
  apology: apology1,
  appeal: appeal1,
  identity: identity1,
} as const satisfies Readonly<Record<LetterId, Letter>>;

/** All that were ever released: whoever reads the register years later finds here what a wording said. */
export const releasedLetters: readonly Letter[] = LETTER_IDS.map(id => currentLetters[id]);
