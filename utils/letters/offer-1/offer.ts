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
  [{ id: 'received' }, { id: 'why' }],
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
  [{ id: 'voluntary' }, { id: 'answer' }, { id: 'silence' }],
  [{ id: 'liftable' }, { id: 'reviewed' }],
  [{ id: 'ground' }, { id: 'rights' }],
  [{ id: 'objection' }],
  [{ id: 'authority' }, { id: 'notice', given: 'privacyNoticeUrl' }],
  [{ id: 'closing' }],
] as const satisfies Structure;

export type OfferWording = WordingOf<typeof structure>;

/** Offers a hard block to a person who asked to be erased: GDPR Art. 13 and 21(4), before anything is kept. */
export const offer1: Letter = { id: 'offer', version: 1, structure, wordings: { en, nl, de, fr } };
