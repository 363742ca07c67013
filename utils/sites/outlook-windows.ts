import { FIELDS, type Field, type Send } from './site.ts';

/**
 * A recipient field's id ends so in every language (seen live, 2026-09-26 and 2026-10-07). Headers of mails that are
 * read end so as well, and hold nothing to type into (sources of 2026-11).
 */
const FIELD_END: Readonly<Record<Field, string>> = { to: '_TO', cc: '_CC', bcc: '_BCC' };
const FIELD = FIELDS.map(field => `[id$="${FIELD_END[field]}"]`).join(', ');

/** What recipients are typed into: an editable element now, an input in 2023 (test automation). */
export const TYPED = '[contenteditable="true"], input:not([type="hidden"]), textarea';

/** The kind that the editor of recipients gives its chips; no minified name (seen live, 2026-09-26 and 2026-10-07). */
export const RECIPIENT_ENTITY = '[class*="_EType_RECIPIENT_ENTITY"]';

/** Somebody whose card opens: chips, and recipients that are folded up (sources of 2024 to 2026-11). */
export const PERSON = '[data-lpc-hover-target-id], .lpcCommonWeb-hoverTarget';

const EDITABLE = '[contenteditable="true"]';

/** What surrounds the body's editor (seen live, 2026-09-26). */
const EDITOR = '[id^="editorParent_"]';

/** What surrounds one mail being written, in a pane or a window of its own (sources of 2024 to 2026-11). */
const DOCKED = '[id^="docking_InitVisiblePart_"]';

const BUTTON = 'button, [role="button"]';

/** Send and its menu's toggle are within (sources of 2026-11). */
const SEND_BOX = '[data-testid="ComposeSendButton"]';

/** The id that Fluent gives the left half of any split button (seen live, 2026-10-07). */
const PRIMARY = '[id*="primaryActionButton"]';

/**
 * Send's title carries its shortcut, "Send (Ctrl+Enter)" (seen live, 2026-09-26; sources of 2026-11); the word for Send
 * needn't be known, the words on keys are few.
 */
const SHORTCUT_IN_LABEL = /(?:ctrl|strg|⌘|cmd|command)\W*(?:enter|return|⏎|↵|eingabe|entrée|intro|invio)/iu;

/** "More send options" (test automation of 2026): a Fluent menu button says of its menu whether it is open. */
const MENU_TOGGLE = '[aria-haspopup]:not([aria-haspopup="false"])';

const MENU_ITEM = '[role="menuitem"]';

/**
 * The compose windows of a page of Outlook's: every element that holds one mail's body or editable "To", and a Send.
 * One whose recipients are folded up has no editable field; one in plain text perhaps no such body.
 */
export function outlookWindows(document: Document): HTMLElement[] {
  const found = new Set<HTMLElement>();
  for (const anchor of [...bodiesIn(document), ...editableTosIn(document)]) {
    const window = windowOf(anchor);
    if (window) found.add(window);
  }
  return outermost([...found].filter(isShown));
}

/**
 * Send at, in or around the target: the button; or an item of its menu, which may stand apart at the page's end, since
 * each sends, now ("Send") or later ("Schedule send", after which a dialog asks for the time; test automation of 2026).
 */
export function outlookSendControl(target: Element): Send | null {
  const item = target.closest<HTMLElement>(MENU_ITEM);
  if (item) return sendOfMenuItem(item);
  const button = target.closest<HTMLElement>(BUTTON);
  const window = button && windowAround(button);
  if (!window) return null;
  const control = sendButtonsIn(window).find(
    send => send === button || (target === button && isSplit(button, send)),
  );
  return control ? { window, control } : null;
}

/** Ctrl+Enter, ⌘+Enter or Alt+S, anywhere in a compose window. */
export function outlookSendShortcut(event: KeyboardEvent, at: Element): Send | null {
  if (event.isComposing || !isShortcut(event, at)) return null;
  const window = windowAround(at);
  const [control] = window ? sendButtonsIn(window) : [];
  return window && control ? { window, control } : null;
}

/** The recipient fields of a window, each with the outermost element that is it. */
export function outlookFields(
  window: HTMLElement,
): { readonly field: Field; readonly element: HTMLElement }[] {
  const fields = FIELDS.flatMap(field =>
    outermost(
      elementsIn(window, `[id$="${FIELD_END[field]}"]`).filter(element => !isInOutlookBody(element)),
    ).map(element => ({ field, element })),
  );
  // Where the ids should have gone: by their chips, in their order.
  const others = elementsIn(window, EDITABLE).filter(
    element =>
      isOutermostEditable(element) &&
      !isBody(element) &&
      element.closest(FIELD) === null &&
      element.querySelector(RECIPIENT_ENTITY) !== null,
  );
  return [...fields, ...others.map((element, place) => ({ field: FIELDS[place] ?? 'bcc', element }))];
}

/** The body of a mail being written, which may quote any address: never searched for recipients. */
export function isInOutlookBody(element: Element): boolean {
  let editable: HTMLElement | null = null;
  for (let up = element.closest<HTMLElement>(EDITABLE); up; up = closestAbove(up, EDITABLE)) editable = up;
  return editable !== null && isBody(editable);
}

/** Those that stand in no other of them. */
export function outermost(elements: readonly HTMLElement[]): HTMLElement[] {
  const all = new Set<Element>(elements);
  return elements.filter(element => {
    let above = element.parentElement;
    while (above && !all.has(above)) above = above.parentElement;
    return above === null;
  });
}

/**
 * Ctrl+Enter is Outlook's documented shortcut for Send on the web, ⌘+Enter the Mac's. Alt+S is documented for Outlook on
 * the desktop and taken for the web's second one by automations (2026-11); on a Mac, Option+S types a letter.
 */
function isShortcut(event: KeyboardEvent, target: Element): boolean {
  if (event.key === 'Enter') return event.ctrlKey || event.metaKey;
  const isS = event.code === 'KeyS' || event.key.toLowerCase() === 's';
  if (!isS || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  return !/^mac/iu.test(target.ownerDocument.defaultView?.navigator.platform ?? '');
}

/** The compose window that this element stands in. */
function windowAround(element: Element): HTMLElement | null {
  return outlookWindows(element.ownerDocument).find(window => window.contains(element)) ?? null;
}

/**
 * What is Outlook's own frame of one mail; else the smallest element that holds the anchor and a Send, and the
 * recipients: folded up, they have no editable field to begin from, and may stand beside body and Send.
 */
function windowOf(anchor: HTMLElement): HTMLElement | null {
  const docked = anchor.closest<HTMLElement>(DOCKED);
  // Beyond it, "New mail" is a split button as Send is.
  if (docked && isOneMail(docked)) return sendButtonsIn(docked).length > 0 ? docked : null;
  let smallest: HTMLElement | null = null;
  for (let around = anchor.parentElement; around && isOneMail(around); around = around.parentElement) {
    if (sendButtonsIn(around).length === 0) continue;
    smallest ??= around;
    if (elementsIn(around, `${FIELD}, ${PERSON}`).some(element => !isInOutlookBody(element))) return around;
  }
  return smallest;
}

/** Drafts that were left stay in the page, unseen (test automation of 2026). */
function isShown(window: HTMLElement): boolean {
  const parts = [window, ...sendButtonsIn(window), ...bodiesIn(window)];
  return parts.some(part => part.checkVisibility?.() ?? true);
}

function isOneMail(element: HTMLElement): boolean {
  return bodiesIn(element).length <= 1 && editableTosIn(element).length <= 1;
}

function bodiesIn(root: ParentNode): HTMLElement[] {
  return elementsIn(root, EDITABLE).filter(element => isOutermostEditable(element) && isBody(element));
}

/** Of an outermost editable: whether it is a body, and no field of recipients. */
function isBody(editable: HTMLElement): boolean {
  if (editable.closest(FIELD) !== null) return false;
  if (editable.closest(EDITOR) !== null) return true;
  return editable.getAttribute('role') === 'textbox' && editable.querySelector(RECIPIENT_ENTITY) === null;
}

function editableTosIn(root: ParentNode): HTMLElement[] {
  return outermost(
    elementsIn(root, `[id$="${FIELD_END.to}"]`).filter(
      field => field.querySelector(TYPED) !== null && !isInOutlookBody(field),
    ),
  );
}

function isOutermostEditable(element: HTMLElement): boolean {
  return closestAbove(element, EDITABLE) === null;
}

/** In the box that is Send's; else by the shortcut in its label; else the left half of a split button. */
export function sendButtonsIn(window: HTMLElement): HTMLElement[] {
  const buttons = elementsIn(window, BUTTON).filter(
    button =>
      !button.matches(MENU_TOGGLE) && button.querySelector(BUTTON) === null && !isInOutlookBody(button),
  );
  const ways = [
    (button: HTMLElement) => button.closest(SEND_BOX) !== null,
    (button: HTMLElement) => labelsOf(button).some(label => SHORTCUT_IN_LABEL.test(label)),
    (button: HTMLElement) => button.matches(PRIMARY),
  ];
  for (const way of ways) {
    const found = buttons.filter(way);
    if (found.length > 0) return found;
  }
  return [];
}

function labelsOf(button: HTMLElement): string[] {
  return [button.title, button.getAttribute('aria-label') ?? ''];
}

/** Before Fluent 9, the focus was on an element around both halves, where Enter pressed the left one. */
function isSplit(button: HTMLElement, send: HTMLElement): boolean {
  return button.matches(MENU_TOGGLE) && button.contains(send);
}

/** The window whose Send has the item in its menu: by the ids that tie menu and toggle, else by the open toggle. */
function sendOfMenuItem(item: HTMLElement): Send | null {
  const menu = item.closest<HTMLElement>('[role="menu"]');
  if (!menu) return null;
  const toggles = outlookWindows(item.ownerDocument).flatMap(window =>
    togglesIn(window).map(toggle => ({ window, toggle })),
  );
  const tied = toggles.find(({ toggle }) => isTied(menu, toggle));
  const open = toggles.find(({ toggle }) => toggle.getAttribute('aria-expanded') === 'true');
  const window = (tied ?? open)?.window;
  return window ? { window, control: item } : null;
}

/** The toggles beside or around a window's Send. */
function togglesIn(window: HTMLElement): HTMLElement[] {
  return sendButtonsIn(window).flatMap(send => {
    const beside = elementsIn(send.closest(SEND_BOX) ?? send.parentElement ?? send, MENU_TOGGLE);
    const around = closestAbove(send, MENU_TOGGLE);
    return around && window.contains(around) ? [...beside, around] : beside;
  });
}

function isTied(menu: HTMLElement, toggle: HTMLElement): boolean {
  const names = (element: Element, attribute: string, id: string) =>
    id !== '' && (element.getAttribute(attribute) ?? '').split(/\s+/u).includes(id);
  return names(toggle, 'aria-controls', menu.id) || names(menu, 'aria-labelledby', toggle.id);
}

function closestAbove(element: Element, selector: string): HTMLElement | null {
  return element.parentElement?.closest<HTMLElement>(selector) ?? null;
}

function elementsIn(root: ParentNode, selector: string): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(selector)];
}
