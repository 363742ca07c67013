import { TEXT_PART_ELEMENTS, TEXT_PIECE_ELEMENTS } from './budgets.ts';
import { isText } from './nodes.ts';
import { leaveRange } from './range-leave.ts';

type Root = Element | ShadowRoot;

const TEXT = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_CDATA_SECTION;

/** To be asked by `item`: a live collection that is asked in brackets counts all it has first, and keeps them listed. */
interface Numbered {
  item(index: number): Element | null;
}

/**
 * The text nodes below a root that may hold an address, in document order; null after each piece looked through
 * in vain. Asks a stretch of the document at a time for all its text, and walks only where that may hold one:
 * a walk would make an object of every node, which takes ten times as long and is kept as long as the node.
 *
 * A page may change what stands between two steps. The range is live, so what wasn't read yet is still before it;
 * what came is reported by the observer.
 */
export function* textsWorthReading(
  root: Root,
  mayHoldAddress: (text: string) => boolean,
): Generator<Text | null, void, void> {
  const elements = elementsBelow(root);
  const range = root.ownerDocument.createRange();
  range.setStart(root, 0);
  for (let index = 0, isLast = false; !isLast; index += TEXT_PIECE_ELEMENTS) {
    const next = elements.item(index + TEXT_PIECE_ELEMENTS);
    isLast = !next;
    if (isLast) range.setEnd(root, root.childNodes.length);
    else if (next && root.contains(next)) range.setEndBefore(next);
    else continue;
    const found: Text[] = [];
    // Before the first is handed over: then the page may move them.
    if (mayHoldAddress(range.toString())) {
      for (const part of partsOf(range, elements, index)) {
        const text = part.toString();
        if (mayHoldAddress(text)) found.push(...textsIn(part, text.length, root, mayHoldAddress));
      }
    }
    // An element that was moved ahead takes the range's start with it: then that stretch is read twice.
    if (next && !isLast) range.setStartBefore(next);
    yield* found;
    yield null;
  }
  leaveRange(range);
}

/**
 * The document's elements are a live collection, which finds the next ones on the way: 1.3 ms for 65,000 in steps. A
 * list of so many takes 8 ms to make, which can't be interrupted; but it leaves nothing behind at an element that is
 * asked once.
 */
function elementsBelow(root: Root): Numbered {
  const { documentElement } = root.ownerDocument;
  return root === documentElement ? documentElement.getElementsByTagName('*') : root.querySelectorAll('*');
}

/** The same range, moved from part to part of a stretch whose first element has this index, as long as it has. */
function* partsOf(stretch: Range, elements: Numbered, first: number): Generator<Range> {
  const part = stretch.cloneRange();
  const isInPlace = childAt(part) === elements.item(first);
  for (let index = TEXT_PART_ELEMENTS; index < TEXT_PIECE_ELEMENTS; index += TEXT_PART_ELEMENTS) {
    const next = elements.item(first + index);
    if (!isInPlace || !next) break;
    part.setEndBefore(next);
    yield part;
    part.setStartBefore(next);
  }
  part.setEnd(stretch.endContainer, stretch.endOffset);
  yield part;
  leaveRange(part);
}

/** The node that a range begins with; undefined where it begins in a text or behind a last child. */
function childAt({ startContainer, startOffset }: Range): Node | undefined {
  return startContainer.childNodes[startOffset];
}

/**
 * The texts of a range that may hold an address, told by where they lie in the text of it all: to compare each node
 * with the range's end takes ten times as long, where thousands stand beside each other.
 */
function* textsIn(
  range: Range,
  length: number,
  root: Root,
  mayHoldAddress: (text: string) => boolean,
): Generator<Text> {
  const { startContainer } = range;
  const walker = root.ownerDocument.createTreeWalker(root, TEXT);
  const first = childAt(range);
  walker.currentNode = first ?? startContainer;
  let node: Node | null = isText(walker.currentNode) ? walker.currentNode : walker.nextNode();
  // In a text, or behind a last child, where a page has joined or taken away what stood there: from its beginning then.
  let read = first ? 0 : -(startContainer.textContent ?? '').length;
  for (; isText(node) && read < length; node = walker.nextNode()) {
    const { data } = node;
    read += data.length;
    if (mayHoldAddress(data)) yield node;
  }
}

/** Every text node below a root. */
export function textsOf(root: Node): Text[] {
  const walker = document.createTreeWalker(root, TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (isText(node)) texts.push(node);
  return texts;
}
