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
  [{ id: 'received' }, { id: 'why', by: 'identityStage' }],
  [{ id: 'need', by: 'identityProof' }, { id: 'noCopy' }, { id: 'use' }],
  [{ id: 'next', by: 'identityStage' }],
  [{ id: 'noProof' }],
  [{ id: 'remedy' }, { id: 'notice', given: 'privacyNoticeUrl' }],
  [{ id: 'closing' }],
] as const satisfies Structure;

export type IdentityWording = WordingOf<typeof structure>;

/** Asks for what shows that a request is the person's own, or ends a case without it: GDPR Art. 12(2), (4) and (6). */
export const identity1: Letter = { id: 'identity', version: 1, structure, wordings: { en, nl, de, fr } };
