import type { LookupClient } from '../../../utils/lookup/lookup-client.ts';
import { startMarks } from '../../../utils/marks/marks.ts';
import { createOverlay, type Overlay } from '../../../utils/marks/overlay.ts';
import { spelledOut } from '../../../utils/scan/find-spelled-out.ts';
import { startScanner } from '../../../utils/scan/scanner.ts';
import { paintedIn } from './painted-in.ts';

let overlay: Overlay | undefined;
let updatesMs = 0;

/** Everyone is listed, and known to be. */
const everyoneListed: LookupClient = {
  verdictOf: () => ({ state: 'listed', scope: 'all', match: 'exact' }),
  subscribe: () => {},
  protection: () => undefined,
};

/** Starts scan and marks for good. */
export async function watchMarks(): Promise<number> {
  const { signal } = new AbortController();
  const made = createOverlay(document, signal);
  overlay = made;
  const marks = startMarks({
    document,
    overlay: made,
    lookup: everyoneListed,
    signal,
    onCursorLeft: () => {},
  });
  startScanner({
    document,
    signal,
    loadSpelledOut: async () => spelledOut,
    onChange(change) {
      // The page's own layout is due with or without marks, and so is what a frame does between layout and paint, which
      // a first hit test asks for: 3 to 8 ms of the page's in Chromium.
      document.elementFromPoint(0, 0);
      const start = performance.now();
      marks.update(change);
      made.layer.lastElementChild?.getBoundingClientRect();
      updatesMs += performance.now() - start;
    },
  });
  return 0;
}

/**
 * Milliseconds of all marks so far: script, and the layout that it makes necessary. A change that the scanner finds
 * in several slices is several changes here.
 */
export async function allMarks(): Promise<{ readonly ms: number; readonly painted: number }> {
  return { ms: updatesMs, painted: paintedIn(overlay?.root) };
}

const frames: { readonly rows: number; readonly badges: number }[] = [];

/**
 * From now on notes at the end of each frame, behind the page's own resize observers and before paint, how many
 * rows (`.fresh`) and badges there are. Call it when the page's observers stand.
 */
export async function watchFrames(): Promise<number> {
  const ticker = document.createElement('div');
  ticker.style.cssText = 'position: fixed; height: 1px; visibility: hidden';
  overlay?.layer.append(ticker);
  new ResizeObserver(() => {
    frames.push({ rows: document.querySelectorAll('.fresh').length, badges: paintedIn(overlay?.root) });
  }).observe(ticker);
  tick(ticker, 0);
  return 0;
}

function tick(ticker: HTMLElement, frame: number): void {
  ticker.style.width = `${(frame % 2) + 1}px`;
  requestAnimationFrame(() => tick(ticker, frame + 1));
}

/** For each row: the frames from the one that showed it to the one that showed its badge. */
export async function extraFrames(): Promise<number[]> {
  const last = frames.at(-1)?.rows ?? 0;
  return Array.from({ length: last }, (_, index) => {
    const shown = frames.findIndex(({ rows }) => rows > index);
    const marked = frames.findIndex(({ badges }) => badges > index);
    return marked < 0 ? frames.length : marked - shown;
  });
}
