/**
 * One full mouse sequence on a control, as if the rep had pressed it; false, and nothing done, when the control is
 * gone or not shown. Gmail's menus want pointer events and coordinates, and take them at the innermost element
 * (hands-on note of 2026); its Send acts on mousedown and mouseup (hands-on note of 2026-05). Never a key: a
 * synthetic key neither submits nor breaks a line.
 */
export function pressControl(control: HTMLElement): boolean {
  const box = control.getBoundingClientRect();
  if (!control.isConnected || box.width === 0 || box.height === 0) return false;
  const at = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  const target = innermostAt(control, at);
  for (const [type, held] of SEQUENCE) {
    target.dispatchEvent(
      type.startsWith('pointer') ? pointerEvent(type, at, held) : mouseEvent(type, at, held),
    );
  }
  return true;
}

/** Event and whether the button is down while it is sent. */
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

function innermostAt(control: HTMLElement, { x, y }: Point): Element {
  const root = control.getRootNode();
  const hit = root instanceof Document || root instanceof ShadowRoot ? root.elementFromPoint(x, y) : null;
  return hit && control.contains(hit) ? hit : control;
}

function pointerEvent(type: string, at: Point, held: boolean): PointerEvent {
  return new PointerEvent(type, {
    ...mouseInit(at, held),
    pointerId: 1,
    pointerType: 'mouse',
    isPrimary: true,
    pressure: held ? 0.5 : 0,
  });
}

function mouseEvent(type: string, at: Point, held: boolean): MouseEvent {
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
