import type { Letter, Structure, WordingOf } from '../letter.ts';
import { wording as de } from './de.ts';
import { wording as en } from './en.ts';
import { wording as fr } from './fr.ts';
import { wording as nl } from './nl.ts';

const structure = [
  [
    { id: 'greeting', absent: 'recipientName' },
    { id: 'greetingByName', given: 'recipientName' },
  ],
  [{ id: 'received' }, { id: 'keptByLaw', given: 'keptByLaw' }, { id: 'recipients' }],
  [{ id: 'noBlock', by: 'offerAnswer' }, { id: 'consequence' }, { id: 'later' }],
  [{ id: 'trace' }],
  [{ id: 'authority' }, { id: 'notice', given: 'privacyNoticeUrl' }],
  [{ id: 'closing' }],
] as const satisfies Structure;

export type ErasureWording = WordingOf<typeof structure>;

/** Confirms an erasure after which no block stands: GDPR Art. 12(3), 17 and 19. */
export const erasure1: Letter = { id: 'erasure', version: 1, structure, wordings: { en, nl, de, fr } };
