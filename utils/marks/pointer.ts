/** Time that the pointer rests on a sighting before its card shows: crossing one is no question. */
const REST_MS = 150;

/**
 * Follows the pointer by geometry. The marks take no pointer events, so a page sees the same events, targets and
 * cursors with and without them.
 */
export function watchPointer<Spot>(
  document: Document,
  options: {
    readonly spotAt: (x: number, y: number) => Spot | null;
    readonly onEnter: (spot: Spot) => void;
    readonly onLeave: () => void;
    readonly signal: AbortSignal;
  },
): { check(): void; forget(spot: Spot): void } {
  const { spotAt, onEnter, onLeave, signal } = options;
  let position: { x: number; y: number } | null = null;
  let over: Spot | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function enter(spot: Spot | null): void {
    if (spot === over) return;
    clearTimeout(timer);
    if (over !== null) onLeave();
    over = spot;
    if (spot === null) return;
    timer = setTimeout(() => {
      if (over === spot) onEnter(spot);
    }, REST_MS);
  }

  function check(): void {
    enter(position ? spotAt(position.x, position.y) : null);
  }

  function onMove(event: MouseEvent): void {
    if (!event.isTrusted) return;
    position = { x: event.clientX, y: event.clientY };
    check();
  }

  function onLeft(): void {
    position = null;
    check();
  }

  const view = document.defaultView;
  const listening = { capture: true, passive: true, signal };
  function listen(): void {
    view?.addEventListener('mousemove', onMove, listening);
    view?.addEventListener('blur', onLeft, { passive: true, signal });
    document.addEventListener('mouseleave', onLeft, { passive: true, signal });
  }
  listen();
  // document.open() takes listeners away and puts a new root in.
  const observer = new MutationObserver(listen);
  observer.observe(document, { childList: true });
  signal.addEventListener(
    'abort',
    () => {
      observer.disconnect();
      clearTimeout(timer);
    },
    { once: true },
  );

  return {
    check,
    forget(spot) {
      if (over === spot) enter(null);
    },
  };
}
