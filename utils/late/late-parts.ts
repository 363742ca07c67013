import type { CreateGuardSurface } from '../guard/surface.ts';
import type { StartMarks } from '../marks/marks.ts';
import type { SpelledOut } from '../scan/find-addresses.ts';

/** The scripts that come into a frame when it first needs them, by the name of their file, and what each brings. */
export interface LateParts {
  /** With the first compose window. */
  readonly 'guard-views': CreateGuardSurface;
  /** With the first address, whoever's it is. */
  readonly marks: StartMarks;
  /** With the first text that may hold a spelled-out address. */
  readonly 'spelled-out': SpelledOut;
}

export type LatePart = keyof LateParts;

/** Where a frame's script waits for a part, in the world that both share and no page sees. */
function expectedBy(name: LatePart): symbol {
  return Symbol.for(`lethe.${name}`);
}

/** Hears of a part each time it is delivered into this frame, until the signal aborts. */
export function expectPart<Name extends LatePart>(
  name: Name,
  receive: (part: LateParts[Name]) => void,
  signal: AbortSignal,
): void {
  const expected = expectedBy(name);
  Reflect.set(globalThis, expected, receive);
  signal.addEventListener('abort', () => {
    // The script that took over may be waiting here by now.
    if (Reflect.get(globalThis, expected) === receive) Reflect.deleteProperty(globalThis, expected);
  });
}

/** Hands a part to the script that waits for it; to nobody in a frame that has moved on. */
export function deliverPart<Name extends LatePart>(name: Name, part: LateParts[Name]): void {
  const receive: unknown = Reflect.get(globalThis, expectedBy(name));
  if (typeof receive === 'function') Reflect.apply(receive, undefined, [part]);
}
