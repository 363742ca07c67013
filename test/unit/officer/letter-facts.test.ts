import { describe, expect, it } from 'vitest';
import { factsOfCase, fixedFacts } from '../../../utils/officer/letter-facts.ts';
import type { BlockGroup } from '../../../utils/register/block-groups.ts';
import type { CaseEvent } from '../../../utils/register/case-event.ts';
import { caseAfter, RECEIVED } from '../components/desk/case-state.ts';
import { ACME } from '../components/desk/settings.ts';

const AT = RECEIVED.at;
const LATER = AT + 86_400_000;
const BLOCK: BlockGroup = {
  reference: 'DPO-17',
  recordedAt: LATER,
  basis: 'legal-obligation',
  scope: 'marketing',
  reviewAt: null,
  kinds: new Map(),
  ids: ['a'],
  lift: null,
  isPublished: true,
};

describe('what the register knows of a letter', () => {
  it.each<[string, readonly CaseEvent[], readonly BlockGroup[], object]>([
    [
      'of nothing but its receipt',
      [RECEIVED],
      [],
      { receivedOn: AT, basis: 'erasure', scope: 'all', offerAnswer: 'not-offered' },
    ],
    ['of no receipt', [{ kind: 'closed', at: AT }], [], { offerAnswer: 'not-offered' }],
    [
      'after an offer that nobody answered yet',
      [RECEIVED, { kind: 'letter', at: AT, wording: 'offer-1-nl', channel: 'mail' }],
      [],
      { receivedOn: AT, basis: 'erasure', scope: 'all' },
    ],
    [
      'after an erasure without a block',
      [
        RECEIVED,
        { kind: 'letter', at: AT, wording: 'offer-1-nl', channel: 'mail' },
        { kind: 'erased', at: AT, system: 'CRM' },
        { kind: 'erased', at: LATER, system: 'Mail' },
        { kind: 'outcome', at: LATER, outcome: 'declined', evidence: null },
      ],
      [],
      { receivedOn: AT, basis: 'erasure', scope: 'all', erasedOn: LATER, offerAnswer: 'declined' },
    ],
    [
      'of a block, which says more than the request, and of no other block',
      [RECEIVED],
      [{ ...BLOCK, reference: 'DPO-1', basis: 'consent' }, BLOCK],
      {
        receivedOn: AT,
        basis: 'legal-obligation',
        scope: 'marketing',
        recordedOn: LATER,
        blockReference: 'DPO-17',
        offerAnswer: 'not-offered',
      },
    ],
    [
      'of a lift',
      [{ ...RECEIVED, kind: 'received', request: 'lifting', channel: 'mail', dueAt: AT, evidence: null }],
      [{ ...BLOCK, reference: 'DPO-1', lift: { reference: 'DPO-17', recordedAt: LATER, reason: 'request' } }],
      { receivedOn: AT, liftedOn: LATER, liftedEntry: 'marked', offerAnswer: 'not-offered' },
    ],
    [
      'of an incident and an appeal',
      [
        { kind: 'incident', at: AT, contact: 'mail', wasPublished: false },
        { kind: 'appeal', at: LATER, decision: 'lifted' },
        { kind: 'letter', at: AT, wording: 'identity-1-en', channel: 'mail' },
      ],
      [],
      {
        contactedOn: AT,
        cause: 'not-current',
        decidedOn: LATER,
        appeal: 'lifted',
        askedOn: AT,
        offerAnswer: 'not-offered',
      },
    ],
  ])('%s', (_name, events, groups, facts) => {
    expect(factsOfCase(caseAfter(...events), groups)).toEqual(facts);
  });

  it('and of the organisation is what its settings say, and nothing where they are silent', () => {
    const { organisation, contact, authority } = ACME;
    const reference = 'DPO-17';
    const fixed = { organisation, contact, authority, reference, addressKept: 'not' };
    expect(fixedFacts(ACME, reference)).toEqual(fixed);
    expect(fixedFacts({ organisation, contact: '', authority: '' }, reference)).toEqual({
      organisation,
      reference,
      addressKept: 'not',
    });
  });
});
