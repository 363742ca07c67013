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
  [{ id: 'received' }],
  [{ id: 'outcome', by: 'appeal' }],
  [
    { id: 'remedy', by: 'appeal' },
    { id: 'notice', given: 'privacyNoticeUrl' },
  ],
  [{ id: 'closing' }],
] as const satisfies Structure;

export type AppealWording = WordingOf<typeof structure>;

/**
 * Answers somebody who takes a block to be wrong. To whom it can't be shown that the contact details are theirs, it
 * doesn't say whether there is a block: that would be news of somebody else.
 */
export const appeal1: Letter = { id: 'appeal', version: 1, structure, wordings: { en, nl, de, fr } };
