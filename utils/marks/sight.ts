import { SEE_THROUGH_COVERS } from '../scan/budgets.ts';
import type { Rect } from './placement.ts';

/** What a hit test has to land on. */
export interface Sight {
  readonly anchor: Element;
  /** The document or the shadow root that hit tests are asked of. */
  readonly tree: DocumentOrShadowRoot;
  owns(element: Element): boolean;
}

export function treeOf(element: Element): DocumentOrShadowRoot {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root : element.ownerDocument;
}

export function parentOf(element: Element): Element | null {
  const { parentNode } = element;
  return parentNode instanceof ShadowRoot ? parentNode.host : element.parentElement;
}

/** Whether a hit test at this point lands on it: what lies above is looked through only where it shows nothing. */
export function isSeenAt({ anchor, tree, owns }: Sight, x: number, y: number): boolean {
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
export function isSeeThrough(element: Element): boolean {
  if (/^(?:img|video|canvas|iframe|object|embed|svg|input|textarea|select)$/.test(element.localName))
    return false;
  const style = getComputedStyle(element);
  if (style.opacity === '0') return true;
  const paintsBack =
    style.backgroundImage !== 'none' || !/^(?:transparent|.*, 0\))$/.test(style.backgroundColor);
  return !paintsBack && style.backdropFilter !== 'blur' && element.textContent?.trim() === '';
}

/** The rect without what scrolling or clipping ancestors cut off. */
export function clippedRect(element: Element, rect: Rect): Rect {
  let { left, right } = rect;
  for (const clip of clipsOf(element)) {
    left = Math.max(left, clip.left);
    right = Math.min(right, clip.right);
  }
  right = Math.min(right, element.ownerDocument.documentElement.clientWidth);
  left = Math.max(0, left);
  return { left, top: rect.top, right: Math.max(left + 1, right), bottom: rect.bottom };
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
