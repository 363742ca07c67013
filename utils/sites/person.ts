import type { Recipient } from './site.ts';

/** Somebody whom a page names outside of mail's fields: in a link, a heading, a label. */
export function person(element: HTMLElement, address: string | null, name: string | null): Recipient {
  const label = name?.replace(/\s+/gu, ' ').trim() || address || '';
  return { address, label, field: 'to', typed: false, element };
}

/** The same people, each address once, as it came first. */
export function eachOnce(people: readonly Recipient[]): Recipient[] {
  return people.filter(({ address }, at) => people.findIndex(other => other.address === address) === at);
}
