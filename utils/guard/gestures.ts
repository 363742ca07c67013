import { elementAt } from '../scan/nodes.ts';
import type { Send } from '../sites/site.ts';
import type { Decision } from './guard-machine.ts';

/**
 * A key that opened a hold may never be heard to go up (another window took the focus, or ⌘ was down on a Mac):
 * then the gesture ends by itself.
 */
const KEY_UP_WITHIN_MS = 600;

const POINTER = [
  'pointerdown',
  'mousedown',
  'pointerup',
  'mouseup',
  'pointercancel',
  'touchstart',
  'touchend',
] as const;
const KEYS = ['keydown', 'keypress', 'keyup'] as const;
const EVENTS = [...POINTER, 'click', ...KEYS] as const;

/** Events of the rep that are kept from the page while they are made in our dialog. */
const KEPT = [...EVENTS, 'dblclick', 'contextmenu', 'beforeinput', 'input'] as const;

/** A listener that could cancel touches would make the browser wait for it before it scrolls. */
const PASSIVE: readonly string[] = ['touchstart', 'touchend'];

export interface GestureOptions {
  readonly window: Window;
  readonly signal: AbortSignal;
  /** What the control at, in or around an element would send or reach. */
  sendAt(target: Element): Send | null;
  /** What a key would send as a shortcut. */
  shortcut(event: KeyboardEvent): Send | null;
  /** Decides a gesture at its first event. */
  start(send: Send): Decision;
  /** Hears its end; `completed`: it would have sent. */
  end(completed: boolean): void;
  /** True for events in our own dialog. */
  owns(event: Event): boolean;
  /** True while our own release is under way: whatever the browser makes of it is not held again. */
  releasing(): boolean;
}

interface Gesture {
  readonly by: 'pointer' | 'key';
  readonly control: HTMLElement;
  readonly decision: Decision;
}

/**
 * Follows the rep's gestures at Send from the window, in the capture phase: added at document_start, these
 * listeners run before any of the page's (measured, 2026-11, Chromium and Firefox). A held gesture is held whole,
 * from its first event to its last; an event that isn't trusted is never cancelled or delayed, so that a page can't
 * ask the guard for a verdict by a gesture of its own making.
 *
 * @returns puts the listeners back after `document.open()`, which removes them; harmless where they still are.
 */
export function watchGestures(options: GestureOptions): () => void {
  const { window, signal } = options;
  const watch = new GestureWatch(options);
  const listen = () => {
    if (signal.aborted) return;
    for (const type of KEPT) {
      window.addEventListener(type, watch, { capture: true, passive: PASSIVE.includes(type) });
    }
    window.addEventListener('blur', watch, { capture: true });
  };
  listen();
  signal.addEventListener('abort', () => {
    for (const type of [...KEPT, 'blur']) window.removeEventListener(type, watch, { capture: true });
  });
  return listen;
}

class GestureWatch {
  readonly #options: GestureOptions;
  #gesture: Gesture | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: GestureOptions) {
    this.#options = options;
  }

  handleEvent(event: Event): void {
    if (!event.isTrusted || this.#options.releasing()) return;
    if (event.type === 'blur') this.#blurred(event);
    else if (this.#options.owns(event)) keepFromPage(event);
    else if (event instanceof KeyboardEvent) this.#key(event);
    else if (event.type === 'click') this.#click(event);
    else if (isOneOf(POINTER, event.type)) this.#pointer(event);
  }

  #pointer(event: Event): void {
    if (event.type === 'pointerdown' || (event.type === 'mousedown' && !this.#gesture)) {
      if (event instanceof MouseEvent && event.button === 0) this.#begin('pointer', this.#sendAt(event));
    }
    const { decision, control } = this.#pointerGesture() ?? {};
    if (!control) return;
    const onControl = isWithin(control, event);
    if (onControl && decision === 'hold') stop(event);
    if (event.type === 'pointercancel' || (event.type === 'pointerup' && !onControl)) this.#end(false);
  }

  /** A click that no pointer began comes from assistive technology, or from a key on a native button. */
  #click(event: Event): void {
    if (!this.#gesture) this.#begin('pointer', this.#sendAt(event));
    const gesture = this.#gesture;
    if (!gesture) return;
    const onControl = isWithin(gesture.control, event);
    if (onControl && gesture.decision === 'hold') cancel(event);
    if (gesture.by === 'pointer') this.#end(onControl);
  }

  #key(event: KeyboardEvent): void {
    if (event.type === 'keydown') this.#keyDown(event);
    const gesture = this.#gesture;
    if (gesture?.by !== 'key') return;
    if (gesture.decision === 'hold') cancel(event);
    if (event.type === 'keyup') this.#end(true);
  }

  /** Keys of an input method being composed are text, not commands. */
  #keyDown(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === COMPOSING || (event.repeat && this.#gesture)) return;
    const send = this.#options.shortcut(event) ?? (isPress(event) ? this.#pressed(event) : null);
    this.#begin('key', send);
    if (send) this.#timer = setTimeout(() => this.#end(true), KEY_UP_WITHIN_MS);
  }

  /** Space scrolls at a link; it presses everything else. */
  #pressed(event: KeyboardEvent): Send | null {
    const send = this.#sendAt(event);
    return event.key === ' ' && send?.control.matches('a, area') ? null : send;
  }

  #blurred(event: Event): void {
    if (event.target === this.#options.window && this.#gesture?.by === 'key') this.#end(true);
  }

  /** A gesture of which no end was seen is over when the next begins: a key's was made, a pointer's wasn't. */
  #begin(by: Gesture['by'], send: Send | null): void {
    if (this.#gesture) this.#end(this.#gesture.by === 'key');
    if (send) this.#gesture = { by, control: send.control, decision: this.#options.start(send) };
  }

  #end(completed: boolean): void {
    clearTimeout(this.#timer);
    if (!this.#gesture) return;
    this.#gesture = null;
    this.#options.end(completed);
  }

  #pointerGesture(): Gesture | null {
    return this.#gesture?.by === 'pointer' ? this.#gesture : null;
  }

  #sendAt(event: Event): Send | null {
    const target = elementAt(event);
    return target && this.#options.sendAt(target);
  }
}

/** `keyCode` of a key that an input method took (UI Events, legacy key attributes). */
const COMPOSING = 229;

function isPress(event: KeyboardEvent): boolean {
  return event.key === 'Enter' || event.key === ' ';
}

function isWithin(control: HTMLElement, event: Event): boolean {
  return event.composedPath().includes(control);
}

/** Nobody else hears of it; the browser's own part (focus, the click that follows) stays. */
function stop(event: Event): void {
  event.stopImmediatePropagation();
}

function cancel(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/**
 * The dialog works by what the browser itself does (buttons, form, Escape), so nothing in it needs these events.
 * A key held down since before it opened presses nothing.
 */
function keepFromPage(event: Event): void {
  if (event instanceof KeyboardEvent && event.repeat && isPress(event)) event.preventDefault();
  event.stopImmediatePropagation();
}

function isOneOf<T extends string>(types: readonly T[], type: string): type is T {
  return types.some(known => known === type);
}
