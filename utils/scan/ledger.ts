import { TWIN_LEVELS, TWIN_NODES } from './budgets.ts';
import { isElement, isText } from './nodes.ts';
import type { Place, Sighting } from './sighting.ts';

/** What came and went since the last report. A sighting is one object as long as it stands. */
export interface Change {
  readonly added: readonly Sighting[];
  readonly removed: readonly Sighting[];
}

/**
 * Holds the sightings that stand on the page and works out what changed. Texts are filed under the text node
 * that holds their `@`, attributes and values under their element. Nothing is kept of a node that left.
 */
export interface Ledger {
  /** The sightings in the text around this node's `@`, now. */
  setText(node: Text, sightings: readonly Sighting[]): void;
  /** Moves the sightings behind this offset of a text that is read no further: nothing else of them changed. */
  shiftText(node: Text, from: number, by: number): void;
  /** The addresses that this element's attributes or value name, now. */
  setElement(element: Element, texts: readonly string[]): void;
  /** Drops what left the page; returns the text nodes that stand but lost a part of an address. */
  sweep(): Text[];
  has(node: Node): boolean;
  /** The text nodes that hold a sighting's `@`, and the elements that name one. */
  nodes(): (Text | Element)[];
  /** Reports what changed since the last call, if anything did. */
  flush(): void;
}

export function createLedger(onChange: (change: Change) => void): Ledger {
  const standing = new Map<Node, readonly Sighting[]>();
  const declared = new Map<Element, readonly string[]>();
  /** Elements that stay silent because of what stands under the key. */
  const silenced = new WeakMap<Node, Set<Element>>();
  const unresolved = new Set<Element>();
  let added = new Set<Sighting>();
  let removed = new Set<Sighting>();

  function replace(node: Node, next: readonly Sighting[]): void {
    const before = standing.get(node) ?? [];
    const kept = next.map(sighting => before.find(old => isSame(old, sighting)) ?? sighting);
    for (const old of before) {
      if (kept.includes(old)) continue;
      if (!added.delete(old)) removed.add(old);
    }
    for (const sighting of kept) if (!before.includes(sighting)) added.add(sighting);
    if (kept.length > 0) standing.set(node, kept);
    else standing.delete(node);
  }

  function unsettle(node: Node): void {
    for (const element of silenced.get(node) ?? []) unresolved.add(element);
    silenced.delete(node);
    let level = 0;
    for (let above = node.parentElement; above && level < TWIN_LEVELS; above = above.parentElement, level++) {
      if (declared.has(above)) unresolved.add(above);
    }
  }

  function drop(node: Node): void {
    replace(node, []);
    unsettle(node);
    if (isElement(node)) declared.delete(node);
  }

  /** Whether this address stands inside the element already, as text or on an element further in: that is the better place. */
  function standsInside(element: Element, text: string): boolean {
    const walker = element.ownerDocument.createTreeWalker(
      element,
      NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
    );
    for (let count = 0; count < TWIN_NODES && walker.nextNode(); count++) {
      const node = walker.currentNode;
      const named = isElement(node) ? declared.get(node) : standing.get(node)?.map(each => each.text);
      if (!named?.some(each => isSameAddress(each, text))) continue;
      const elements = silenced.get(node) ?? new Set();
      silenced.set(node, elements.add(element));
      return true;
    }
    return false;
  }

  function resolve(element: Element): void {
    const texts = declared.get(element) ?? [];
    const place: Place = { kind: 'element', element };
    replace(
      element,
      texts.filter(text => !standsInside(element, text)).map(text => ({ text, place })),
    );
  }

  return {
    setText(node, sightings) {
      if (sightings.length === 0 && !standing.has(node)) return;
      replace(node, sightings);
      unsettle(node);
    },
    shiftText(node, from, by) {
      for (const { place } of standing.get(node) ?? []) {
        if (place.kind !== 'text') continue;
        if (place.startNode === node && place.start >= from) place.start += by;
        if (place.endNode === node && place.end > from) place.end += by;
      }
    },
    setElement(element, texts) {
      if (texts.length === 0 && !declared.has(element)) return;
      if (texts.length > 0) declared.set(element, texts);
      else declared.delete(element);
      unsettle(element);
      unresolved.add(element);
    },
    sweep() {
      const torn: Text[] = [];
      for (const [node, sightings] of standing) {
        if (!node.isConnected) drop(node);
        else if (isText(node) && !sightings.every(isWhole)) torn.push(node);
      }
      for (const element of declared.keys()) if (!element.isConnected) drop(element);
      return torn;
    },
    nodes: () => [...[...standing.keys()].filter(isText), ...declared.keys()],
    has: node => standing.has(node) || (isElement(node) && declared.has(node)),
    flush() {
      for (const element of unresolved) if (declared.has(element) || standing.has(element)) resolve(element);
      unresolved.clear();
      if (added.size + removed.size === 0) return;
      const change = { added: [...added], removed: [...removed] };
      added = new Set();
      removed = new Set();
      onChange(change);
    },
  };
}

function isSameAddress(one: string, other: string): boolean {
  return one === other || one.toLowerCase() === other.toLowerCase();
}

function isWhole({ place }: Sighting): boolean {
  return place.kind === 'element' || (place.startNode.isConnected && place.endNode.isConnected);
}

function isSame(one: Sighting, other: Sighting): boolean {
  if (one.text !== other.text) return false;
  const [a, b] = [one.place, other.place];
  if (a.kind === 'element') return b.kind === 'element' && a.element === b.element;
  return (
    b.kind === 'text' &&
    a.startNode === b.startNode &&
    a.start === b.start &&
    a.endNode === b.endNode &&
    a.end === b.end
  );
}
