import { telUriOf } from '../scan/call-link.ts';
import { person } from './person.ts';
import type { Reach } from './site.ts';

/** Salesforce's component for a number that its telephone system dials, with a link that leads nowhere (its source, 2026-11). */
const DIAL = 'lightning-click-to-dial';

/** What the link is called for who can't see it stands before the number, in words. */
const NUMBER = /[+(]*\p{Nd}.*$/su;

/** The call that the link at or around the target begins; null if there is none, or it shows no number. */
export function clickToDial(target: Element): Reach | null {
  const control = target.closest<HTMLElement>('a');
  if (!control || !isDial(control)) return null;
  const [number = ''] = NUMBER.exec(control.textContent ?? '') ?? [];
  const uri = telUriOf(number);
  return uri === null ? null : { act: 'call', control, people: [person(control, uri, number)] };
}

/** In the component's own tree, or in the page's where its shadow is made by script. */
function isDial(link: HTMLElement): boolean {
  const root = link.getRootNode();
  if (link.closest(DIAL)) return true;
  return 'host' in root && root.host instanceof Element && root.host.matches(DIAL);
}
