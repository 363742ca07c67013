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
  [{ id: 'contacted' }, { id: 'sorry' }],
  [
    { id: 'cause', by: 'cause' },
    { id: 'measure', given: 'measure' },
  ],
  [{ id: 'stands' }, { id: 'tell' }],
  [{ id: 'authority' }, { id: 'notice', given: 'privacyNoticeUrl' }],
  [{ id: 'closing' }],
] as const satisfies Structure;

export type ApologyWording = WordingOf<typeof structure>;

/** Apologises to a person who was contacted in spite of a block. */
export const apology1: Letter = { id: 'apology', version: 1, structure, wordings: { en, nl, de, fr } };
