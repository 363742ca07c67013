import { elementAt } from '../scan/nodes.ts';
import { allIn, PROFILE_LINK } from './linkedin-people.ts';
import type { Send } from './site.ts';

/**
 * What one writes into: a message's form (captured 2026-06, 2026-09; a box of that class in some bubbles, sources of 2026),
 * Sales Navigator's (verified 2026-08-06).
 */
const FORM = 'form[id^="msg-form-"], .msg-form, form[data-x-conversation-widget="compose-form"]';

/**
 * What is asked before an invitation goes (captured 2026-06-26; test hook in sources of 2025), and Sales Navigator's own
 * (seen live, 2026-06-18).
 */
const INVITATION =
  '[role="dialog"][aria-labelledby="send-invite-modal"], [data-test-modal-id="send-invite-modal"], ' +
  '.artdeco-modal:has(.connect-cta-form__send)';

/** One conversation: a bubble (captured 2026-09; class of 2022 to 2026), the messaging page's pane, Sales Navigator's (2026-08-06). */
const CONVERSATION =
  '[data-view-name="message-overlay-conversation-bubble-item"], .msg-overlay-conversation-bubble, .msg-convo-wrapper, ' +
  '.msg-thread, section.thread-container';

/** A message that was written before, which may link to anybody (captured 2026-09; class of 2022 to 2026). */
export const MESSAGE =
  '.msg-s-message-list__event, [data-view-name="message-list-item"], [data-event-urn], article';

/** The editor; a textarea in some bubbles (seen live, 2026-05) and in Sales Navigator (2026-08-06). */
export const EDITOR = '[role="textbox"], textarea';

/** Send (captured 2026-06 and 2026-09; seen live, 2026-10-04); an invitation's (classes in sources of 2020 to 2026). */
const SUBMIT = 'button[type="submit"], .msg-form__send-button, .msg-form__send-btn';
const INVITE = '.artdeco-button--primary, .connect-cta-form__send';

/** Where Send has neither type nor class, in Sales Navigator: its word in en, es (seen live, 2026), nl, de, fr. */
const SEND_WORD = /^(?:send|enviar|verzenden|senden|envoyer)/iu;

/**
 * With "Press Enter to send" there is no Send, only the toggle of its options (captured 2026-09; class noted 2026-05 and
 * 2026-09) or a hint (noted 2026-05).
 */
const ENTER_SENDS =
  '[data-test-msg-ui-send-mode-toggle-presenter__button], .msg-form__send-toggle, .msg-form__hint-text';

/** Conversations that can be written in, and invitations about to go. */
export function linkedinWindows(document: Document): HTMLElement[] {
  return [...new Set([...allIn(document, FORM).map(windowOf), ...allIn(document, INVITATION)])];
}

/** Send at, in or around the target. What the toggle beside it opens only changes how one sends (seen live, 2026-10-04). */
export function linkedinSendControl(target: Element): Send | null {
  const control = target.closest<HTMLElement>('button');
  if (!control) return null;
  const form = control.closest<HTMLElement>(FORM);
  if (form) return sendsOf(form).includes(control) ? { window: windowOf(form), control } : null;
  const window = control.closest<HTMLElement>(INVITATION);
  return window && control.matches(INVITE) ? { window, control } : null;
}

/** Enter in the editor, where the page shows that it sends; Shift+Enter breaks a line always (seen live, 2026-10-04). */
export function linkedinSendShortcut(event: KeyboardEvent): Send | null {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return null;
  const control = elementAt(event)?.closest<HTMLElement>(EDITOR);
  const form = control?.closest<HTMLElement>(FORM);
  const sends = form && sendsOf(form).length === 0 && form.querySelector(ENTER_SENDS) !== null;
  return control && sends ? { window: windowOf(form), control } : null;
}

/** Whether there is text in the box; the box stays when it was sent. */
export function isLinkedinWritten(window: HTMLElement): boolean {
  if (window.matches(INVITATION)) return true;
  const [editor] = [...window.querySelectorAll<HTMLElement>(EDITOR)].filter(isInForm);
  const text = editor && ('value' in editor ? String(editor.value) : editor.textContent);
  return Boolean(text?.trim());
}

export function isInvitation(window: HTMLElement): boolean {
  return window.matches(INVITATION);
}

function isInForm(element: Element): boolean {
  return element.closest(FORM) !== null;
}

function sendsOf(form: HTMLElement): HTMLElement[] {
  const buttons = [...form.querySelectorAll<HTMLElement>('button')];
  const known = buttons.filter(button => button.matches(SUBMIT));
  if (known.length > 0 || !form.matches('[data-x-conversation-widget]')) return known;
  return buttons.filter(button => SEND_WORD.test(button.textContent?.trim() ?? ''));
}

/** The conversation around a form; where none is known, the smallest box that also says with whom. */
function windowOf(form: HTMLElement): HTMLElement {
  const known = form.closest<HTMLElement>(CONVERSATION);
  if (known) return known;
  for (let box = form.parentElement; box; box = box.parentElement) {
    if (box.querySelectorAll(FORM).length > 1 || box.matches('main, body')) break;
    const says = box.querySelectorAll(`${PROFILE_LINK}, h2`);
    if ([...says].some(one => !form.contains(one) && one.closest(MESSAGE) === null)) return box;
  }
  return form;
}
