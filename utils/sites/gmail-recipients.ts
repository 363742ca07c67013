import { isInBody } from './gmail-windows.ts';
import { press } from './press.ts';
import { FIELDS, type Field, type Recipient } from './site.ts';
import { typedRecipients } from './typed-recipients.ts';

/**
 * A recipient since 2021: within the field's container (current sources, 2026-11), where it has the role of an option; a suggestion
 * has neither name nor id.
 */
const CHIP = '[data-name], [data-hovercard-id]';

/** What one types into: the input of 2021 on, the textarea before (current sources, 2026-11). */
const TYPED = 'input[role="combobox"], textarea';

/** The summary that stands for the fields while they are collapsed (noted 2026-05). */
const SUMMARY = 'span[email], span[data-hovercard-id]';

/** A chip's remove control is its only labelled descendant (current sources, 2026-11); the label is localised. */
const CHIP_REMOVE = '[aria-label], [role="button"], button';

/**
 * Everyone whom Send would write to. An address that stands several times in a field (chip, hidden input,
 * summary) counts once; one that is typed but not yet made a chip counts too.
 */
export function gmailRecipients(window: HTMLElement): Recipient[] {
  const inFields = FIELDS.flatMap(field => distinct(recipientsInField(window, field)));
  const known = new Set(inFields.map(keyOf));
  const onlyInSummary = distinct(recipientsInSummary(window)).filter(
    recipient => !known.has(keyOf(recipient)),
  );
  return [...inFields, ...onlyInSummary];
}

/**
 * Takes a recipient out by its chip's remove control, or out of the text it was typed into. A chip of 2021 on takes a
 * click (current sources, 2026-11), an older one wants the whole press (sources of 2016 to 2021).
 */
export function removeGmailRecipient(window: HTMLElement, recipient: Recipient): boolean {
  const holder = currentHolder(window, recipient);
  if (!holder) return false;
  if (holder.matches(TYPED)) return removeTyped(holder, recipient);
  if (holder.matches('input')) {
    const older = olderRemoveControl(holder);
    if (older) press(older);
    return older !== null;
  }
  const control = holder.querySelector<HTMLElement>(CHIP_REMOVE);
  control?.click();
  return control !== null;
}

function recipientsInField(window: HTMLElement, field: Field): Recipient[] {
  return [...window.querySelectorAll<HTMLElement>(`[name="${field}"]`)]
    .filter(element => !isInBody(element))
    .flatMap(element =>
      isInput(element) ? ofText(element, element.value, field) : ofContainer(element, field),
    );
}

function ofContainer(container: HTMLElement, field: Field): Recipient[] {
  const chips = [...container.querySelectorAll<HTMLElement>(CHIP)]
    .filter(chip => !chip.parentElement?.closest(CHIP))
    .map(chip => ofChip(chip, field));
  const typed = [...container.querySelectorAll(TYPED)]
    .filter(isInput)
    .filter(input => input.name === '')
    .flatMap(input => ofText(input, input.value, field));
  return [...chips, ...typed];
}

/** A chip may stand for a group, whose id isn't an address: then only its name can be read. */
function ofChip(chip: HTMLElement, field: Field): Recipient {
  const id = chip.getAttribute('data-hovercard-id')?.trim() ?? '';
  const address = id.includes('@') ? id : null;
  return { address, label: labelOf(chip) || id, field, typed: false, element: chip };
}

function labelOf(chip: HTMLElement): string {
  return (chip.getAttribute('data-name') ?? chip.getAttribute('name') ?? chip.textContent ?? '').trim();
}

/** What is typed and holds no @ is no address yet; what a chip holds is somebody. */
function ofText(element: HTMLElement, text: string, field: Field): Recipient[] {
  const typed = element.matches(TYPED);
  return typedRecipients(text)
    .filter(({ address }) => address !== null || !typed)
    .map(({ address, label }) => ({ address, label, field, typed, element }));
}

/** The summary doesn't say which field an address is in; the fields, where they hold it too, go before. */
function recipientsInSummary(window: HTMLElement): Recipient[] {
  return [...window.querySelectorAll<HTMLElement>(SUMMARY)]
    .filter(span => !isInBody(span) && span.closest('[role="option"], [role="listbox"] [name]') === null)
    .map(span => ({
      address: span.getAttribute('email') ?? span.getAttribute('data-hovercard-id') ?? '',
      label: labelOf(span),
      field: 'to' as const,
      typed: false,
      element: span,
    }))
    .filter(recipient => recipient.address.includes('@'));
}

function distinct(recipients: readonly Recipient[]): Recipient[] {
  const byKey = new Map<string, Recipient>();
  for (const recipient of recipients) {
    if (!byKey.has(keyOf(recipient))) byKey.set(keyOf(recipient), recipient);
  }
  return [...byKey.values()];
}

/** Equal for two copies of one recipient; only to tell copies, no canonical form. */
function keyOf({ address, label }: Pick<Recipient, 'address' | 'label'>): string {
  return address === null ? `name:${label}` : address.toLowerCase();
}

/** Gmail draws its chips anew at any time: the element read before may be gone. */
function currentHolder(window: HTMLElement, recipient: Recipient): HTMLElement | null {
  const same = (other: Recipient) => other.field === recipient.field && keyOf(other) === keyOf(recipient);
  return gmailRecipients(window).find(same)?.element ?? null;
}

/** Before 2021 a chip was a box around a hidden input, a name and an empty remove control (sources of 2016 to 2021). */
function olderRemoveControl(input: HTMLElement): HTMLElement | null {
  const around = [...(input.parentElement?.querySelectorAll<HTMLElement>('*') ?? [])];
  const leaves = around.filter(element => element !== input && element.childNodes.length === 0);
  return around.find(element => element.matches(CHIP_REMOVE)) ?? leaves.at(-1) ?? null;
}

function removeTyped(holder: HTMLElement, recipient: Recipient): boolean {
  if (!isInput(holder)) return false;
  const gone = typedRecipients(holder.value).filter(
    ({ address, label }) => keyOf({ address, label }) === keyOf(recipient),
  );
  for (const { start, end } of gone.reverse()) {
    holder.value = holder.value.slice(0, start) + holder.value.slice(end);
  }
  holder.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'deleteContentBackward' }));
  return gone.length > 0;
}

function isInput(element: Element): element is HTMLInputElement | HTMLTextAreaElement {
  return element.tagName === 'INPUT' || element.tagName === 'TEXTAREA';
}
