import {
  isInOutlookBody,
  outermost,
  outlookFields,
  PERSON,
  RECIPIENT_ENTITY,
  TYPED,
} from './outlook-windows.ts';
import { press } from './press.ts';
import type { Field, Recipient } from './site.ts';
import { typedRecipients } from './typed-recipients.ts';

/**
 * A chip: by its kind, as a person, or as what can't be edited within a field that can, which the editor of recipients
 * makes of every chip (roosterjs, 2026-11); before, what can be dragged (sources of 2024).
 */
const CHIP = `${RECIPIENT_ENTITY}, ${PERSON}, [contenteditable="false"], [draggable="true"]`;

/** Who writes: a field of the same make. */
const FROM = '[id$="_FROM"]';

/** An address in a label, which may have words around it. */
const ADDRESS = /[^\s<>()[\],;:"]+@[^\s<>()[\],;:"]+[^\s<>()[\],;:".]/u;

/** What takes a chip out, behind its name: a button, in 2023 an icon alone (sources of that year). */
const REMOVE = ['button, [role="button"]', 'i, svg'];

/**
 * Everyone whom Send would write to, in the order of the fields. A chip's visible text is a name or an address, its
 * label the address (seen live, 2026-10-07), or presence and name run together ("unknownMira Okonjo", sources of
 * 2026-11): an address is taken from either, and where there is none the address is null. What is typed counts without
 * being a chip, a name as well, since Outlook looks names up when it sends.
 */
export function outlookRecipients(window: HTMLElement): Recipient[] {
  const inFields = outlookFields(window).flatMap(({ field, element }) => [
    ...chipsIn(element).flatMap(chip => ofChip(chip, field)),
    ...textsIn(element).flatMap(text => ofText(text, field)),
  ]);
  return distinct(inFields.length > 0 ? inFields : foldedUp(window));
}

/**
 * Takes a recipient out by the control in its chip, or out of the text it was typed into. Nothing is taken out of the
 * page behind Outlook's back: what it keeps in mind of a chip would be written to all the same.
 */
export function removeOutlookRecipient(window: HTMLElement, recipient: Recipient): boolean {
  const known = keyOf(recipient);
  for (const { field, element } of outlookFields(window)) {
    if (field !== recipient.field) continue;
    for (const chip of chipsIn(element)) {
      if (ofChip(chip, field).some(one => keyOf(one) === known)) return removeChip(chip);
    }
    for (const text of textsIn(element)) {
      if (removeTyped(text, field, known)) return true;
    }
  }
  return false;
}

function chipsIn(field: HTMLElement): HTMLElement[] {
  const found = [...field.querySelectorAll<HTMLElement>(CHIP)];
  return outermost(found.filter(chip => chip.querySelector(TYPED) === null && !chip.matches(TYPED)));
}

/** One recipient for each address that the chip names: usually one, none where only a name can be read. */
function ofChip(chip: HTMLElement, field: Field): Recipient[] {
  const label = nameIn(chip)?.data.trim() || chip.getAttribute('aria-label')?.trim() || '';
  const recipient = { label, field, typed: false, element: chip };
  const addresses = addressesOf(chip);
  if (addresses.length > 0)
    return addresses.map(address => ({ ...recipient, address, label: label || address }));
  return label === '' ? [] : [{ ...recipient, address: null }];
}

/** Text goes before labels: one that says the same behind a word for presence says nothing more. */
export function addressesOf(chip: HTMLElement): string[] {
  const labels = [chip, ...chip.querySelectorAll('*')].flatMap(element =>
    ['aria-label', 'title', 'data-lpc-hover-target-id'].map(name => element.getAttribute(name) ?? ''),
  );
  const found: string[] = [];
  for (const text of [...leavesOf(chip).map(({ data }) => data), ...labels]) {
    const [address] = ADDRESS.exec(text) ?? [];
    if (address && !found.some(known => endsWith(address, known))) found.push(address);
  }
  return found;
}

function endsWith(text: string, end: string): boolean {
  return text.toLowerCase().endsWith(end.toLowerCase());
}

/** The longest text in a chip; beside it stand initials and icons. */
function nameIn(chip: HTMLElement): Text | undefined {
  return leavesOf(chip).toSorted((a, b) => b.data.trim().length - a.data.trim().length)[0];
}

function leavesOf(root: HTMLElement): Text[] {
  const texts: Text[] = [];
  const collect = (node: Node) => {
    for (const child of node.childNodes) {
      if (isText(child) && child.data.trim() !== '') texts.push(child);
      else collect(child);
    }
  };
  collect(root);
  return texts;
}

function removeChip(chip: HTMLElement): boolean {
  const name = nameIn(chip);
  for (const selector of name ? REMOVE : []) {
    const behind = [...chip.querySelectorAll<HTMLElement>(selector)].filter(
      control => name && (name.compareDocumentPosition(control) & FOLLOWING) !== 0,
    );
    const control = behind.at(-1);
    if (!control) continue;
    press(control);
    return true;
  }
  return false;
}

/** What stands typed in an input, or between the chips of an editable field. */
interface TypedText {
  readonly holder: HTMLElement;
  readonly text: string;
  /** The nodes that the text is made of, each with its place in it; none for an input. */
  readonly nodes: readonly { readonly node: Text; readonly at: number }[];
}

function textsIn(field: HTMLElement): TypedText[] {
  return [field, ...field.querySelectorAll<HTMLElement>(TYPED)]
    .filter(element => element.matches(TYPED))
    .map(holder => (isInput(holder) ? { holder, text: holder.value, nodes: [] } : textBetweenChips(holder)));
}

/** A chip ends what is typed before it, as a line does. */
function textBetweenChips(holder: HTMLElement): TypedText {
  const chips = new Set<Node>(chipsIn(holder));
  const nodes: { node: Text; at: number }[] = [];
  let text = '';
  const collect = (parent: Node) => {
    for (const child of parent.childNodes) {
      if (isText(child)) {
        nodes.push({ node: child, at: text.length });
        text += child.data.replaceAll('\n', ' ');
      } else if (chips.has(child)) text += '\n';
      else if (child.nodeName === 'BR') text += '\n';
      else {
        const isBlock = child.nodeName !== 'SPAN';
        if (isBlock) text += '\n';
        collect(child);
        if (isBlock) text += '\n';
      }
    }
  };
  collect(holder);
  return { holder, text, nodes };
}

function ofText({ holder, text }: TypedText, field: Field): Recipient[] {
  return typedRecipients(text).map(({ address, label }) => ({
    address,
    label,
    field,
    typed: true,
    element: holder,
  }));
}

function removeTyped(typed: TypedText, field: Field, known: string): boolean {
  const gone = typedRecipients(typed.text).filter(
    ({ address, label }) => keyOf({ address, label, field }) === known,
  );
  for (const { start, end } of gone.reverse()) cut(typed, start, end);
  return gone.length > 0;
}

/** As if the rep had selected it and pressed Delete, so that the editor hears of it from the browser. */
function cut({ holder, text, nodes }: TypedText, start: number, end: number): void {
  if (isInput(holder)) {
    holder.value = text.slice(0, start) + text.slice(end);
    tellOfInput(holder);
    return;
  }
  const document = holder.ownerDocument;
  const touched = nodes.filter(({ node, at }) => at < end && at + node.data.length > start);
  const [first] = touched;
  const last = touched.at(-1);
  if (!first || !last) return;
  const range = document.createRange();
  range.setStart(first.node, Math.max(0, start - first.at));
  range.setEnd(last.node, Math.min(last.node.data.length, end - last.at));
  const before = holder.textContent;
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  document.execCommand?.('delete');
  if (holder.textContent !== before) return;
  range.deleteContents();
  tellOfInput(holder);
}

function tellOfInput(holder: HTMLElement): void {
  holder.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'deleteContentBackward' }));
}

/** In a reply, recipients are persons without a field until one clicks them (sources of 2024). */
function foldedUp(window: HTMLElement): Recipient[] {
  return outermost([...window.querySelectorAll<HTMLElement>(PERSON)])
    .filter(person => !isInOutlookBody(person) && person.closest(FROM) === null)
    .flatMap(person => ofChip(person, 'to'));
}

function distinct(recipients: readonly Recipient[]): Recipient[] {
  const byKey = new Map<string, Recipient>();
  for (const recipient of recipients) {
    if (!byKey.has(keyOf(recipient))) byKey.set(keyOf(recipient), recipient);
  }
  return [...byKey.values()];
}

/** Equal for two copies of one recipient in a field; only to tell copies, no canonical form. */
function keyOf({ field, address, label }: Pick<Recipient, 'field' | 'address' | 'label'>): string {
  return `${field} ${address === null ? `name ${label}` : address.toLowerCase()}`;
}

/** `Node.DOCUMENT_POSITION_FOLLOWING`, `Node.TEXT_NODE`. */
const FOLLOWING = 4;
const TEXT = 3;

function isText(node: Node): node is Text {
  return node.nodeType === TEXT;
}

function isInput(element: Element): element is HTMLInputElement | HTMLTextAreaElement {
  return element.tagName === 'INPUT' || element.tagName === 'TEXTAREA';
}
