import type { CreateGuardSurface } from './surface.ts';

/** Where a frame's script waits for its views, in the world that both share and no page sees. */
const EXPECTED = Symbol.for('lethe.guard-views');

/** Hears of the views each time they are delivered into this frame, until the signal aborts. */
export function expectViews(receive: (create: CreateGuardSurface) => void, signal: AbortSignal): void {
  Reflect.set(globalThis, EXPECTED, receive);
  signal.addEventListener('abort', () => {
    // The script that took over may be waiting here by now.
    if (Reflect.get(globalThis, EXPECTED) === receive) Reflect.deleteProperty(globalThis, EXPECTED);
  });
}

/** Hands the views to the script that waits for them; to nobody in a frame that has moved on. */
export function deliverViews(create: CreateGuardSurface): void {
  const receive: unknown = Reflect.get(globalThis, EXPECTED);
  if (typeof receive === 'function') Reflect.apply(receive, undefined, [create]);
}
