import { createAddressFinder } from '../scan/find-addresses.ts';

/** More than this is no copied address but a copied page. */
const COPIED_CHARACTERS = 20_000;

/**
 * Hears of the addresses that the rep copies or cuts, whoever's they are. Nothing is cancelled, and events of the page's own
 * making aren't heard.
 */
export function watchCopies(
  window: Window,
  hear: (addresses: readonly string[]) => void,
  signal: AbortSignal,
): void {
  const find = createAddressFinder(() => null);
  const heard = (event: Event) => {
    if (!event.isTrusted) return;
    const addresses = find(copiedText(window, event).slice(0, COPIED_CHARACTERS)).map(({ text }) => text);
    if (addresses.length > 0) hear([...new Set(addresses)]);
  };
  for (const type of ['copy', 'cut']) window.addEventListener(type, heard, { capture: true, signal });
}

/** In a text field, a document's own selection says nothing of what is selected there. */
function copiedText(window: Window, event: Event): string {
  const [field] = event.composedPath();
  if (field && isTextField(field)) {
    return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
  }
  return window.getSelection()?.toString() ?? '';
}

function isTextField(target: EventTarget): target is HTMLInputElement | HTMLTextAreaElement {
  return 'selectionStart' in target && 'value' in target;
}
