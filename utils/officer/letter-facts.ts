import type { Facts } from '../letters/facts.ts';
import type { Basis } from '../register/basis.ts';
import { defaultScope } from '../register/basis.ts';
import type { BlockGroupFacts } from '../register/block-groups.ts';
import type { Outcome, Request } from '../register/case-event.ts';
import type { CaseState } from '../register/case-state.ts';
import type { Settings } from './settings.ts';

/**
 * What every letter of a case says, and nobody is asked for.
 * @param reference undefined while it isn't known
 */
export function fixedFacts(
  {
    organisation,
    contact,
    authority,
    addressesSealedTo = [],
  }: Pick<Settings, 'organisation' | 'contact' | 'authority' | 'addressesSealedTo'>,
  reference: string | undefined,
): Facts {
  return {
    organisation,
    ...(reference !== undefined && { reference }),
    // What is kept of somebody are hashes, unless the organisation seals the address for auditors.
    addressKept: addressesSealedTo.length === 0 ? 'not' : 'sealed',
    ...(contact !== '' && { contact }),
    ...(authority !== undefined && authority !== '' && { authority }),
  };
}

const BASIS_OF: Readonly<Partial<Record<Request, Basis>>> = { objection: 'objection', erasure: 'erasure' };

const ANSWERS: Readonly<Record<Outcome, Facts>> = {
  accepted: {},
  declined: { offerAnswer: 'declined' },
  'no-answer': { offerAnswer: 'none' },
};

/**
 * What the register knows of what letters of a case say: to be filled in, seen and changed by the officer. What the case doesn't
 * tell is left out.
 * @param groups of all blocks
 */
export function factsOfCase(state: CaseState, groups: readonly BlockGroupFacts[]): Facts {
  const { reference, request, receivedAt, erasedAt, outcome } = state;
  const block = groups.find(group => group.reference === reference && group.lift === null);
  const lift = groups.find(group => group.lift?.reference === reference)?.lift;
  const basis = block?.basis ?? (request === null ? undefined : BASIS_OF[request]);
  const incident = state.incidents.at(-1);
  const appeal = state.appeals.at(-1);
  const identityAskedAt = state.letters.findLast(({ wording }) => wording.startsWith('identity-'))?.at;
  const wasOffered = state.letters.some(({ wording }) => wording.startsWith('offer-'));
  return {
    ...(receivedAt !== null && { receivedOn: receivedAt }),
    ...(basis !== undefined && { basis, scope: block?.scope ?? defaultScope(basis) }),
    ...(block && { recordedOn: block.recordedAt, blockReference: block.reference }),
    ...(block && block.reviewAt !== null && { reviewOn: block.reviewAt }),
    ...(erasedAt !== null && { erasedOn: erasedAt }),
    ...(outcome === null ? !wasOffered && { offerAnswer: 'not-offered' as const } : ANSWERS[outcome]),
    ...(lift && { liftedOn: lift.recordedAt, liftedEntry: 'marked' as const }),
    ...(incident && { contactedOn: incident.at }),
    ...(incident?.wasPublished === false && { cause: 'not-current' as const }),
    ...(appeal && { decidedOn: appeal.at }),
    ...(appeal?.decision === 'lifted' && { appeal: 'lifted' as const }),
    ...(identityAskedAt !== undefined && { askedOn: identityAskedAt }),
  };
}
