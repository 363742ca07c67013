import { counted } from '../../counted.ts';
import type { CaseEvent } from '../case-event.ts';
import type { Done, Published } from './timeline.ts';

/** What was done, in a line for an auditor. References stand beside it. */
export function doneText(done: Done): string {
  switch (done.type) {
    case 'blocks': {
      const kinds = [...done.kinds].map(([kind, count]) => `${count} ${kind}`).join(', ');
      const review = done.reviewAt === null ? '' : `, review due ${dayText(done.reviewAt)}`;
      return `blocked ${kinds || 'what was erased since'}: ${done.basis}, scope ${done.scope}${review}`;
    }
    case 'lift':
      return `lifted ${counted(done.blocks.length, 'block')} (${done.reason})`;
    case 'opening':
      return `read whom ${counted(done.blocks.length, 'block stands', 'blocks stand')} for`;
    case 'erasure':
      return `erased ${counted(done.lines.length, 'line')} of the register`;
    case 'settings':
      return `changed settings: ${Object.keys(done.values).join(', ')}`;
    case 'publication':
      return publicationText(done);
    case 'case':
      return `case, ${dayText(done.event.at)}: ${eventText(done.event)}`;
  }
}

function publicationText({ record, happened }: Published): string {
  const { publication, entries, domains, removed, head } = record;
  const name = `publication ${publication} (head ${head.slice(0, 12)}…)`;
  if (!happened) return `prepared ${name}, which never was published`;
  const size = `${counted(entries, 'entry', 'entries')} and ${counted(domains, 'domain')}, decoys included`;
  return `published ${name}: ${size}${removed === 0 ? '' : `; ${removed} went`}`;
}

function eventText(event: CaseEvent): string {
  switch (event.kind) {
    case 'received':
      return `received (${event.request}, by ${event.channel}), due ${dayText(event.dueAt)}`;
    case 'extended':
      return `extended, due ${dayText(event.dueAt)}`;
    case 'identity':
      return `identity checked (${event.how})`;
    case 'erased':
      return `erased from ${event.system}`;
    case 'recipient-told':
      return `recipient told: ${event.recipient}`;
    case 'letter':
      return `letter ${event.wording} sent by ${event.channel}`;
    case 'outcome':
      return `outcome: ${event.outcome}`;
    case 'sender-told':
      return `sender told: ${event.sender}`;
    case 'incident':
      return `incident: contacted by ${event.contact}; ${LISTED.get(event.wasPublished)}`;
    case 'appeal':
      return `appeal: ${event.decision}`;
    default:
      return event.kind;
  }
}

const LISTED: ReadonlyMap<boolean | null, string> = new Map([
  [true, 'the published list held them'],
  [false, "the published list didn't hold them"],
  [null, 'whether the published list held them is unknown'],
]);

/** Days and moments are those of UTC. */
export function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** To the second. */
export function momentText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
