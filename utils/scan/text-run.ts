import { HOST_WINDOW, LOCAL_WINDOW, SPLIT_NODES } from './budgets.ts';
import { isElement, isText } from './nodes.ts';

/** A text node with as much of the text around it, on its line, as an address in it may reach into. */
export interface TextRun {
  readonly text: string;
  /** Where the node's own data begins in `text`. */
  readonly offset: number;
  readonly pieces: readonly Piece[];
}

interface Piece {
  readonly node: Text;
  /** Where its data begins in the run's text. */
  readonly start: number;
}

type Direction = 'before' | 'after';

/** How far a run goes: an address holds no white space, a spelled-out one does. */
export type Reach = 'word' | 'line';

/** The run around a text node: neighbours up to white space (or not), a block's edge, a line break, or the windows' ends. */
export function textRunAround(node: Text, reach: Reach = 'word'): TextRun {
  const before = [...textsBeside(node, 'before', LOCAL_WINDOW, reach)].reverse();
  const after = [...textsBeside(node, 'after', HOST_WINDOW, reach)];
  const pieces: Piece[] = [];
  let text = '';
  let offset = 0;
  for (const each of [...before, node, ...after]) {
    if (each === node) offset = text.length;
    pieces.push({ node: each, start: text.length });
    text += each.data;
  }
  return { text, offset, pieces };
}

/** Node and offset of a position in a run; an end belongs to the piece whose last character it follows. */
export function positionIn(
  run: TextRun,
  index: number,
  edge: 'start' | 'end',
): { node: Text; offset: number } {
  const piece = run.pieces.findLast(({ start }) => (edge === 'start' ? start <= index : start < index));
  if (!piece) throw new RangeError('a position outside of its run');
  return { node: piece.node, offset: index - piece.start };
}

/**
 * The text nodes that go on from this one without white space, in inline content. Reads the computed display of
 * an element only where two characters meet at its edge.
 */
export function* textsBeside(
  node: Text,
  direction: Direction,
  limit: number,
  reach: Reach = 'word',
): Generator<Text> {
  const ends = (character: string | undefined) => reach === 'word' && isWhite(character);
  let touching = node.data;
  let length = 0;
  const crossed: Element[] = [];
  let position: Node = node;
  for (let count = 0; count < SPLIT_NODES && length < limit; ) {
    if (ends(direction === 'before' ? touching.at(0) : touching.at(-1))) return;
    const next = nextInLine(position, direction, crossed);
    if (!next) return;
    position = next;
    if (!isText(next) || next.data === '') continue;
    if (!ends(direction === 'before' ? next.data.at(-1) : next.data.at(0)) && !crossed.every(isInline))
      return;
    crossed.length = 0;
    yield next;
    touching = reach === 'word' && /\s/.test(next.data) ? ' ' : next.data;
    length += next.data.length;
    count++;
  }
}

function isWhite(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}

/** Whether text on the two sides of this node never touches, whatever its style. */
export function endsLine(node: Node): boolean {
  return isElement(node) && STOPS.has(node.localName);
}

/** Elements that end a line or stand in it as one thing: text on their two sides never touches. */
const STOPS = new Set(
  (
    'address article aside audio blockquote body br button canvas caption col colgroup dd details dialog div dl dt ' +
    'embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html iframe img input legend li main ' +
    'map menu meter nav object ol optgroup option p picture pre progress search section select slot summary svg ' +
    'table tbody td textarea tfoot th thead tr ul video'
  ).split(' '),
);

/** Elements that are never seen: text on their two sides touches, their own is none. */
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'wbr', 'link', 'meta']);

/**
 * The next node of the line in this direction, entering and leaving inline elements, which are noted in
 * `crossed`; null where the line ends.
 */
function nextInLine(from: Node, direction: Direction, crossed: Element[]): Node | null {
  let node = from;
  for (;;) {
    const beside: Node | null = direction === 'before' ? node.previousSibling : node.nextSibling;
    if (beside) return entered(beside, direction, crossed);
    const parent: Element | null = node.parentElement;
    if (!parent || STOPS.has(parent.localName)) return null;
    crossed.push(parent);
    node = parent;
  }
}

/** The outermost leaf on the near side of a node, or the node itself where it is none to enter. */
function entered(from: Node, direction: Direction, crossed: Element[]): Node | null {
  let node = from;
  while (isElement(node) && !UNSEEN.has(node.localName)) {
    if (STOPS.has(node.localName)) return null;
    crossed.push(node);
    const inner: Node | null = direction === 'before' ? node.lastChild : node.firstChild;
    if (!inner) return node;
    node = inner;
  }
  return node;
}

function isInline(element: Element): boolean {
  const display = element.ownerDocument.defaultView?.getComputedStyle(element).display ?? 'inline';
  return display === 'inline' || display === 'contents' || display.startsWith('ruby');
}
