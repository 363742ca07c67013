import { isElement, isText } from '../scan/nodes.ts';
import { leaveRange } from '../scan/range-leave.ts';
import type { Place } from '../scan/sighting.ts';
import { isFree, isLastIn } from './free-room.ts';
import { clippedRect, isSeenAt, parentOf, type Sight, treeOf } from './sight.ts';

/** Where a mark is painted, in CSS pixels of the viewport. */
export interface Placement {
  /** Left and top of the badge's square. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Where lines under the address run. */
  readonly lines: readonly Line[];
  /** What the pointer is over when it is over this sighting: its lines of text, or the whole element. */
  readonly areas: readonly Rect[];
  /** The page's own `zoom` on `<html>`, which scales the overlay too. */
  readonly zoom: number;
}

/** Plain, not a DOMRect: those of 200 sightings took 1 ms to make. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
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

/** What placements of a moment share. */
export interface View {
  readonly zoom: number;
  /** What its scrollers and the window, without its scroll bar, leave to see. */
  readonly clip: Rect;
  /** Used for each in turn: a new one for each sighting took 1 ms of 200. */
  readonly range: Range;
}

/** Where the mark of this place goes now; null where the sighting can't be seen. Reads layout, writes nothing. */
export function placementOf(place: Place, view: View): Placement | null {
  const anchor = anchorOf(place);
  if (!anchor?.isConnected || !isShown(anchor)) return null;
  const isRtl = getComputedStyle(anchor).direction === 'rtl';
  if (place.kind === 'element' && isField(anchor)) return atFieldEdge(anchor, isRtl, view);
  if (place.kind === 'element') return besideElement(anchor, isRtl, view);
  const { range } = view;
  if (!putRange(range, place)) return null;
  const { startNode, endNode, end } = place;
  const isOneNode = startNode === endNode;
  const sight: Sight = {
    anchor,
    tree: treeOf(anchor),
    // What lies on the text may be a child of the same element; only what holds a part of the address is it.
    owns: element =>
      element === anchor ||
      (!isOneNode && range.commonAncestorContainer.contains(element) && range.intersectsNode(element)),
  };
  const last = endNode.data.slice(end).trim() === '' ? endNode : null;
  const placement = besideText(sight, linesOf(range.getClientRects()), last, isRtl, view);
  if (placement) return placement;
  // A copy for assistive technology only: what a person sees is the name that its link or chip shows.
  const holder = isTiny(anchor) ? anchor.parentElement?.closest(HOLDERS) : null;
  return holder ? besideElement(holder, isRtl, view) : null;
}

/** An element without a box of its own is shown where the next one around it is. */
function isShown(element: Element): boolean {
  const asked = { opacityProperty: true, visibilityProperty: true };
  return element.checkVisibility(asked) || boxOf(element).checkVisibility(asked);
}

/** What shows a name for an address: a mail link, Gmail's chips and senders (2026-05). */
const HOLDERS = 'a[href^="mailto:" i], [email], [data-hovercard-id]';

function besideElement(anchor: Element, isRtl: boolean, view: View): Placement | null {
  const sight: Sight = { anchor, tree: treeOf(anchor), owns: element => anchor.contains(element) };
  const lines = linesOfName(anchor);
  if (lines.length === 0 || lines.length > MOST_LINES) return inCorner(sight, isRtl, view);
  return besideText(sight, lines, anchor, isRtl, view);
}

function putRange(
  range: Range,
  { startNode, start, endNode, end }: Extract<Place, { kind: 'text' }>,
): boolean {
  if (start > startNode.length || end > endNode.length) return false;
  range.setStart(startNode, start);
  range.setEnd(endNode, end);
  return true;
}

/** The lines of text that an element shows, without those that only assistive technology reads. */
function linesOfName(element: Element): Rect[] {
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
function linesOf(rects: ArrayLike<Rect>): Rect[] {
  const lines: Rect[] = [];
  for (let index = 0; index < rects.length; index++) {
    const rect = rects[index];
    if (!rect) continue;
    const { left, top, right, bottom } = rect;
    if (right - left < 1 || bottom - top < 2) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.top + last.bottom - top - bottom) < bottom - top) {
      const joined = { left: Math.min(last.left, left), right: Math.max(last.right, right) };
      lines[lines.length - 1] = { ...joined, top: last.top, bottom: last.bottom };
    } else lines.push({ left, top, right, bottom });
  }
  return lines;
}

function besideText(
  sight: Sight,
  rects: readonly Rect[],
  end: Node | null,
  isRtl: boolean,
  view: View,
): Placement | null {
  const seen = rects.filter(rect => isSeenAt(sight, isRtl ? rect.right - 2 : rect.left + 2, middle(rect)));
  const last = seen.at(-1);
  if (!last) return null;
  const beside = boxBeside(last, isRtl);
  const { clip } = view;
  const isInView = beside.left >= clip.left && beside.right <= clip.right;
  const farX = isRtl ? beside.left + 1 : beside.right - 1;
  const top = isInView ? sight.tree.elementFromPoint(farX, middle(beside)) : null;
  // The usual case, in two hit tests: its own box reaches from its start to behind the badge, with nothing in between.
  const isOwnRoom = top !== null && top === sight.anchor && end !== null && isLastIn(end, top);
  const isWhole = isOwnRoom || isSeenAt(sight, isRtl ? last.left + 2 : last.right - 2, middle(last));
  const areas = isWhole ? seen : [...seen.slice(0, -1), clippedRect(sight.anchor, last)];
  const isBeside = isOwnRoom || (isWhole && isInView && isFree(sight, beside, end, top));
  const box = isBeside ? beside : boxAtCorner(areas.at(-1) ?? last, isRtl, isWhole, clip);
  return {
    x: box.left,
    y: box.top,
    size: box.right - box.left,
    lines: areas.map(lineUnder),
    areas,
    zoom: view.zoom,
  };
}

function boxBeside(rect: Rect, isRtl: boolean): Rect {
  const height = rect.bottom - rect.top;
  const size = Math.max(10, Math.min(18, Math.round(height * 0.8)));
  const gap = Math.max(3, Math.round(height * 0.22));
  return square(isRtl ? rect.left - gap - size : rect.right + gap, middle(rect) - size / 2, size);
}

function boxAtCorner(rect: Rect, isRtl: boolean, isWhole: boolean, clip: Rect): Rect {
  const size = Math.max(9, Math.min(12, Math.round((rect.bottom - rect.top) * 0.6)));
  const corner = isRtl ? rect.left : rect.right;
  const x = isWhole ? corner - size / 2 : isRtl ? corner : corner - size;
  return square(Math.max(clip.left, Math.min(x, clip.right - size)), rect.top - size / 2, size);
}

function square(x: number, y: number, size: number): Rect {
  const [left, top] = [Math.round(x), Math.round(y)];
  return { left, top, right: left + size, bottom: top + size };
}

function atFieldEdge(field: Element, isRtl: boolean, { zoom }: View): Placement | null {
  const rect = field.getBoundingClientRect();
  const size = Math.max(10, Math.min(16, Math.round(rect.height * 0.5)));
  const inset = 6;
  const x = Math.round(isRtl ? rect.left + inset : rect.right - inset - size);
  const y = Math.round(field.localName === 'textarea' ? rect.top + inset : middle(rect) - size / 2);
  const sight = { anchor: field, tree: treeOf(field), owns: (element: Element) => element === field };
  if (!isSeenAt(sight, x + size / 2, y + size / 2)) return null;
  return { x, y, size, lines: [], areas: [rect], zoom };
}

/** For an image, a row, a control with an icon: inside its upper end corner. */
function inCorner(sight: Sight, isRtl: boolean, { zoom }: View): Placement | null {
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

function middle(rect: Rect): number {
  return (rect.top + rect.bottom) / 2;
}

function lineUnder(rect: Rect): Line {
  return {
    x: round(rect.left),
    y: Math.round(rect.bottom - 1),
    width: round(rect.right - rect.left),
  };
}

function round(value: number): number {
  return Math.round(value * 4) / 4;
}
