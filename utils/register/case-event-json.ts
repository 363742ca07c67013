import { type CaseEvent, CONTACTS, DECISIONS, IDENTITY_CHECKS, OUTCOMES, REQUESTS } from './case-event.ts';
import { CHANNELS } from './evidence.ts';
import { isEvidenceOrNull } from './evidence-json.ts';
import { isCount, isOneOf, isRecord } from './json-value.ts';

/** What an event must hold besides its kind and time. */
const FIELDS: {
  readonly [Kind in CaseEvent['kind']]: {
    readonly [Field in Exclude<keyof Extract<CaseEvent, { kind: Kind }>, 'kind' | 'at'>]: (
      value: unknown,
    ) => boolean;
  };
} = {
  received: {
    request: value => isOneOf(REQUESTS, value),
    channel: value => isOneOf(CHANNELS, value),
    dueAt: isCount,
    evidence: isEvidenceOrNull,
  },
  extended: { dueAt: isCount },
  identity: { how: value => isOneOf(IDENTITY_CHECKS, value) },
  erased: { system: isName },
  'recipient-told': { recipient: isName },
  letter: { wording: isName, channel: value => isOneOf(CHANNELS, value) },
  outcome: { outcome: value => isOneOf(OUTCOMES, value), evidence: isEvidenceOrNull },
  'sender-told': { sender: isName },
  incident: {
    contact: value => isOneOf(CONTACTS, value),
    wasPublished: value => value === null || typeof value === 'boolean',
  },
  appeal: { decision: value => isOneOf(DECISIONS, value) },
  closed: {},
  reopened: {},
};

/** Undefined where it is no event. `newer`: a kind that this release doesn't know. */
export function readCaseEvent(value: unknown): CaseEvent | 'newer' | undefined {
  if (!isRecord(value) || typeof value.kind !== 'string' || !isCount(value.at)) return undefined;
  if (!Object.hasOwn(FIELDS, value.kind)) return 'newer';
  return isCaseEvent(value) ? value : undefined;
}

function isCaseEvent(value: Record<string, unknown>): value is Record<string, unknown> & CaseEvent {
  const checks: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = FIELDS;
  return Object.entries(checks[String(value.kind)] ?? {}).every(([field, isRight]) => isRight(value[field]));
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0;
}
