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
  [{ id: 'received', by: 'basis' }, { id: 'placed' }, { id: 'takes' }],
  [{ id: 'scope', by: 'scope' }],
  [{ id: 'covers' }, { id: 'named', given: 'identifiersNamed' }, { id: 'limits' }],
  [
    { id: 'keptLead' },
    { id: 'keptCodes', item: true },
    { id: 'keptRecord', item: true },
    { id: 'keptEvidence', item: true },
  ],
  [{ id: 'address', by: 'addressKept' }, { id: 'pseudonymous' }],
  [
    { id: 'spread' },
    { id: 'host', given: 'host' },
    { id: 'transfer', given: 'transferSafeguards' },
    { id: 'unseen', by: 'scope' },
    { id: 'provable' },
  ],
  [{ id: 'liftable', by: 'basis' }, { id: 'reviewed' }],
  [{ id: 'ground', by: 'basis' }, { id: 'rights' }],
  [{ id: 'objection', by: 'basis' }],
  [{ id: 'authority' }, { id: 'notice', given: 'privacyNoticeUrl' }],
  [{ id: 'closing' }],
] as const satisfies Structure;

export type ConfirmationWording = WordingOf<typeof structure>;

/** Confirms a block, after an objection or an offer that was accepted. */
export const confirmation1: Letter = {
  id: 'confirmation',
  version: 1,
  structure,
  wordings: { en, nl, de, fr },
};
