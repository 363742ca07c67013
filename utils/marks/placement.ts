import { SEE_THROUGH_COVERS } from '../scan/budgets.ts';
import { isElement, isText } from '../scan/nodes.ts';
import { leaveRange } from '../scan/range-leave.ts';
import type { Place } from '../scan/sighting.ts';

/** Where a mark is painted, in CSS pixels of the viewport. */
export interface Placement {
  /** Left and top of the badge's square. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Where lines under the address run. */
  readonly lines: readonly Line[];
  /** What the pointer is over when it is over this sighting: its lines of text, or the whole element. */
  readonly areas: readonly DOMRect[];
  /** The page's own `zoom` on `<html>`, which scales the overlay too. */
  readonly zoom: number;
}

interface Line {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Lines of an address or a name that are drawn under; one that wraps more often is no line of text any more. */
const MOST_LINES = 4;
/** A larger element is a card or a row: its badge stands in its corner. */
const NAME_ELEMENTS = 16;

/** The element whose box the sighting's end stands in. */
export function anchorOf(place: Place): Element | null {
  if (place.kind === 'element') return place.element;
  const { parentNode } = place.endNode;
  if (isElement(parentNode)) return parentNode;
  return parentNode instanceof ShadowRoot ? parentNode.host : null;
}

/** The nearest element with a box of its own, from this one outwards: what an observer of geometry can watch. */
export function boxOf(element: Element): Element {
  for (let each: Element | null = element; each; each = parentOf(each)) {
    if (getComputedStyle(each).display !== 'contents') return each;
  }
  return element;
}

/** Where the mark of this place goes now; null where the sighting can't be seen. Reads layout, writes nothing. */
export function placementOf(place: Place, layer: HTMLElement): Placement | null {
  const anchor = anchorOf(place);
  if (
    !anchor?.isConnected ||
    !boxOf(anchor).checkVisibility({ opacityProperty: true, visibilityProperty: true })
  )
    return null;
  const zoom = layer.currentCSSZoom || 1;
  const isRtl = getComputedStyle(anchor).direction === 'rtl';
  if (place.kind === 'element' && isField(anchor)) return atFieldEdge(anchor, isRtl, zoom);
  if (place.kind === 'element') return besideElement(anchor, isRtl, zoom);
  const range = rangeOf(place);
  if (!range) return null;
  const { commonAncestorContainer: common } = range;
  // What lies on the text may be a child of the same element; only what holds a part of the address is it.
  const owns = (element: Element) =>
    element === anchor || (common.contains(element) && range.intersectsNode(element));
  const placement = besideText({ anchor, owns }, linesOf([...range.getClientRects()]), isRtl, zoom);
  leaveRange(range);
  if (placement) return placement;
  // A copy for assistive technology only: what a person sees is the name that its link or chip shows.
  const holder = isTiny(anchor) ? anchor.parentElement?.closest(HOLDERS) : null;
  return holder ? besideElement(holder, isRtl, zoom) : null;
}

/** What shows a name for an address: a mail link, Gmail's chips and senders (2026-05). */
const HOLDERS = 'a[href^="mailto:" i], [email], [data-hovercard-id]';

function besideElement(anchor: Element, isRtl: boolean, zoom: number): Placement | null {
  const sight: Sight = { anchor, owns: element => anchor.contains(element) };
  const lines = linesOfName(anchor);
  if (lines.length === 0 || lines.length > MOST_LINES) return inCorner(sight, isRtl, zoom);
  return besideText(sight, lines, isRtl, zoom);
}

/** What a hit test has to land on. */
interface Sight {
  readonly anchor: Element;
  owns(element: Element): boolean;
}

function rangeOf({ startNode, start, endNode, end }: Extract<Place, { kind: 'text' }>): Range | null {
  if (start > startNode.length || end > endNode.length) return null;
  const range = startNode.ownerDocument.createRange();
  range.setStart(startNode, start);
  range.setEnd(endNode, end);
  return range;
}

/** The lines of text that an element shows, without those that only assistive technology reads. */
function linesOfName(element: Element): DOMRect[] {
  if (element.childElementCount > NAME_ELEMENTS) return [];
  const { ownerDocument } = element;
  const walker = ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const rects: DOMRect[] = [];
  for (let count = 0; count < NAME_ELEMENTS && walker.nextNode(); count++) {
    const { currentNode } = walker;
    if (!isText(currentNode) || currentNode.data.trim() === '' || isTiny(currentNode.parentElement)) continue;
    const range = ownerDocument.createRange();
    range.selectNode(currentNode);
    rects.push(...range.getClientRects());
    leaveRange(range);
  }
  return linesOf(rects);
}

/** One pixel, clipped: the usual way to hide a text from sight alone. */
function isTiny(element: Element | null): boolean {
  if (!element) return false;
  const { width, height } = element.getBoundingClientRect();
  return width <= 1 && height <= 1;
}

/** One rect a line: neighbours on a line are joined, what has no size is dropped. */
function linesOf(rects: readonly DOMRect[]): DOMRect[] {
  const lines: DOMRect[] = [];
  for (const rect of rects) {
    if (rect.width < 1 || rect.height < 2) continue;
    const last = lines.at(-1);
    const isSameLine = last && Math.abs(last.top + last.bottom - rect.top - rect.bottom) < rect.height;
    if (last && isSameLine) {
      const left = Math.min(last.left, rect.left);
      const right = Math.max(last.right, rect.right);
      lines[lines.length - 1] = new DOMRect(left, last.top, right - left, last.height);
    } else lines.push(rect);
  }
  return lines;
}

function besideText(sight: Sight, rects: readonly DOMRect[], isRtl: boolean, zoom: number): Placement | null {
  const seen = rects.filter(rect => isSeenAt(sight, isRtl ? rect.right - 2 : rect.left + 2, middle(rect)));
  const last = seen.at(-1);
  if (!last) return null;
  const isWhole = isSeenAt(sight, isRtl ? last.left + 2 : last.right - 2, middle(last));
  const areas = isWhole ? seen : [...seen.slice(0, -1), clippedRect(sight.anchor, last)];
  const badge = badgeBeside(sight.anchor, areas.at(-1) ?? last, isRtl, isWhole);
  return { ...badge, lines: areas.map(lineUnder), areas, zoom };
}

function badgeBeside(
  anchor: Element,
  rect: DOMRect,
  isRtl: boolean,
  isWhole: boolean,
): { x: number; y: number; size: number } {
  const size = Math.max(10, Math.min(18, Math.round(rect.height * 0.8)));
  const gap = Math.max(3, Math.round(rect.height * 0.22));
  const x = Math.round(isRtl ? rect.left - gap - size : rect.right + gap);
  const y = Math.round(middle(rect) - size / 2);
  if (isWhole && isFree(anchor, new DOMRect(x, y, size, size))) return { x, y, size };
  const small = Math.max(9, Math.min(12, Math.round(rect.height * 0.6)));
  const corner = isRtl ? rect.left : rect.right;
  return {
    x: Math.round(isWhole ? corner - small / 2 : isRtl ? corner : corner - small),
    y: Math.round(rect.top - small / 2),
    size: small,
  };
}

function atFieldEdge(field: Element, isRtl: boolean, zoom: number): Placement | null {
  const rect = field.getBoundingClientRect();
  const size = Math.max(10, Math.min(16, Math.round(rect.height * 0.5)));
  const inset = 6;
  const x = Math.round(isRtl ? rect.left + inset : rect.right - inset - size);
  const y = Math.round(field.localName === 'textarea' ? rect.top + inset : middle(rect) - size / 2);
  if (!isSeenAt({ anchor: field, owns: element => element === field }, x + size / 2, y + size / 2))
    return null;
  return { x, y, size, lines: [], areas: [rect], zoom };
}

/** For an image, a row, a control with an icon: inside its upper end corner. */
function inCorner(sight: Sight, isRtl: boolean, zoom: number): Placement | null {
  const rect = sight.anchor.getBoundingClientRect();
  if (rect.width < 8 || rect.height < 8) return null;
  const size = Math.max(8, Math.min(14, Math.round(Math.min(rect.width, rect.height) * 0.5)));
  const x = Math.round(isRtl ? rect.left + 1 : rect.right - size - 1);
  const y = Math.round(rect.top + 1);
  if (!isSeenAt(sight, x + size / 2, y + size / 2)) return null;
  return { x, y, size, lines: [], areas: [rect], zoom };
}

function isField(element: Element): boolean {
  return element.localName === 'input' || element.localName === 'textarea';
}

function middle(rect: DOMRect): number {
  return rect.top + rect.height / 2;
}

function lineUnder(rect: DOMRect): Line {
  return { x: round(rect.left), y: Math.round(rect.bottom - 1), width: round(rect.width) };
}

function round(value: number): number {
  return Math.round(value * 4) / 4;
}

function treeOf(element: Element): DocumentOrShadowRoot {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root : element.ownerDocument;
}

/** Whether a hit test at this point lands on it: what lies above is looked through only where it shows nothing. */
function isSeenAt({ anchor, owns }: Sight, x: number, y: number): boolean {
  const tree = treeOf(anchor);
  const top = tree.elementFromPoint(x, y);
  if (top === null) return false;
  if (owns(top)) return true;
  for (const each of tree.elementsFromPoint(x, y).slice(0, SEE_THROUGH_COVERS + 1)) {
    if (owns(each)) return true;
    if (each.contains(anchor)) return takesNoPointer(anchor) && isInsideClips(anchor, x, y);
    if (!isSeeThrough(each)) return false;
  }
  return false;
}

function takesNoPointer(element: Element): boolean {
  return getComputedStyle(element).pointerEvents === 'none';
}

/** A link stretched over a card, a ripple: paints nothing, so what is below is what the person sees. */
function isSeeThrough(element: Element): boolean {
  if (/^(?:img|video|canvas|iframe|object|embed|svg|input|textarea|select)$/.test(element.localName))
    return false;
  const style = getComputedStyle(element);
  if (style.opacity === '0') return true;
  const paintsBack =
    style.backgroundImage !== 'none' || !/^(?:transparent|.*, 0\))$/.test(style.backgroundColor);
  return !paintsBack && style.backdropFilter !== 'blur' && element.textContent?.trim() === '';
}

/** The rect without what scrolling or clipping ancestors cut off. */
function clippedRect(element: Element, rect: DOMRect): DOMRect {
  let { left, right } = rect;
  for (const clip of clipsOf(element)) {
    left = Math.max(left, clip.left);
    right = Math.min(right, clip.right);
  }
  right = Math.min(right, element.ownerDocument.documentElement.clientWidth);
  return new DOMRect(Math.max(0, left), rect.top, Math.max(1, right - Math.max(0, left)), rect.height);
}

function isInsideClips(element: Element, x: number, y: number): boolean {
  for (const clip of clipsOf(element)) {
    if (x < clip.left || x > clip.right || y < clip.top || y > clip.bottom) return false;
  }
  return true;
}

function* clipsOf(element: Element): Generator<DOMRect> {
  for (let each: Element | null = element; each; each = each.assignedSlot ?? parentOf(each)) {
    if (getComputedStyle(each).overflow !== 'visible') yield each.getBoundingClientRect();
  }
}

function parentOf(element: Element): Element | null {
  const { parentNode } = element;
  return parentNode instanceof ShadowRoot ? parentNode.host : element.parentElement;
}

/** Whether nothing but the sighting's own background is where the badge would be. */
function isFree(anchor: Element, box: DOMRect): boolean {
  const x = box.left + box.width / 2;
  const y = middle(box);
  const root = anchor.ownerDocument.documentElement;
  if (box.left < 0 || box.right > root.clientWidth) return false;
  const tree = treeOf(anchor);
  const top = tree.elementFromPoint(x, y);
  if (top !== null && !isWithin(anchor, top) && !isSeeThrough(top)) return false;
  return !holdsText(anchor.ownerDocument, tree, box);
}

/** An anchor in a shadow root: its hosts contain it as well. */
function isWithin(inner: Element, outer: Element): boolean {
  for (let each: Element | null = inner; each; each = parentOf(each)) if (each === outer) return true;
  return false;
}

/** Whether a letter stands in the box: the caret nearest to three points of its middle line has one on either side. */
function holdsText(document: Document, tree: DocumentOrShadowRoot, box: DOMRect): boolean {
  const shadowRoots = tree instanceof ShadowRoot ? [tree] : [];
  for (const x of [box.left + 1, box.right - 1]) {
    const caret = document.caretPositionFromPoint(x, middle(box), { shadowRoots });
    if (caret && isText(caret.offsetNode) && hasLetterIn(caret.offsetNode, caret.offset, box)) return true;
  }
  return false;
}

function hasLetterIn(node: Text, offset: number, box: DOMRect): boolean {
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
