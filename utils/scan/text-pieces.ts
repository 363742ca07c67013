import { TEXT_PART_ELEMENTS, TEXT_PIECE_ELEMENTS } from './budgets.ts';
import { isText } from './nodes.ts';
import { leaveRange } from './range-leave.ts';

/**
 * The text nodes below a root that may hold an address, in document order; null after each piece looked through
 * in vain. Asks a stretch of the document at a time for all its text, and walks only where that may hold one:
 * a walk would make an object of every node, which takes ten times as long.
 *
 * A page may change what stands between two steps. The range is live, so what wasn't read yet is still before it;
 * elements that left are no ends of pieces any more; what came is reported by the observer.
 */
export function* textsWorthReading(
  root: Element | ShadowRoot,
  mayHoldAddress: (text: string) => boolean,
): Generator<Text | null, void, void> {
  const elements = root.querySelectorAll('*');
  if (elements.length < TEXT_PIECE_ELEMENTS) {
    if (mayHoldAddress(root.textContent ?? ''))
      yield* textsOf(root).filter(({ data }) => mayHoldAddress(data));
    return;
  }
  const range = root.ownerDocument.createRange();
  range.setStart(root, 0);
  for (let index = 0; index === 0 || index < elements.length; index += TEXT_PIECE_ELEMENTS) {
    const next = elements[index + TEXT_PIECE_ELEMENTS];
    const isLast = index + TEXT_PIECE_ELEMENTS >= elements.length;
    if (isLast) range.setEnd(root, root.childNodes.length);
    else if (next && root.contains(next)) range.setEndBefore(next);
    else continue;
    const found: Text[] = [];
    if (mayHoldAddress(range.toString())) {
      // Before the first is handed over: then the page may move them.
      for (const part of partsOf(range, elements, index)) {
        if (mayHoldAddress(part.toString())) found.push(...textsIn(part, root, mayHoldAddress));
      }
    }
    // An element that was moved ahead takes the range's start with it: then that stretch is read twice.
    if (!isLast && next) range.setStartBefore(next);
    yield* found;
    yield null;
  }
  leaveRange(range);
}

/** The same range, moved from part to part of a stretch whose first element has this index. */
function* partsOf(stretch: Range, elements: NodeListOf<Element>, first: number): Generator<Range> {
  const part = stretch.cloneRange();
  for (let index = TEXT_PART_ELEMENTS; index < TEXT_PIECE_ELEMENTS; index += TEXT_PART_ELEMENTS) {
    const next = elements[first + index];
    if (!next || !stretch.intersectsNode(next)) continue;
    part.setEndBefore(next);
    yield part;
    part.setStartBefore(next);
  }
  part.setEnd(stretch.endContainer, stretch.endOffset);
  yield part;
  leaveRange(part);
}

function* textsIn(
  range: Range,
  root: Element | ShadowRoot,
  mayHoldAddress: (text: string) => boolean,
): Generator<Text> {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const first = range.startContainer.childNodes[range.startOffset] ?? range.startContainer;
  walker.currentNode = first;
  for (
    let node = isText(first) ? first : walker.nextNode();
    node && range.intersectsNode(node);
    node = walker.nextNode()
  ) {
    if (isText(node) && mayHoldAddress(node.data)) yield node;
  }
}

function textsOf(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (isText(node)) texts.push(node);
  return texts;
}
