/**
 * An identifier found on a page, with its place. `text` is the address as found, without wrapping punctuation, or
 * the one that spelled-out words stand for; it is made canonical in the worker and nowhere else.
 */
export interface Sighting {
  readonly text: string;
  readonly place: Place;
  /** `low`: read out of words ("jane at example dot com"), so perhaps not what was meant. Else absent. */
  readonly confidence?: 'low';
}

/**
 * Where the mark goes: beside a stretch of text, or beside an element whose attribute or value holds the address. The
 * offsets move with what is typed before them.
 */
export type Place =
  | {
      readonly kind: 'text';
      readonly startNode: Text;
      start: number;
      readonly endNode: Text;
      end: number;
    }
  | { readonly kind: 'element'; readonly element: Element };
