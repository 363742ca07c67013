import type { CaseEvent, CaseEventKind, IdentityCheck, Outcome, Request } from './case-event.ts';
import type { CaseOperation } from './operation.ts';

type EventOf<Kind extends CaseEventKind> = Extract<CaseEvent, { kind: Kind }>;

/** Where a case stands; what its steps say together. Times in milliseconds since the epoch. */
export interface CaseState {
  readonly reference: string;
  /** Null where its receipt was never recorded. */
  readonly request: Request | null;
  readonly receivedAt: number | null;
  readonly dueAt: number | null;
  readonly identity: IdentityCheck | null;
  readonly erased: readonly string[];
  /** From the last of those systems. */
  readonly erasedAt: number | null;
  readonly recipientsTold: readonly string[];
  readonly sendersTold: readonly string[];
  readonly letters: readonly EventOf<'letter'>[];
  readonly outcome: Outcome | null;
  readonly incidents: readonly EventOf<'incident'>[];
  readonly appeals: readonly EventOf<'appeal'>[];
  readonly isClosed: boolean;
  /** An offer went out and nothing has come of it yet. */
  readonly awaitsReply: boolean;
}

/** Wordings of the letter that offers a hard block: `offer-1-nl`. */
const OFFER = /^offer-/;

/**
 * Where a case stands.
 * @param steps in the order of when they happened, as `Register.cases` has them
 */
export function stateOfCase(reference: string, steps: readonly CaseOperation[]): CaseState {
  const events = steps.map(step => step.event);
  const of = <Kind extends CaseEventKind>(kind: Kind) =>
    events.filter((event): event is EventOf<Kind> => event.kind === kind);
  const received = lastReceipt(steps);
  const due = of('extended').findLast(({ at }) => !received || at >= received.at) ?? received;
  const offeredAt = of('letter').findLast(({ wording }) => OFFER.test(wording))?.at;
  const outcome = of('outcome').at(-1);
  const closing = events.findLast(event => event.kind === 'closed' || event.kind === 'reopened');
  const isClosed = closing?.kind === 'closed';
  return {
    reference,
    request: received?.request ?? null,
    receivedAt: received?.at ?? null,
    dueAt: due?.dueAt ?? null,
    identity: of('identity').at(-1)?.how ?? null,
    erasedAt: of('erased').at(-1)?.at ?? null,
    erased: distinct(of('erased').map(({ system }) => system)),
    recipientsTold: distinct(of('recipient-told').map(({ recipient }) => recipient)),
    sendersTold: distinct(of('sender-told').map(({ sender }) => sender)),
    letters: of('letter'),
    outcome: outcome?.outcome ?? null,
    incidents: of('incident'),
    appeals: of('appeal'),
    isClosed,
    awaitsReply: !isClosed && offeredAt !== undefined && (outcome === undefined || outcome.at < offeredAt),
  };
}

/** As it was entered last: a wrong day is put right by the step once more, also by an earlier one. */
function lastReceipt(steps: readonly CaseOperation[]): EventOf<'received'> | undefined {
  let last: { readonly recordedAt: number; readonly event: EventOf<'received'> } | undefined;
  for (const { recordedAt, event } of steps) {
    if (event.kind === 'received' && recordedAt >= (last?.recordedAt ?? 0)) last = { recordedAt, event };
  }
  return last?.event;
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}
