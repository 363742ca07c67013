import { isText } from '../scan/nodes.ts';
import { leaveRange } from '../scan/range-leave.ts';
import type { Rect } from './placement.ts';
import { isSeeThrough, parentOf, type Sight } from './sight.ts';

/**
 * Whether nothing but the sighting's own background is where the badge would be.
 * @param end the last node of what is marked, if nothing but blanks follows its end there
 * @param top what a hit test at the badge's far edge found
 */
export function isFree({ anchor, tree }: Sight, box: Rect, end: Node | null, top: Element | null): boolean {
  if (top !== null && !isWithin(anchor, top)) {
    if (!isSeeThrough(top)) return false;
  } else if (end && top && isLastIn(end, top)) return true;
  return !holdsText(anchor.ownerDocument, tree, box);
}

/** Whether nothing stands behind this node in that ancestor of it, so no text of it either: some 20 µs less to ask. */
export function isLastIn(node: Node, ancestor: Element): boolean {
  let each: Node | null = node;
  for (; each && each !== ancestor; each = each.parentNode) if (each.nextSibling) return false;
  return each !== null;
}

/** An anchor in a shadow root: its hosts contain it as well. */
function isWithin(inner: Element, outer: Element): boolean {
  for (let each: Element | null = inner; each; each = parentOf(each)) if (each === outer) return true;
  return false;
}

/** Whether a letter stands in the box: the caret nearest to either end of its middle line has one beside it. */
function holdsText(document: Document, tree: DocumentOrShadowRoot, box: Rect): boolean {
  const shadowRoots = tree instanceof ShadowRoot ? [tree] : [];
  for (const x of [box.left + 1, box.right - 1]) {
    const caret = document.caretPositionFromPoint(x, (box.top + box.bottom) / 2, { shadowRoots });
    if (caret && isText(caret.offsetNode) && hasLetterIn(caret.offsetNode, caret.offset, box)) return true;
  }
  return false;
}

function hasLetterIn(node: Text, offset: number, box: Rect): boolean {
  const start = Math.max(0, offset - 1);
  const end = Math.min(node.length, offset + 2);
  for (let index = start; index < end; index++) {
    if (/\s/.test(node.data[index] ?? ' ')) continue;
    const range = node.ownerDocument.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + 1);
    const rect = range.getBoundingClientRect();
    leaveRange(range);
    const overlaps =
      rect.left < box.right && rect.right > box.left && rect.top < box.bottom && rect.bottom > box.top;
    if (overlaps) return true;
  }
  return false;
}
