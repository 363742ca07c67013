import { CALL_LINKS, numbersOfCallLink, withoutTelScheme } from '../scan/call-link.ts';
import { addressesByField } from '../scan/mailto.ts';
import type { Outreach, Reach, Recipient } from '../sites/site.ts';

const MAIL = 'a[href^="mailto:" i], area[href^="mailto:" i]';

const CALL = CALL_LINKS.join(', ');

/** What reaches people outside compose windows on any site, and on a site what its file names beside. */
export function outreachOf(outreach: Outreach | undefined): Outreach {
  return { at: target => outreach?.at(target) ?? linkAt(target) };
}

function linkAt(target: Element): Reach | null {
  const link = target.closest<HTMLElement>(`${MAIL}, ${CALL}`);
  // In an editor a click puts the caret there, as in the mail that is quoted below an answer.
  if (!link || link.isContentEditable) return null;
  return link.matches(MAIL)
    ? { act: 'write', control: link, people: peopleOf(link) }
    : { act: 'call', control: link, people: peopleCalled(link) };
}

function peopleOf(link: HTMLElement): Recipient[] {
  return addressesByField(link.getAttribute('href') ?? '').map(({ field, address }) => ({
    address,
    label: address,
    field,
    typed: false,
    element: link,
  }));
}

function peopleCalled(link: HTMLElement): Recipient[] {
  const numbers = numbersOfCallLink(link.getAttribute('href') ?? '');
  const text = link.textContent?.trim() ?? '';
  return numbers.map(address => ({
    address,
    label: numbers.length === 1 && text !== '' ? text : withoutTelScheme(address),
    field: 'to',
    typed: false,
    element: link,
  }));
}
