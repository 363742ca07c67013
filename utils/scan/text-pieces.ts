import { TEXT_PIECE_ELEMENTS } from './budgets.ts';
import { isText } from './nodes.ts';

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
  const { ownerDocument } = root;
  const elements = root.querySelectorAll('*');
  const range = ownerDocument.createRange();
  range.setStart(root, 0);
  for (let index = TEXT_PIECE_ELEMENTS; index < elements.length; index += TEXT_PIECE_ELEMENTS) {
    const element = elements[index];
    if (!element || !root.contains(element)) continue;
    range.setEndBefore(element);
    yield* textsIn(range, root, mayHoldAddress);
    // An element that was moved ahead takes the range's start with it: then that stretch is read twice.
    range.setStartBefore(element);
    yield null;
  }
  range.setEnd(root, root.childNodes.length);
  yield* textsIn(range, root, mayHoldAddress);
}

/** Found before the first is handed over, as then the page may move them. */
function textsIn(range: Range, root: Node, mayHoldAddress: (text: string) => boolean): Text[] {
  if (!mayHoldAddress(range.toString())) return [];
  const { startContainer, startOffset } = range;
  const walker = range.startContainer.ownerDocument?.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  if (!walker) return [];
  walker.currentNode = startContainer.childNodes[startOffset] ?? startContainer;
  const found: Text[] = [];
  let node: Node | null = walker.currentNode;
  if (!isText(node)) node = walker.nextNode();
  for (; node && range.intersectsNode(node); node = walker.nextNode()) {
    if (isText(node) && mayHoldAddress(node.data)) found.push(node);
  }
  return found;
}
