import type { Site } from '../sites/site.ts';

/** Popup or panel → frame, by `tabs.sendMessage`, answered with `PeopleHere`. */
export interface PeopleQuestion {
  readonly type: 'people-here';
}

/** Whom a frame shows, as it stands there: for a rep who says that one of them asked to be left alone. */
export interface PeopleHere {
  /** What identifies whom the page is about; empty where it is about nobody. */
  readonly record: readonly string[];
  /** Everybody else, whoever wrote in an open conversation first. */
  readonly others: readonly string[];
}

/** More than a person looks through. */
const MOST_OTHERS = 20;

/** @param seen the texts that were found in this frame, in the order in which they came */
export function peopleHere(document: Document, site: Site | null, seen: readonly string[]): PeopleHere {
  const url = document.location?.href ?? '';
  const isRecord = URL.canParse(url) && site?.records?.isRecord(new URL(url)) === true;
  const record = (isRecord && site.records?.read(document)?.identifiers) || [];
  const compose = site?.compose;
  const senders = compose?.windows(document).map(window => compose.latestSender?.(window) ?? null) ?? [];
  const others = [...new Set([...senders.filter(sender => sender !== null), ...seen])];
  return { record, others: others.filter(text => !record.includes(text)).slice(0, MOST_OTHERS) };
}

/** What several frames show, as one. */
export function joinPeople(frames: readonly PeopleHere[]): PeopleHere {
  const record = [...new Set(frames.flatMap(frame => frame.record))];
  const others = [...new Set(frames.flatMap(frame => frame.others))];
  return { record, others: others.filter(text => !record.includes(text)).slice(0, MOST_OTHERS) };
}

export function isPeopleQuestion(message: unknown): message is PeopleQuestion {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'people-here'
  );
}

export function isPeopleHere(value: unknown): value is PeopleHere {
  return (
    typeof value === 'object' &&
    value !== null &&
    'record' in value &&
    isTexts(value.record) &&
    'others' in value &&
    isTexts(value.others)
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(text => typeof text === 'string');
}
