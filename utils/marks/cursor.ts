/** What a frame has for the virtual cursor. */
export interface CursorLook {
  /** Listed sightings that can be seen in this frame. */
  readonly listed: number;
  /** At which of them the cursor is, counted from 0; -1 if at none. */
  readonly current: number;
}

/**
 * What a frame is to show: the listed sighting of this number, that there is none in the tab, or, while another frame
 * shows one, an empty box.
 */
export type CursorTurn = number | 'none' | 'elsewhere';

/**
 * The virtual cursor of one frame, moved by the keyboard command alone. A page must not learn from it who is listed:
 * it neither scrolls nor moves focus or selection, goes round and round instead of ending after the last, and its card
 * stands in the same place whether anybody is listed or not. So all that a page could see is that it is up.
 */
export interface Cursor {
  look(): CursorLook;
  put(turn: CursorTurn): void;
  end(): void;
}

interface SpotCursor<Spot> extends Cursor {
  isUp(): boolean;
  isAt(spot: Spot): boolean;
  forget(spot: Spot): void;
  /** The rep turned to something else: ends it in every frame. */
  leave(): void;
}

export function createCursor<Spot>(options: {
  readonly document: Document;
  readonly listedInView: () => readonly Spot[];
  /** Null: nobody is listed in view. */
  readonly onShow: (spot: Spot | null) => void;
  readonly onStandBy: () => void;
  readonly onEnd: () => void;
  /** The cursor is at another spot, or at none. */
  readonly onMove: () => void;
  readonly onLeft: () => void;
  readonly signal: AbortSignal;
}): SpotCursor<Spot> {
  const { document, listedInView, onShow, onStandBy, onEnd, onMove, onLeft, signal } = options;
  let current: Spot | null = null;
  let up: AbortController | null = null;

  function end(): void {
    if (!up) return;
    up.abort();
    up = null;
    current = null;
    onEnd();
    onMove();
  }

  function leave(): void {
    if (!up) return;
    end();
    onLeft();
  }

  function watchForLeaving(): void {
    if (up) return;
    up = new AbortController();
    const listening = { capture: true, passive: true, signal: AbortSignal.any([up.signal, signal]) };
    const view = document.defaultView;
    // Heard, never stopped: the page gets its Escape as ever.
    view?.addEventListener(
      'keydown',
      event => {
        if (event.isTrusted && event.key === 'Escape') leave();
      },
      listening,
    );
    view?.addEventListener(
      'pointerdown',
      event => {
        if (event.isTrusted) leave();
      },
      listening,
    );
    view?.addEventListener('pagehide', leave, listening);
    document.addEventListener('visibilitychange', leave, listening);
  }

  signal.addEventListener('abort', end, { once: true });

  return {
    look() {
      const listed = listedInView();
      return { listed: listed.length, current: current === null ? -1 : listed.indexOf(current) };
    },
    put(turn) {
      if (signal.aborted) return;
      watchForLeaving();
      current = typeof turn === 'number' ? (listedInView()[turn] ?? null) : null;
      onMove();
      if (current !== null || turn === 'none') onShow(current);
      else onStandBy();
    },
    end,
    leave,
    isUp: () => up !== null,
    isAt: spot => current === spot,
    forget(spot) {
      if (current !== spot) return;
      current = null;
      onStandBy();
    },
  };
}
