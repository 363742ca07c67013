import { FIELDS, type Send } from './site.ts';

/** A recipient field: the container of chips (2021 on) or the older textarea and hidden inputs (sources of 2026). */
const FIELD = FIELDS.map(field => `[name="${field}"]`).join(', ');

/** The body (sources of 2026-11). */
const BODY = '[g_editable="true"][role="textbox"][contenteditable]';

/** A docked compose is a dialog, an inline reply isn't (sources of 2026-11). */
export const DIALOG = '[role="dialog"]';

/**
 * The Send button's tooltip carries the shortcut within bidi marks in every language, "Send ‪(Ctrl-Enter)‬"; the
 * label starts with the site's word for Send, which we needn't know (sources of 2026-11, hands-on note of 2026-05).
 */
const BUTTON = '[role="button"]';
const SHORTCUT_IN_LABEL =
  /[\u202a\u202c(（].*(?:ctrl|strg|⌘|cmd|command).*(?:enter|⏎|↵|eingabe|entrée|intro|invio)/iu;

/** The menu item "Schedule send", and the button that confirms a date of one's own (hands-on note of 2026). */
const SCHEDULED = '[selector="scheduledSend"]';

/** "More send options": beside Send, and it opens a menu (sources of 2026-11). */
const MENU_TOGGLE = '[aria-haspopup]:not([aria-haspopup="false"])';

/** The compose windows of a Gmail page: every element that holds one set of recipient fields, a body and a Send. */
export function gmailWindows(document: Document): HTMLElement[] {
  const windows = new Set<HTMLElement>();
  for (const body of document.querySelectorAll<HTMLElement>(BODY)) {
    const window = windowOfBody(body);
    if (window) windows.add(window);
  }
  return [...windows];
}

/** Send at, in or around the target: the button, or "Schedule send" in a menu that may stand apart from its window. */
export function gmailSendControl(target: Element): Send | null {
  const scheduled = target.closest<HTMLElement>(SCHEDULED);
  if (scheduled) {
    const window = windowAround(scheduled) ?? windowOfMenu(scheduled);
    return window && { window, control: scheduled };
  }
  const button = target.closest<HTMLElement>(BUTTON);
  if (!button || !(isSendButton(button) || isSendAndArchive(button))) return null;
  const window = windowAround(button);
  return window && { window, control: button };
}

/** Ctrl+Enter, or ⌘+Enter, anywhere in a compose window. */
export function gmailSendShortcut(event: KeyboardEvent, at: Element): Send | null {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return null;
  const window = windowAround(at);
  const control = window && sendButtonOf(window);
  return control ? { window, control } : null;
}

/** The body of a compose window, which may quote any address: never searched for recipients. */
export function isInBody(element: Element): boolean {
  return element.closest(BODY) !== null;
}

/** The compose window that this element stands in. */
function windowAround(element: Element): HTMLElement | null {
  return gmailWindows(element.ownerDocument).find(window => window.contains(element)) ?? null;
}

/**
 * The outermost element that belongs to this body's compose alone: the dialog where there is one, else the
 * smallest that holds a field, the body and a Send.
 */
function windowOfBody(body: HTMLElement): HTMLElement | null {
  const dialog = body.closest<HTMLElement>(DIALOG);
  if (dialog && isWindow(dialog)) return dialog;
  for (let around = body.parentElement; around; around = around.parentElement) {
    if (around.querySelectorAll(BODY).length > 1) return null;
    if (isWindow(around)) return around;
  }
  return null;
}

function isWindow(element: HTMLElement): boolean {
  return (
    element.querySelectorAll(BODY).length === 1 &&
    element.querySelector(FIELD) !== null &&
    sendButtonOf(element) !== null
  );
}

function sendButtonOf(window: HTMLElement): HTMLElement | null {
  for (const button of window.querySelectorAll<HTMLElement>(BUTTON)) {
    if (isSendButton(button) && !isInBody(button)) return button;
  }
  return null;
}

/** By the shortcut in its label; else by its place, just before "More send options". */
function isSendButton(button: Element): boolean {
  if (button.matches(MENU_TOGGLE)) return false;
  const labels = [button.getAttribute('data-tooltip'), button.getAttribute('aria-label')];
  if (labels.some(label => label !== null && SHORTCUT_IN_LABEL.test(label))) return true;
  const [next] = siblingsAfter(button);
  return next?.matches(`${BUTTON}${MENU_TOGGLE}`) === true && labels.some(label => label !== null);
}

/**
 * "Send and archive", which a setting adds to an inline reply: a button in a box of its own beside Send or its group (sources of
 * 2019-04 to 2026-07). Nothing else stands there, so what it is called needn't be known.
 */
function isSendAndArchive(button: HTMLElement): boolean {
  const box = button.parentElement;
  if (!box || button.matches(MENU_TOGGLE)) return false;
  const beside = [...(box.parentElement?.children ?? [])].filter(element => element !== box);
  return [...beside, ...beside.flatMap(element => [...element.children])].some(
    element => element.matches(BUTTON) && isSendButton(element),
  );
}

function siblingsAfter(button: Element): Element[] {
  const siblings = [...(button.parentElement?.children ?? [])];
  return siblings.slice(siblings.indexOf(button) + 1);
}

/**
 * The window that a menu standing apart belongs to: the one whose toggle is expanded, the only one there is, or
 * the one whose Send is nearest, because the menu opens beside it.
 */
function windowOfMenu(item: HTMLElement): HTMLElement | null {
  const windows = gmailWindows(item.ownerDocument);
  const expanded = windows.filter(window => window.querySelector(`${MENU_TOGGLE}[aria-expanded="true"]`));
  const candidates = expanded.length > 0 ? expanded : windows;
  const byDistance = candidates.map(window => ({ window, distance: distanceToSend(window, item) }));
  byDistance.sort((a, b) => a.distance - b.distance);
  return byDistance[0]?.window ?? null;
}

function distanceToSend(window: HTMLElement, item: HTMLElement): number {
  const send = sendButtonOf(window)?.getBoundingClientRect();
  const menu = item.getBoundingClientRect();
  return send ? Math.hypot(send.x - menu.x, send.y - menu.y) : Number.POSITIVE_INFINITY;
}
