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
  [
    { id: 'heldLead' },
    { id: 'heldCodes', item: true },
    { id: 'heldDate', item: true },
    { id: 'heldGround', by: 'basis', item: true },
    { id: 'heldScope', by: 'scope', item: true },
    { id: 'heldEvidence', given: 'evidenceSha256', item: true },
    { id: 'heldWording', given: 'wordingVersion', item: true },
    { id: 'heldReview', given: 'reviewOn', item: true },
    { id: 'heldReference', item: true },
  ],
  [{ id: 'address', by: 'addressKept' }, { id: 'pseudonymous' }, { id: 'copy' }],
  [{ id: 'purpose' }, { id: 'source' }, { id: 'noDecision' }],
  [
    { id: 'spread' },
    { id: 'host' },
    { id: 'transfer', given: 'transferSafeguards' },
    { id: 'unseen', by: 'scope' },
    { id: 'provable' },
  ],
  [{ id: 'period' }, { id: 'liftable', by: 'basis' }],
  [{ id: 'ground', by: 'basis' }, { id: 'rights' }],
  [{ id: 'objection', by: 'basis' }],
  [{ id: 'authority' }, { id: 'notice', given: 'privacyNoticeUrl' }],
  [{ id: 'closing' }],
] as const satisfies Structure;

export type AccessWording = WordingOf<typeof structure>;

/** Says what is held for a block: GDPR Art. 15(1) and (2), as far as the block goes. */
export const access1: Letter = { id: 'access', version: 1, structure, wordings: { en, nl, de, fr } };
