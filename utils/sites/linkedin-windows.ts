import { linkedinRoots } from './linkedin-people.ts';
import type { Send } from './site.ts';

/**
 * What one writes into: a message's form (captured 2026-06, 2026-09; a box of that class in some bubbles, sources of 2026),
 * Sales Navigator's (verified 2026-08-06).
 */
const FORM = 'form[id^="msg-form-"], .msg-form, [data-x-conversation-widget="compose-form"]';

/** What is asked before an invitation goes (captured 2026-06-26; test hook in sources of 2025 and 2026). */
const INVITATION = '[aria-labelledby="send-invite-modal"], [data-test-modal-id="send-invite-modal"]';

/** A message that was written before, which may link to anybody (captured 2026-09; class of 2022 to 2026; Sales Navigator's, 2026-08-06). */
export const MESSAGE = '.msg-s-message-list__event, [data-event-urn], article';

/** The editor; a textarea in some bubbles (seen live, 2026-05) and in Sales Navigator (2026-08-06). */
export const EDITOR = '[role="textbox"], textarea';

/** Send (captured 2026-06 and 2026-09; seen live, 2026-10-04). */
const SUBMIT = '[type="submit"], .msg-form__send-button, .msg-form__send-btn';

/** Send, with a note or without; what adds a note is of another kind (classes in sources of 2020 to 2026). */
const INVITE = '.artdeco-button--primary';

/** Where Send has neither type nor class, in Sales Navigator: its word in en, es (seen live, 2026), nl, de, fr. */
const SEND_WORD = /^(?:send|enviar|verzenden|senden|envoyer)/iu;

/** With "Press Enter to send" there is no Send, only the toggle of its options (captured 2026-09; class noted 2026-05 to 2026-10). */
const TOGGLE = '[data-test-msg-ui-send-mode-toggle-presenter__button], .msg-form__send-toggle';

/** Conversations that can be written in, and invitations about to go. */
export function linkedinWindows(document: Document): HTMLElement[] {
  const found = linkedinRoots(document).flatMap(root => [
    ...[...root.querySelectorAll<HTMLElement>(FORM)].map(windowOf),
    ...root.querySelectorAll<HTMLElement>(INVITATION),
  ]);
  return [...new Set(found)];
}

/** Send at, in or around the target. What the toggle beside it opens only changes how one sends (seen live, 2026-10-04). */
export function linkedinSendControl(target: Element): Send | null {
  const control = target.closest<HTMLElement>('button');
  if (!control) return null;
  const form = control.closest<HTMLElement>(FORM);
  const window = form ? windowOf(form) : control.closest<HTMLElement>(INVITATION);
  const sends = form ? isSend(control) : control.matches(INVITE);
  return window && sends ? { window, control } : null;
}

/** Enter in the editor, where the page shows that it sends; Shift+Enter always breaks a line (seen live, 2026-10-04). */
export function linkedinSendShortcut(event: KeyboardEvent, at: Element): Send | null {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return null;
  const control = at.closest<HTMLElement>(EDITOR);
  const form = control?.closest<HTMLElement>(FORM);
  if (!control || !form?.querySelector(TOGGLE) || [...form.querySelectorAll('button')].some(isSend))
    return null;
  return { window: windowOf(form), control };
}

/** Whether there is text in the box, which stays when it was sent. */
export function isLinkedinWritten(window: HTMLElement): boolean {
  const editors = [...window.querySelectorAll<HTMLElement>(EDITOR)];
  return isInvitation(window) || editors.some(editor => textOf(editor).trim() !== '');
}

export function isInvitation(window: HTMLElement): boolean {
  return window.matches(INVITATION);
}

function textOf(editor: HTMLElement): string {
  return 'value' in editor ? String(editor.value) : (editor.textContent ?? '');
}

/** Whether an element stands in something of that kind, within the box: what is around the box doesn't matter. */
export function isWithin(box: HTMLElement, element: Element, kind: string): boolean {
  return box.contains(element.closest(kind));
}

function isSend(button: HTMLElement): boolean {
  if (button.matches(SUBMIT)) return true;
  const isSalesNavigators = button.closest('[data-x-conversation-widget]') !== null;
  return isSalesNavigators && SEND_WORD.test(button.textContent?.trim() ?? '');
}

/** The conversation around a form: the smallest box with a heading that says with whom (captured 2022 to 2026-10). */
function windowOf(form: HTMLElement): HTMLElement {
  for (let box = form.parentElement; box && !box.matches('main, body'); box = box.parentElement) {
    if ([...box.querySelectorAll('h2')].some(heading => !isWithin(box, heading, MESSAGE))) return box;
  }
  return form;
}
