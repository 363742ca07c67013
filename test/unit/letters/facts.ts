import { CHOICES, type Facts } from '../../../utils/letters/facts.ts';

const day = (date: string) => Date.parse(date);

/** Something for every fact that a letter can ask for, and the first value of each choice. */
export const FACTS = {
  organisation: 'Acme BV',
  contact: 'privacy@acme.example',
  reference: 'DPO-17',
  blockReference: 'DPO-3',
  recipientName: 'Robin Example',
  identifiersNamed: ['ann@example.org', '+44 7700 900123'],
  authority: 'Example Authority',
  privacyNoticeUrl: 'https://acme.example/privacy',
  host: 'Example Hosting',
  transferSafeguards: 'standard clauses',
  keptByLaw: 'invoices',
  measure: 'we updated the computer',
  evidenceSha256: 'ab'.repeat(32),
  wordingVersion: 'offer-1-nl',
  receivedOn: day('2026-11-01'),
  answerBy: day('2026-11-30'),
  askedOn: day('2026-10-02'),
  recordedOn: day('2026-11-04'),
  reviewOn: day('2028-11-05'),
  erasedOn: day('2026-11-06'),
  liftedOn: day('2026-11-07'),
  contactedOn: day('2026-11-08'),
  decidedOn: day('2026-11-09'),
  scope: 'marketing',
  basis: 'objection',
  addressKept: 'not',
  offerAnswer: 'declined',
  liftedEntry: 'erased',
  cause: 'other-details',
  appeal: 'lifted',
  identityStage: 'hold',
  identityProof: 'reply',
} as const satisfies Required<Facts>;

/** Facts under which every value of every choice is told at least once, with all that is optional and without. */
export function everyCase(): Facts[] {
  const { recipientName: _, identifiersNamed: __, privacyNoticeUrl: ___, ...bare } = FACTS;
  const choices = Object.entries(CHOICES).flatMap(([name, values]) =>
    values.map(value => ({ ...FACTS, [name]: value })),
  );
  return [bare, ...choices];
}
