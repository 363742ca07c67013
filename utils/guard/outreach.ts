import { addressesByField } from '../scan/mailto.ts';
import type { Outreach, Reach, Recipient } from '../sites/site.ts';

const MAIL = 'a[href^="mailto:" i], area[href^="mailto:" i]';

/** Schemes that start a call or a text message (RFC 3966, RFC 5724; `callto` of older programs). */
const PHONE = ['tel', 'callto', 'sms'].map(scheme => `a[href^="${scheme}:" i]`).join(', ');

/** What reaches people outside compose windows on any site, and on a site what its file names beside. */
export function outreachOf(outreach: Outreach | undefined): Outreach {
  return { at: target => outreach?.at(target) ?? linkAt(target) };
}

function linkAt(target: Element): Reach | null {
  const link = target.closest<HTMLElement>(`${MAIL}, ${PHONE}`);
  // In an editor a click puts the caret there, as in the mail that is quoted below an answer.
  if (!link || link.isContentEditable) return null;
  return link.matches(MAIL)
    ? { act: 'write', control: link, people: peopleOf(link) }
    : { act: 'call', control: link, people: [personCalled(link)] };
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

function personCalled(link: HTMLElement): Recipient {
  const href = (link.getAttribute('href') ?? '').trim();
  const number = href.replace(/^[a-z]+:(?:\/\/)?/iu, '').replace(/[?;].*$/u, '');
  return {
    address: `tel:${number}`,
    label: link.textContent?.trim() || number,
    field: 'to',
    typed: false,
    element: link,
  };
}
