import type { Recipient } from './site.ts';

/** Somebody whom a page names outside of mail's fields: in a link, a heading, a label. */
export function person(element: HTMLElement, address: string | null, name: string | null): Recipient {
  const label = name?.replace(/\s+/gu, ' ').trim() || address || '';
  return { address, label, field: 'to', typed: false, element };
}

/** The same people, each address once. */
export function eachOnce(people: readonly Recipient[]): Recipient[] {
  return [...new Map(people.toReversed().map(one => [one.address ?? one.label, one])).values()].toReversed();
}
