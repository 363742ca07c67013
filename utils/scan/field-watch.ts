import { WATCHED_FIELDS } from './budgets.ts';
import { fieldValueOf } from './element-addresses.ts';
import { isElement } from './nodes.ts';

/** Notices new values of form fields: by their events, and, since a script sets a value without one, on looking again. */
export interface FieldWatch {
  watch(element: Element): void;
  /** Hears the events of a document's or shadow root's fields (`change` doesn't leave a shadow root). */
  listenAt(root: Document | ShadowRoot): void;
  /** Reads again the fields whose value differs from what was read last. */
  readAgain(): void;
  sweep(): void;
}

export function createFieldWatch(
  read: (element: Element) => void,
  afterEvent: () => void,
  signal: AbortSignal,
): FieldWatch {
  const values = new Map<Element, string>();

  function readAgain(): void {
    for (const [element, before] of values) if (fieldValueOf(element) !== before) read(element);
  }

  function onEvent(event: Event): void {
    const target = event.composedPath()[0];
    if (target instanceof Node && isElement(target) && fieldValueOf(target) !== null) read(target);
    readAgain();
    afterEvent();
  }

  return {
    watch(element) {
      const value = fieldValueOf(element);
      if (value === null) values.delete(element);
      else if (values.has(element) || values.size < WATCHED_FIELDS) values.set(element, value);
    },
    listenAt(root) {
      for (const type of ['input', 'change', 'focusin', 'focusout']) {
        root.addEventListener(type, onEvent, { capture: true, passive: true, signal });
      }
    },
    readAgain,
    sweep() {
      for (const element of values.keys()) if (!element.isConnected) values.delete(element);
    },
  };
}
