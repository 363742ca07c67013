import { FIELD_RECHECK_MS, FIELDS_READ_AGAIN_MS, WATCHED_FIELDS } from './budgets.ts';
import { fieldValueOf } from './element-addresses.ts';
import { isElement } from './nodes.ts';

/** Notices new values of form fields: by their events, and, since a script sets a value without one, on looking again. */
export interface FieldWatch {
  watch(element: Element): void;
  /** Hears the events of a document's or shadow root's fields (`change` doesn't leave a shadow root). */
  listenAt(root: Document | ShadowRoot): void;
  /** After a change of the page: reads again the fields whose value differs from what was read last, unless they were just looked at. */
  readAgain(): void;
}

export function createFieldWatch(
  read: (element: Element) => void,
  afterEvent: () => void,
  signal: AbortSignal,
): FieldWatch {
  const values = new Map<Element, string>();
  let lookedAt = 0;

  /** Whether any differed. */
  function readChanged(): boolean {
    lookedAt = performance.now();
    let isChanged = false;
    for (const [element, before] of values) {
      if (fieldValueOf(element) === before) continue;
      isChanged = true;
      read(element);
    }
    return isChanged;
  }

  function onEvent(event: Event): void {
    const target = event.composedPath()[0];
    if (target instanceof Node && isElement(target) && fieldValueOf(target) !== null) read(target);
    readChanged();
    afterEvent();
  }

  // What a script sets changes nothing else as a rule: no event, no mutation record.
  const timer = setInterval(() => {
    for (const element of values.keys()) if (!element.isConnected) values.delete(element);
    if (values.size > 0 && readChanged()) afterEvent();
  }, FIELD_RECHECK_MS);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });

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
    readAgain() {
      if (values.size > 0 && performance.now() - lookedAt >= FIELDS_READ_AGAIN_MS) readChanged();
    },
  };
}
