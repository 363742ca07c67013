import { createSheet } from './drawing.ts';
import type { Rect } from './placement.ts';

/** Where a scroller is and how far it has scrolled, in pixels of the window. */
export interface Standing {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** What the scroller shows of its content, and others of that. */
  readonly clip: Rect;
  readonly x: Axis;
  readonly y: Axis;
  readonly isComposited: boolean;
}

interface Axis {
  readonly scrolled: number;
  /** Where it can be scrolled to: -1 where it begins at the end, as on right-to-left pages; 0 for nowhere. */
  readonly towards: -1 | 0 | 1;
}

/** The elements in which marks go with one scroller. */
export interface Ride {
  /** Cuts off what the scroller cuts off; the root's cuts nothing. */
  readonly frame: HTMLElement;
  readonly moved: HTMLElement;
  readonly svg: SVGSVGElement;
  read(outer: Rect): Standing;
  /** @param left where the scroller is in what its frame stands in */
  write(standing: Standing, left: number, top: number, zoom: number): void;
  isInUse(): boolean;
  end(): void;
}

/** `visibility`: a watcher of what covers its elements (IntersectionObserver v2) counts a box without paint as a cover. */
export const RIDE_STYLE = `
.plane, .frame, .moved { all: initial; position: absolute; inset: 0 auto auto 0; width: 0; height: 0;
  visibility: hidden; pointer-events: none; transform-origin: 0 0; }
.frame.cut { overflow: clip; }
`;

export function rideOn(scroller: Element): Ride {
  const { ownerDocument: document } = scroller;
  const isRoot = scroller === document.documentElement;
  const frame = boxOf(document, isRoot ? 'frame' : 'frame cut');
  const moved = boxOf(document, 'moved');
  const svg = createSheet(document);
  moved.append(svg);
  frame.append(moved);
  // On a page in quirks mode the body says what the root does elsewhere.
  const scrolling = () => (isRoot && document.scrollingElement) || scroller;
  // Two properties: two animations of one can't both be left to the compositor.
  const followX = follow(moved, 'x', by => ({ transform: ['none', `translateX(${by}px)`] }));
  const followY = follow(moved, 'y', by => ({ translate: ['0 0', `0 ${by}px`] }));
  let place = '';

  return {
    frame,
    moved,
    svg,
    read(outer) {
      const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = scrolling();
      // The root's own zoom is none of its scrolling.
      const zoom = isRoot ? 1 : scroller.currentCSSZoom || 1;
      const style = getComputedStyle(scroller);
      const box = scroller.getBoundingClientRect();
      const left = isRoot ? 0 : Math.round(box.left + scroller.clientLeft * zoom);
      const top = isRoot ? 0 : Math.round(box.top + scroller.clientTop * zoom);
      const width = clientWidth * zoom;
      const height = clientHeight * zoom;
      const isFromRight = style.direction === 'rtl' || style.writingMode === 'vertical-rl';
      const isFromBottom = style.flexDirection === 'column-reverse';
      return {
        left,
        top,
        width,
        height,
        clip: {
          left: Math.max(outer.left, left),
          top: Math.max(outer.top, top),
          right: Math.min(outer.right, left + width),
          bottom: Math.min(outer.bottom, top + height),
        },
        x: axis(scrollLeft * zoom, scrollWidth - clientWidth, isFromRight),
        y: axis(scrollTop * zoom, scrollHeight - clientHeight, isFromBottom),
        isComposited: 'ScrollTimeline' in window && (isRoot || isDense() || isOpaque(style)),
      };
    },
    write({ width, height, x, y, isComposited }, left, top, zoom) {
      const wanted = `transform: translate(${left}px, ${top}px); width: ${width}px; height: ${height}px`;
      if (!isRoot && wanted !== place) frame.style.cssText = place = wanted;
      // Holds where there is no animation, and in the frame before one begins.
      moved.style.transform = `translateX(${-x.scrolled}px)`;
      moved.style.translate = `0 ${-y.scrolled}px`;
      followX(isComposited ? x.towards : 0, scrolling(), zoom);
      followY(isComposited ? y.towards : 0, scrolling(), zoom);
    },
    isInUse: () => svg.firstChild !== null || moved.childElementCount > 1,
    end() {
      followX(0, scroller, 1);
      followY(0, scroller, 1);
      frame.remove();
    },
  };
}

/** Pixels of scrolling that are followed. Chromium (156) cuts lengths off at 33,554,428, times the page's zoom. */
const FURTHEST = 1e7;

/**
 * Where the compositor scrolls by itself it moves the marks in the same frame. Only there: what Chromium (156) paints
 * anew for each step of a scroll, which is what stands on no opaque ground on a screen of low density, comes a frame
 * later than the marks would, which then jump to and fro.
 *
 * By pixels, not by parts of the whole way, which may change its length after a frame's last callback.
 */
function follow(
  moved: HTMLElement,
  axis: 'x' | 'y',
  keyframes: (by: number) => PropertyIndexedKeyframes,
): (towards: number, source: Element, zoom: number) => void {
  let animation: Animation | null = null;
  let drawn = 0;
  let drawnZoom = 1;

  return (towards, source, zoom) => {
    if (towards === drawn && zoom === drawnZoom) return;
    drawn = towards;
    drawnZoom = zoom;
    animation?.cancel();
    animation =
      towards === 0
        ? null
        : moved.animate(keyframes(-towards * FURTHEST), {
            fill: 'both',
            timeline: new ScrollTimeline({ source, axis }),
            rangeStart: '0px',
            // Of a range, unlike of what moves, the page's zoom isn't undone.
            rangeEnd: `${FURTHEST / zoom}px`,
          });
  };
}

function axis(scrolled: number, length: number, beginsAtEnd: boolean): Axis {
  const isBackwards = scrolled < 0 || (scrolled === 0 && beginsAtEnd);
  return { scrolled, towards: length <= 0 || length > FURTHEST ? 0 : isBackwards ? -1 : 1 };
}

export function boxOf(document: Document, className: string): HTMLElement {
  // By namespace, as the overlay: a document may be no HTML.
  const box = document.createElementNS('http://www.w3.org/1999/xhtml', 'div');
  box.className = className;
  return box;
}

/** Tried (2026-11): borders, round corners, padding, opacity change nothing; a picture or a shadow within does. */
function isOpaque({
  backgroundColor,
  backgroundImage,
  backgroundClip,
  boxShadow,
}: CSSStyleDeclaration): boolean {
  const isPlain =
    backgroundImage === 'none' && backgroundClip === 'border-box' && !boxShadow.includes('inset');
  return isPlain && /^rgb\(/.test(backgroundColor);
}

/** A screen of high density, whatever the browser's zoom: there (from 1.5) the compositor scrolls everything. */
function isDense(): boolean {
  return devicePixelRatio * Math.min(1, innerWidth / outerWidth) > 1.4;
}
