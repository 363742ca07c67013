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
  [{ id: 'received' }, { id: 'takes' }],
  [{ id: 'left', by: 'liftedEntry' }],
  [{ id: 'noConsent' }],
  [{ id: 'notYou' }],
  [{ id: 'authority' }, { id: 'notice', given: 'privacyNoticeUrl' }],
  [{ id: 'closing' }],
] as const satisfies Structure;

export type LiftingWording = WordingOf<typeof structure>;

/** Confirms that a block was lifted at the person's request. */
export const lifting1: Letter = { id: 'lifting', version: 1, structure, wordings: { en, nl, de, fr } };
