/**
 * One full mouse sequence at an element's middle, as if the rep had pressed it. Gmail's menus want pointer events and
 * coordinates, and take them at the innermost element (hands-on note of 2026); its Send acts on mousedown and mouseup
 * (hands-on note of 2026-05). Never a key: a synthetic key neither submits nor breaks a line.
 */
export function press(element: HTMLElement): void {
  const box = element.getBoundingClientRect();
  const at = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  const target = innermostAt(element, at);
  for (const [type, held] of SEQUENCE) {
    target.dispatchEvent(
      type.startsWith('pointer') ? pointerEvent(type, at, held) : mouseEvent(type, at, held),
    );
  }
}

/** Whether the element takes any room where it could be pressed. */
export function isShown(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  return element.isConnected && width > 0 && height > 0;
}

/** Event, and whether the button is down while it is sent. */
const SEQUENCE = [
  ['pointerdown', true],
  ['mousedown', true],
  ['pointerup', false],
  ['mouseup', false],
  ['click', false],
] as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

function innermostAt(element: HTMLElement, { x, y }: Point): Element {
  const hit = element.ownerDocument.elementFromPoint?.(x, y);
  return hit && element.contains(hit) ? hit : element;
}

function pointerEvent(type: string, at: Point, held: boolean): Event {
  return new PointerEvent(type, {
    ...mouseInit(at, held),
    pointerId: 1,
    pointerType: 'mouse',
    isPrimary: true,
    pressure: held ? 0.5 : 0,
  });
}

function mouseEvent(type: string, at: Point, held: boolean): Event {
  return new MouseEvent(type, { ...mouseInit(at, held), detail: 1 });
}

function mouseInit({ x, y }: Point, held: boolean): MouseEventInit {
  return {
    bubbles: true,
    cancelable: true,
    composed: true,
    clientX: x,
    clientY: y,
    button: 0,
    buttons: held ? 1 : 0,
  };
}
