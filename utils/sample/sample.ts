import type { Recipient, Site } from '../sites/site.ts';

export interface SamplePerson {
  readonly name: string;
  readonly address: string;
  readonly isListed: boolean;
}

/** Nobody: example.com and example.org are nobody's (RFC 2606). */
export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  { name: 'Mira Okonjo', address: 'mira@example.com', isListed: true },
  { name: 'Tom Ruiz', address: 'tom@example.org', isListed: false },
];

/** The sample mail on the welcome page, of the same shape as the sites. It is on no site's list: it is in no page but that. */
export const sample: Site = {
  name: 'Lethe',
  script: '',
  hosts: [],
  skip: '.welcome > :not(.sample)',
  compose: {
    attributes: [],
    windows: document => [...document.querySelectorAll<HTMLElement>('.sample-mail')].filter(isInView),
    recipients: window => [...window.querySelectorAll<HTMLElement>('.sample-chip')].map(recipientOf),
    remove(_window, { element }) {
      const control = element.querySelector<HTMLElement>('.sample-remove');
      control?.click();
      return control !== null;
    },
    sendControl(target) {
      const control = target.closest<HTMLElement>('.sample-send');
      const window = control?.closest<HTMLElement>('.sample-mail');
      return control && window ? { window, control } : null;
    },
    sendShortcut: () => null,
    signs: [],
  },
};

/** Else its banner would stand over what whoever installed Lethe reads first. */
function isInView(mail: HTMLElement): boolean {
  const { top, bottom } = mail.getBoundingClientRect();
  return top < innerHeight && bottom >= 0;
}

function recipientOf(element: HTMLElement): Recipient {
  const { address = null, name = '' } = element.dataset;
  return { address, label: name, field: 'to', typed: false, element };
}

/*
 * Cases
 *   welcome.html   two recipients, of whom one is said to be listed
 */
