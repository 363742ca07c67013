import { parentOf } from './sight.ts';

/**
 * Tells for one moment which scroller moves what stands in the page: the nearest in the flat tree that it isn't fixed
 * or stuck out of, or the root for the window's own scrolling; null for what no scrolling moves. What is wrong here is
 * off only between two placements, for each reads anew where it stands.
 */
export function createScrollerOf(document: Document): (element: Element) => Element | null {
  const { documentElement: root, body } = document;
  const moving = document.scrollingElement ?? root;
  const known = new Map<Element, Element | null>();
  const isBodyOwn = () => root !== null && /auto|scroll|hidden|clip/.test(getComputedStyle(root).overflow);

  function isScroller(element: Element, { overflowX, overflowY }: CSSStyleDeclaration): boolean {
    if (!/auto|scroll/.test(overflowX + overflowY) || (element === body && !isBodyOwn())) return false;
    return canScroll(element) && isUpright(element);
  }

  /** What moves a child of this element. */
  function within(element: Element | null): Element | null {
    if (!element || element === root) return moving && canScroll(moving) ? root : null;
    let scroller = known.get(element);
    if (scroller !== undefined) return scroller;
    const style = getComputedStyle(element);
    scroller = isScroller(element, style) ? element : around(element, style);
    known.set(element, scroller);
    return scroller;
  }

  function around(element: Element, { position }: CSSStyleDeclaration): Element | null {
    const parent = flatParentOf(element);
    if (position === 'sticky') {
      const holder = within(parent);
      return holder && holder !== root ? around(holder, getComputedStyle(holder)) : null;
    }
    if (position !== 'absolute' && position !== 'fixed') return within(parent);
    for (let each = parent; each && each !== root; each = flatParentOf(each)) {
      const style = getComputedStyle(each);
      if (holdsFixed(style) || (position === 'absolute' && style.position !== 'static')) return within(each);
    }
    return position === 'fixed' ? null : within(root);
  }

  return element => around(element, getComputedStyle(element));
}

export function flatParentOf(element: Element): Element | null {
  return element.assignedSlot ?? parentOf(element);
}

function canScroll(element: Element): boolean {
  return element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth;
}

/** Neither scaled nor turned: what it scrolls moves by as much as it says. */
function isUpright(element: Element): boolean {
  if (!('offsetWidth' in element) || typeof element.offsetWidth !== 'number') return false;
  const { width } = element.getBoundingClientRect();
  return Math.abs(width - element.offsetWidth * (element.currentCSSZoom || 1)) < 1;
}

/** Whether even what is fixed stands in it (CSS Transforms 1, CSS Containment 2). */
function holdsFixed(style: CSSStyleDeclaration): boolean {
  const { transform, translate, rotate, scale, perspective, filter, backdropFilter } = style;
  if (
    [transform, translate, rotate, scale, perspective, filter, backdropFilter].some(each => each !== 'none')
  )
    return true;
  return /paint|layout|strict|content/.test(style.contain) || /transform|filter/.test(style.willChange);
}
