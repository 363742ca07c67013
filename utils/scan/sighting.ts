/**
 * An identifier found on a page, with its place. `text` is the address as found, without wrapping punctuation;
 * it is made canonical in the worker and nowhere else.
 */
export interface Sighting {
  readonly text: string;
  readonly place: Place;
}

/** Where the mark goes: beside a stretch of text, or beside an element whose attribute or value holds the address. */
export type Place =
  | {
      readonly kind: 'text';
      readonly startNode: Text;
      readonly start: number;
      readonly endNode: Text;
      readonly end: number;
    }
  | { readonly kind: 'element'; readonly element: Element };
