import { person } from './person.ts';
import { type Compose, FIELDS, type Field } from './site.ts';

/** What a form that sends mail is known by, where recipients are chosen by name and no address stands. */
export interface NamedRecipients {
  readonly send: string;
  /** Address of such a form, and what any of them has. */
  readonly form: { readonly address: RegExp; readonly part: string };
  /** Each recipient's name in a field. */
  names(field: Field): string;
}

/**
 * Mail whose recipients are names: who they are isn't known, and that is said rather than nothing. The form fills the page, so
 * the window is all of it.
 */
export function composeByName({ send, names, form }: NamedRecipients): Compose {
  const formOf = (document: Document) => (document.querySelector(send) ? [document.body] : []);
  return {
    attributes: ['data-id'],
    windows: formOf,
    recipients: window =>
      FIELDS.flatMap(field =>
        [...window.querySelectorAll<HTMLElement>(names(field))].map(chip => ({
          ...person(chip, null, chip.textContent),
          field,
        })),
      ),
    sendControl(target) {
      const control = target.closest<HTMLElement>(send);
      return control && { window: control.ownerDocument.body, control };
    },
    sendShortcut: () => null,
    signs: [send],
    isLost: (document, { pathname, search }) =>
      form.address.test(`${pathname}${search}`) && document.querySelector(form.part) === null,
  };
}
