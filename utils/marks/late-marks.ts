import type { Change } from '../scan/ledger.ts';
import type { Sighting } from '../scan/sighting.ts';
import type { Cursor, CursorTurn } from './cursor.ts';
import type { Marks } from './marks.ts';

/**
 * Marks that are loaded with a frame's first sighting, listed or not, since most frames show no address. What was
 * reported meanwhile is painted when they are there.
 */
export function createLateMarks(load: () => Promise<Marks>): Marks {
  const standing = new Set<Sighting>();
  let marks: Marks | null = null;
  let isLoading = false;
  let turn: CursorTurn | null = null;

  function need(): void {
    if (isLoading) return;
    isLoading = true;
    void load().then(loaded => {
      marks = loaded;
      loaded.update({ added: [...standing], removed: [] });
      standing.clear();
      if (turn !== null) loaded.cursor.put(turn);
      turn = null;
    });
  }

  const cursor: Cursor = {
    look: () => marks?.cursor.look() ?? { listed: 0, current: -1 },
    put(next) {
      if (marks) return marks.cursor.put(next);
      turn = next;
      need();
    },
    end() {
      turn = null;
      marks?.cursor.end();
    },
  };

  return {
    update(change: Change) {
      if (marks) return marks.update(change);
      for (const sighting of change.added) standing.add(sighting);
      for (const sighting of change.removed) standing.delete(sighting);
      need();
    },
    cursor,
  };
}
